"""What people type besides values: the words of their language, days, and pauses of streaks."""
