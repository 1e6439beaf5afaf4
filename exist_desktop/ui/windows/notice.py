"""A notice at the window's foot with its ways out; it never takes the focus, and moves nothing that is above it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.ui.text import Tone
from exist_desktop.ui.widgets.accessible_names import announce
from exist_desktop.ui.widgets.controls.buttons import DangerButton, PlainButton, RoundedButton
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.message_box import MessageBox
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language

FOOT = 12
"""Pixels between the notice and what is below it."""


class WayOut(Struct, frozen=True):
    """An answer to a notice, with its text, and whether it deletes something."""

    way: Enum
    text: str
    deletes: bool = False


class Notice(MessageBox):
    """Shows a message with its ways out until one of them is chosen. `name` is the object name of its text.

    Signals:
        answered(Enum): the person has chosen.
    """

    answered = Signal(object)

    def __init__(self, name: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, tone=Tone.PLAIN, foot=FOOT)
        self._language = language
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 12, 12 + FOOT)
        self._column.setSpacing(8)
        self._column.addWidget(self.text)
        self._line: QWidget | None = None
        self._buttons: list[RoundedButton] = []

    def show_notice(self, message: Message, ways: Sequence[WayOut]) -> None:
        """Shows a message; the focus stays where it is."""
        if [button.value for button in self._buttons] != [each.way for each in ways]:
            self._drop_line()
            self._buttons = [DangerButton(each.text) if each.deletes else PlainButton(each.text) for each in ways]
            for button, each in zip(self._buttons, ways, strict=True):
                button.value = each.way
                button.picked.connect(self._on_picked)
            self._line = line_of(*self._buttons)
            self._column.addWidget(self._line)
        for button, each in zip(self._buttons, ways, strict=True):
            button.setText(each.text)
            button.updateGeometry()
        said = message.text(self._language)
        self.show_text(said, lead=message.lead(self._language))
        announce(self.text, said)

    def withdraw(self) -> None:
        """Hides the notice, which is not true any more."""
        self._drop_line()
        self.show_text("")

    @property
    def first_stop(self) -> QWidget | None:
        """The first way out; None while there is no notice."""
        return self._buttons[0] if self._buttons else None

    def _drop_line(self) -> None:
        if self._line is not None:
            self._column.removeWidget(self._line)
            self._line.hide()
            self._line.deleteLater()
            self._line, self._buttons = None, []

    def _on_picked(self, way: Enum) -> None:
        self.withdraw()
        self.answered.emit(way)
