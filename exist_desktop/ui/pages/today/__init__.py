"""The Today page: its header and calendar, what is saved from it, its drafts and hints."""
