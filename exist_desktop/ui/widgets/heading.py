"""Titles that are announced as headings, so that readers of screens can go from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from exist_desktop.ui.text import TextBlock


class Heading(TextBlock):
    """The title of a page or of a part of one; it is called by its text."""

    def say(self, text: str, *, lead: int = 0) -> None:
        """Shows a text, and is called by it."""
        super().say(text, lead=lead)
        self.setAccessibleName(text)


def announce_headings() -> None:
    """Lets every heading of the program be announced as one; called once.

    Qt has the role but no setter for it on a widget, so its factory is asked. What it gives is Qt's own class, with
    nothing of Python in it that could be called when the widget is half gone. What it takes is loaded here, since no
    start waits for it.
    """
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAccessibleWidget

    def as_heading(_kind: str, widget: QObject) -> QAccessibleWidget | None:
        return QAccessibleWidget(widget, QAccessible.Role.Heading) if isinstance(widget, Heading) else None

    QAccessible.installFactory(as_heading)
    for widget in QApplication.allWidgets():
        if isinstance(widget, Heading):  # a reader that was quick has asked already, and got a mere text
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(QAccessible.queryAccessibleInterface(widget)))
