"""Days: which one an entry belongs to, wherever the person lives, travels or sleeps, and however the clocks are set."""
