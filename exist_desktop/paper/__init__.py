"""Days on paper: a day, a month, a year or what was found, as PDF to print."""
