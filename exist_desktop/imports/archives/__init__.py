"""Archives and folders of several files: read within limits, and what Exist's own one has."""
