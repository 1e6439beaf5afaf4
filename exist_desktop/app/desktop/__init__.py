"""What the desktop around the program asks for or offers: start at login, logs, colours, language, its end."""
