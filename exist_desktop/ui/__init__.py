"""The window: it shows the projection and passes on what the person means. The only part that knows Qt Widgets."""
