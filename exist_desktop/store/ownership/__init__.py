"""Who fills what, on the disk: what a person wants of owners, and the record of their changes."""
