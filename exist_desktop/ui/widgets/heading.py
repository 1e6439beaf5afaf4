"""Titles that are announced as headings, so that readers of screens can go from one to the next."""

from __future__ import annotations

from exist_desktop.ui.text import TextBlock


class Heading(TextBlock):
    """The title of a page or of a part of one; it is called by its text."""

    accessible_role = "Heading"

    def say(self, text: str, *, lead: int = 0) -> None:
        """Shows a text, and is called by it."""
        super().say(text, lead=lead)
        self.setAccessibleName(text)
