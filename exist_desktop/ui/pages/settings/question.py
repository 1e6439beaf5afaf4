"""A question in a card of Settings, with its answers and perhaps an offer that goes with them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.pages.settings.parts import ActButton, PrimaryButton
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import DangerButton, RoundedButton
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.page_scroll import bring_into_view

FOR_GOOD = ("discard", "remove", "despite")
"""Answers after which something is deleted permanently."""


class Offer(Struct, frozen=True):
    """Something to be done together with an answer, and a warning of what comes of it; both may be empty."""

    text: str = ""
    warning: str = ""


NOTHING = Offer()


class Question(QWidget):
    """A question in the card itself, with its answers; Escape chooses none of them.

    Signals:
        answered(str): the key of the answer; empty if the person cancelled.
    """

    answered = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._text = TextBlock("")
        self._text.setObjectName(name)
        self._offer = CheckBox("")
        self._warning = TextBlock("", tone=Tone.DANGER, points=-0.5)
        self._column = column_of(self, self._text, self._offer, self._warning)
        self._answers: QWidget | None = None
        self.hide()

    @property
    def is_accepted(self) -> bool:
        """Whether the offer beside the question is ticked."""
        return self._offer.isChecked()

    def ask(self, sentence: str, answers: Sequence[tuple[str, str]], offer: Offer = NOTHING) -> None:
        """Shows the sentence; the first answer is the most likely one and gets the focus.

        An offer has a box, which is not ticked, and a warning of what comes of it.
        """
        self._offer.setChecked(False)
        for part, text in ((self._offer, offer.text), (self._warning, offer.warning)):
            part.setVisible(bool(text))
        self._offer.setText(offer.text)
        self._warning.say(offer.warning)
        if self._answers is not None:
            self._column.removeWidget(self._answers)
            self._answers.hide()
            self._answers.deleteLater()
        self._text.say(sentence)
        first, *others = answers
        buttons = [PrimaryButton(first[1]), *(_answer(key, text) for key, text in others)]
        for button, (key, _) in zip(buttons, answers, strict=True):
            button.value = key
            button.picked.connect(self._on_answered)
        self._answers = line_of(*buttons)
        self._column.addWidget(self._answers)
        self.show()
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_answered("")
        else:
            super().keyPressEvent(event)

    def _on_answered(self, key: str) -> None:
        self.hide()
        self.answered.emit(key)


def _answer(key: str, text: str) -> RoundedButton:
    return DangerButton(text) if key in FOR_GOOD else ActButton(text)
