"""The one way in for what a person does: entries, and who fills an attribute."""
