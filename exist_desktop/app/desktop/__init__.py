"""The desktop around the program: start at login, logs, colours, language, signals to end."""
