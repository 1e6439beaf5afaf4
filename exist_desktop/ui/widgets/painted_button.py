"""The base of all painted buttons: hover, the focus ring, and being measured anew when the font changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from exist_desktop.ui.widgets.painting import KEYBOARD


class PaintedButton(QAbstractButton):
    """A button that paints itself; `ringed` says whether it shows the focus ring.

    The ring is for the keyboard: a click shows by itself where it went. Screen readers may toggle a checkable button
    instead of pressing it, which Qt does without a click; here that is a click as well.
    """

    enter_presses = True
    """Whether Enter presses it; where it does not, the surroundings get the key."""
    told = False
    """Whether its checked state comes from `setChecked` alone: a press asks then, and switches nothing by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ringed = False
        self._expected = False
        self.toggled.connect(self._on_toggled)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setChecked(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Shows it as checked or not, which is nobody's act."""
        self._expected = True
        super().setChecked(checked)
        self._expected = False

    def nextCheckState(self) -> None:
        """The change that a click brings; none where the state is told to it."""
        if not self.told:
            self._expected = True
            super().nextCheckState()
            self._expected = False

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._expected:
            return
        if self.told:
            self.setChecked(not checked)
        self.clicked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the ring where the focus came by the keyboard."""
        self.ringed = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Takes the ring away."""
        self.ringed = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it on every platform, as Space does; an arrow with Alt is for the page."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.enter_presses:
            self.click()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Measures anew when the font has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
