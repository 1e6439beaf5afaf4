"""Names for screen readers and for programs that drive the window, without the marks that isolate what is inserted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from exist_desktop.words.directions import without_marks


def set_name(widget: QWidget, name: str) -> None:
    """Sets the accessible name."""
    widget.setAccessibleName(without_marks(name))


def set_description(widget: QWidget, description: str) -> None:
    """Sets the accessible description."""
    widget.setAccessibleDescription(without_marks(description))


def announce(widget: QWidget, text: str) -> None:
    """Makes screen readers say a text at once. Qt's module is loaded with the first one, as no start needs it."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
