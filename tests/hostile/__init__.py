"""Files that strangers made: whatever is in them, the program says what is wrong and goes on."""
