"""What many days say together: averages, correlations, frequent entries, and memories of the same day."""
