"""Accessible roles that Qt has but no property sets: heading and chart."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget


def announce_roles() -> None:
    """Lets Qt announce every widget that has a role of its own with that role; called once.

    Qt has no setter for roles, so its factory is used. It returns Qt's own class, without Python code that could be
    called while the widget is being destroyed. Modules are imported here because the start does not need them.
    """
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAccessibleWidget

    def with_role(_kind: str, widget: QObject) -> QAccessibleWidget | None:
        role = _role(widget)
        return QAccessibleWidget(widget, QAccessible.Role[role]) if role and isinstance(widget, QWidget) else None

    QAccessible.installFactory(with_role)
    for widget in QApplication.allWidgets():
        if _role(widget):  # a screen reader that asked early got a plain text
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(QAccessible.queryAccessibleInterface(widget)))


def _role(widget: QObject) -> str | None:
    """Returns the role's name in Qt; read from the class, since Qt also asks about objects being destroyed."""
    return getattr(type(widget), "accessible_role", None)
