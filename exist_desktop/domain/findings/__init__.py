"""What can be found in a person's days without numpy: what measures the same, and what was unusual in a week."""
