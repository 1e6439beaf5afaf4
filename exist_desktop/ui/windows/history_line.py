"""The line at the foot of the sidebar with the progress of the history's copy, and Pause."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.history.progress import HistoryProgress, HistoryState
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.controls.progress_bar import ProgressBar
from exist_desktop.words.language import Language

SHOWN = frozenset({HistoryState.COPYING, HistoryState.WAITING, HistoryState.PAUSED})
"""States in which the line is shown."""


class HistoryLine(QWidget):
    """Shows the progress of the copy; hidden if there is nothing to copy.

    Signals:
        pause_wanted(bool): True to pause the copy, False to let it go on.
    """

    pause_wanted = Signal(bool)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._paused = False
        self._text = TextBlock("", self, tone=Tone.MUTED, points=-0.5)
        self._text.setObjectName("historyProgress")
        self._bar = ProgressBar(language.say("History on this computer"), self)
        self._button = Chip("", self)
        self._button.setObjectName("historyPause")
        self._button.clicked.connect(self._on_pressed)
        column = column_of(self, self._text, self._bar, gap=6)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    def show_progress(self, progress: HistoryProgress, sentence: str) -> bool:
        """Shows the progress; returns whether text, button or visibility changed, and so perhaps the height."""
        before = (self.isHidden(), self._text.text(), self._paused)
        self._paused = progress.state is HistoryState.PAUSED
        say = self._language.say
        self._button.setText(say("Go on with the history") if self._paused else say("Pause the history"))
        self._text.say(sentence)
        self._bar.show_fraction(progress.fraction)
        self.setHidden(progress.state not in SHOWN)
        return before != (self.isHidden(), self._text.text(), self._paused)

    @property
    def first_stop(self) -> QWidget:
        """The line's stop of Tab."""
        return self._button

    def natural_height(self, width: int) -> int:
        """Returns the line's height at this width, in pixels."""
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()

    def _on_pressed(self) -> None:
        self.pause_wanted.emit(not self._paused)
