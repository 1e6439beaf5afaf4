"""The sentences of single pages and dialogs."""
