"""Streaks in a line or two: how many days in a row, and how many of the last thirty. One click ends them for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.put_away_line import SmallChip
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.store.reading.streaks import RunningStreak

MOST_SHOWN = 2
"""The attributes with the longest streaks."""
MOST_LINES = 4


class StreakLine(QWidget):
    """The longest running streaks, or nothing.

    Signals:
        unwanted(): the person wants no streaks here.
    """

    unwanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        say = language.say
        self.text = TextBlock(tone=Tone.MUTED, points=-0.5, lines=MOST_LINES)
        self.text.setObjectName("streaks")
        self.never = SmallChip("✕", name=say("Never show streaks"))
        self.never.set_tip(say("No streaks from now on. Settings has them back."))
        self.never.setCheckable(False)
        self.never.clicked.connect(self.unwanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.text, 1000)
        line.addWidget(self.never, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self.hide()

    def tell(self, streaks: Sequence[RunningStreak]) -> None:
        """Shows the first streaks, or takes up no room if there are none."""
        self.text.say(self._sentences(streaks[:MOST_SHOWN]) if streaks else "")
        self.text.setMaximumWidth(self.text.natural_width())
        self.setVisible(bool(streaks))

    def _sentences(self, streaks: Sequence[RunningStreak]) -> str:
        from exist_desktop.words.pages.history import HistoryWords  # the first paint never shows a streak

        words = HistoryWords(self._language, 1)
        return "\n".join(words.running(one.attribute, one.streaks) for one in streaks)
