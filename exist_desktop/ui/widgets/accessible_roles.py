"""Roles that Qt has and that no property of a widget sets: a heading, a chart."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget


def announce_roles() -> None:
    """Lets every widget that has a role of its own be announced with it; called once.

    Qt has no setter for it, so its factory is asked. What it gives is Qt's own class, with nothing of Python in it
    that could be called when the widget is half gone. What it takes is loaded here, since no start waits for it.
    """
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAccessibleWidget

    def with_role(_kind: str, widget: QObject) -> QAccessibleWidget | None:
        role = _role(widget)
        return QAccessibleWidget(widget, QAccessible.Role[role]) if role and isinstance(widget, QWidget) else None

    QAccessible.installFactory(with_role)
    for widget in QApplication.allWidgets():
        if _role(widget):  # a reader that was quick has asked already, and got a mere text
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(QAccessible.queryAccessibleInterface(widget)))


def _role(widget: QObject) -> str | None:
    """The name of the role in Qt; asked of the class, since Qt also asks about objects that are half gone."""
    return getattr(type(widget), "accessible_role", None)
