"""From what is typed to a value or a line: numbers in every script, times, units, days, and the spelling of names."""
