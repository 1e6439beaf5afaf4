"""What the window does about the person's own order."""
