"""What people type besides values: days, and pauses of streaks."""
