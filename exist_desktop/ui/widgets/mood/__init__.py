"""The mood card: faces, the note, tags, and the memory line."""
