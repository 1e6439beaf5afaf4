"""How the program starts and ends, and what it loads when."""
