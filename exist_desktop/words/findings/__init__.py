"""What was found in the days, in words: relations, insights, averages over time, a week."""
