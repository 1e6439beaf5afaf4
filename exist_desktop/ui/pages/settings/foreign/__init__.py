"""The import of a file of another program, in the card of Settings: mapped, looked at, entered."""
