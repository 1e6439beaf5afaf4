"""The base of all painted buttons: hover, the focus ring, and measuring again when the font changes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from exist_desktop.ui.widgets.painting import KEYBOARD
from exist_desktop.words.directions import without_marks


class PaintedButton(QAbstractButton):
    """A button that paints itself; `ringed` is whether it shows the focus ring.

    The ring is for the keyboard only. Screen readers may toggle a checkable button instead of pressing it; Qt does that
    without a click, but here it is one as well.

    Signals:
        picked(object): it was clicked; carries its `value`.
    """

    picked = Signal(object)

    value: object = None
    """The value of the button, if several buttons share one slot."""
    enter_presses = True
    """Whether Enter presses it; otherwise the parent gets the key."""
    controlled = False
    """Whether only `setChecked` changes its checked state; a click then only emits the signal."""

    one_of_many = False
    """Whether screen readers announce it as a radio button. Qt's other features of exclusive buttons are not wanted:
    arrows that press, siblings that Tab skips, and a choice that cannot be empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoExclusive(self.one_of_many)
        self.ringed = False
        self._expected = False
        self.toggled.connect(self._on_toggled)
        self.clicked.connect(self._on_clicked)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Sets the text; if it has marks of direction, the name for screen readers and drivers is the same without."""
        if not self.accessibleName() or self.accessibleName() == without_marks(self.text()):
            self.setAccessibleName("" if without_marks(text) == text else without_marks(text))
        super().setText(text)

    def setChecked(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Sets the checked state without emitting `clicked`."""
        self._expected = True
        with self._as_any_button():
            super().setChecked(checked)
        self._expected = False

    def setFocusPolicy(self, policy: Qt.FocusPolicy) -> None:
        """Stores the policy: if a screen reader chooses one of several, Qt takes Tab from the others."""
        self._policy = policy
        super().setFocusPolicy(policy)

    def _stop_where_they_stopped(self) -> None:
        parent = self.parentWidget()
        for button in parent.findChildren(PaintedButton) if parent else ():
            button.setFocusPolicy(button._policy)  # noqa: SLF001 - of the same kind

    @contextlib.contextmanager
    def _as_any_button(self) -> Iterator[None]:
        self.setAutoExclusive(False)
        try:
            yield
        finally:
            self.setAutoExclusive(self.one_of_many)

    def nextCheckState(self) -> None:
        """Changes the state with a click, unless it is controlled."""
        if not self.controlled:
            self._expected = True
            super().nextCheckState()
            self._expected = False

    def _on_clicked(self) -> None:
        self.picked.emit(self.value)

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._expected:
            return
        if self.controlled:
            self.setChecked(not checked)
        if self.one_of_many:
            self._stop_where_they_stopped()
        if checked or not self.one_of_many:  # otherwise another one is pressed, which unchecks this one
            self.clicked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() in KEYBOARD
        with self._as_any_button():
            super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ringed = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Presses with Enter on every platform, as with Space. Alt with an arrow goes to the page."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            with self._as_any_button():
                super().keyPressEvent(event)
        elif self.enter_presses:
            self.click()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
