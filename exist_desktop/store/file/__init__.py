"""The database file: opening, migrating, locking, backing up, and what is done where the disk refuses."""
