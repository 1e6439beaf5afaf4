"""Questions to the person; opened, never executed, so that no second event loop runs."""
