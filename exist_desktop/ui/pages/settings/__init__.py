"""The Settings page, one module for each of its sections."""
