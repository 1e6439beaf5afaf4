"""The card of Settings with exports and imports."""
