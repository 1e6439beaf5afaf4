"""The past on this computer: how much of it is wanted, and how far its copy has come."""
