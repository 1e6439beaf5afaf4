"""What pages, quick entry and the shell read from the database."""
