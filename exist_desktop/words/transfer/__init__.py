"""The sentences about exports and imports."""
