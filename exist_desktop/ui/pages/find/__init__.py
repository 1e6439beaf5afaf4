"""Find: a list of all days, and a search for words in them."""
