"""The commands that write and read files: export and import."""
