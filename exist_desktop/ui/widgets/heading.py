"""Titles that are announced as headings, so that people with a screen reader can go from one to the next."""

from __future__ import annotations

from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.accessible_names import set_name


class Heading(TextBlock):
    """The title of a page or of a part of one; its accessible name is its text."""

    accessible_role = "Heading"

    def say(self, text: str, *, lead: int = 0) -> None:
        """Shows a text and sets it as the accessible name."""
        super().say(text, lead=lead)
        set_name(self, text)
