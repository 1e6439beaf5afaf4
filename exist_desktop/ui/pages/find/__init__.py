"""Find: leafing through all days, and looking for words in them."""
