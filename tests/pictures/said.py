"""What a widget says, to whoever sees it, points at it, or has it read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget


def texts_of(part: QWidget) -> Iterator[str]:
    """Yields its texts; what is painted on it is not known here."""
    yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
    match part:
        case QLabel() | QAbstractButton():
            yield part.text()
        case QLineEdit() | QPlainTextEdit():
            yield part.placeholderText()
        case QComboBox():
            yield from (part.itemText(index) for index in range(part.count()))
