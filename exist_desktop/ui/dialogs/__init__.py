"""Dialogs; they are opened, never executed, so that no second event loop runs."""
