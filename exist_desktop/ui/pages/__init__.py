"""The pages of the window. Only they use the journal and the store's views."""
