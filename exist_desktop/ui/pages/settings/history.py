"""The card of Settings about the history on this computer: how much of it, the progress of its copy, and removal."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal

from exist_desktop.domain.history.progress import HistoryProgress, HistoryRange, HistoryState
from exist_desktop.settings import Settings
from exist_desktop.ui.pages.settings.choices import ChoiceSection
from exist_desktop.ui.pages.settings.parts import ActButton, Options, muted
from exist_desktop.ui.pages.settings.question import Question
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.controls.progress_bar import ProgressBar
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history_copy import HistoryCopyWords

REMOVE = "remove"
UNDER_WAY = frozenset({HistoryState.COPYING, HistoryState.WAITING, HistoryState.PAUSED})
"""States in which the bar is shown."""


class HistorySection(ChoiceSection):
    """How much of the history is on this computer.

    Signals:
        history_removed(): the person has confirmed that this computer's history is to be removed.
    """

    history_removed = Signal()

    def __init__(self, language: Language) -> None:
        say = language.say
        super().__init__(say("History"))
        self._language = language
        options = (
            (str(HistoryRange.EVERYTHING), say("Everything")),
            (str(HistoryRange.LAST_YEAR), say("The last year")),
            (str(HistoryRange.NOTHING), say("Nothing")),
        )
        sentence = say("Copied in the background, newest days first. It never keeps your entries waiting.")
        self._range = Options(language, say("Keep on this computer"), options, sentence)
        self.offer(self._range, "history")
        self._state = TextBlock("")
        self._state.setObjectName("historyState")
        self._bar = ProgressBar(say("History on this computer"))
        self._pause = ActButton("")
        self._pause.setObjectName("historyPauseInSettings")
        self._pause.clicked.connect(self._on_pause)
        self._paused = False
        self._remove = ActButton(say("Remove the history from this computer"))
        self._remove.clicked.connect(self._on_remove)
        self._question = Question("historyQuestion")
        self._question.answered.connect(self._on_answered)
        explained = muted(say("The last month stays, and everything stays in Exist."))
        self.add(self._range, self._state, self._bar, line_of(self._pause, self._remove), explained, self._question)

    def show_settings(self, settings: Settings) -> None:
        """Shows how much of the history is wanted, and whether the copy is paused."""
        self._range.show_value(settings.history)
        self._paused = settings.history_paused
        say = self._language.say
        self._pause.setText(say("Go on") if self._paused else say("Pause"))

    def show_progress(self, progress: HistoryProgress, now: float, zone: tzinfo) -> None:
        """Shows the progress of the copy."""
        self._state.say(HistoryCopyWords(self._language, zone).state(progress, now))
        self._bar.show_fraction(progress.fraction)
        self._bar.setVisible(progress.state in UNDER_WAY)
        self._pause.setVisible(progress.state in UNDER_WAY)

    def _on_pause(self) -> None:
        self.chosen.emit("history_paused", not self._paused)

    def _on_remove(self) -> None:
        say = self._language.say
        sentence = say("Days older than a month leave this computer, and are not read again until you choose so.")
        self._question.ask(sentence, (("", say("Keep it")), (REMOVE, say("Remove it"))))

    def _on_answered(self, key: str) -> None:
        if key == REMOVE:
            self.history_removed.emit()
        self._remove.setFocus()
