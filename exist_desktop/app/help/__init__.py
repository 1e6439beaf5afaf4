"""What Help reads from the disk: the logs for a report, and what is new; and the notice after an upgrade."""
