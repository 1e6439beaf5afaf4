"""Long lists, of which only the rows near the view exist."""
