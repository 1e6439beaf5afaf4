"""What the program promises, said as tests."""
