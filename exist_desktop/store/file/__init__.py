"""The database file: opening, migrating, locking, backing up, and what is done if the disk refuses."""
