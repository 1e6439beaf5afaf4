"""The person's own order, as it is kept: choices of this computer, by account."""
