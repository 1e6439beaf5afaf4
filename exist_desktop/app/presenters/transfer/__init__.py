"""Connect the card "Your data" to exports and imports."""
