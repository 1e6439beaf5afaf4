"""The pages of the window; only they know the journal and the views of the store."""
