"""Statistics over many days: averages, correlations, frequent entries, and memories of the same day."""
