"""The Today page: its header and calendar, the saving of its entries, its drafts and hints."""
