"""Files of other programs, as they are and as they should not be."""
