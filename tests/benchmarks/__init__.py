"""How fast the program is, in ratios that are measured side by side in one run; nothing here fails by the clock."""
