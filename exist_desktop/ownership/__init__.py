"""What window and shell share about who fills what: last days are read before, all is given back at the end."""
