"""The batches at the top of the Outbox: what each import has entered, as one card with its progress and its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.outbox.batches import BatchLine
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.progress_bar import ProgressBar
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.batches import BatchWords


class BatchAction(Enum):
    """What a person can do about a batch."""

    PAUSE = auto()
    GO_ON = auto()
    WITHDRAW = auto()
    TAKE_BACK = auto()


class BatchButton(PlainButton):
    """A button with a sentence, which may end in `…` in a long language."""

    elides = True


class BatchCard(Card):
    """One batch.

    Signals:
        acted(BatchAction, BatchLine): the person wants that.
    """

    acted = Signal(object, object)

    def __init__(self, language: Language, line: BatchLine) -> None:
        super().__init__()
        self._words = BatchWords(language)
        self._line = line
        self._title = TextBlock("", bold=True)
        self._bar = ProgressBar(self._words.title(line))
        self._state = TextBlock("", tone=Tone.MUTED)
        self._state.setObjectName("batchState")
        self._pause, self._withdraw, self._take_back = (BatchButton("") for _ in range(3))
        self._pause.clicked.connect(self._on_paused)
        self._withdraw.clicked.connect(self._on_withdrawn)
        self._take_back.clicked.connect(self._on_taken_back)
        self._buttons = line_of(self._pause, self._withdraw, self._take_back)
        column_of(self, self._title, self._bar, self._state, self._buttons)
        self.show_line(line)

    def show_line(self, line: BatchLine) -> None:
        """Shows how far the batch is."""
        self._line, words = line, self._words
        self._title.say(words.title(line))
        self._bar.show_fraction(line.share)
        self._state.say(words.state(line))
        left = line.waiting + line.held
        offered = (
            (self._pause, words.pausing(line), bool(line.waiting)),
            (self._withdraw, words.withdrawing(line), bool(left)),
            (self._take_back, words.taking_back(line), bool(line.may_be_taken_back) and not line.batch.undoes),
        )
        for button, text, is_there in offered:
            button.setText(text)
            set_name(button, words.named(text, line))
            button.setVisible(is_there)
        self._buttons.setVisible(any(is_there for _, _, is_there in offered))

    def _on_paused(self) -> None:
        self.acted.emit(BatchAction.GO_ON if self._line.is_paused else BatchAction.PAUSE, self._line)

    def _on_withdrawn(self) -> None:
        self.acted.emit(BatchAction.WITHDRAW, self._line)

    def _on_taken_back(self) -> None:
        self.acted.emit(BatchAction.TAKE_BACK, self._line)


class Batches(QWidget):
    """All batches, hidden if there is none. A card stays while its batch is listed, so that the focus stays in it.

    Signals:
        acted(BatchAction, BatchLine): the person wants that.
    """

    acted = Signal(object, object)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._cards: dict[int, BatchCard] = {}
        self._column = column_of(self)
        self.hide()

    def show_lines(self, lines: Sequence[BatchLine]) -> None:
        """Shows these batches in this order."""
        there = {line.id for line in lines}
        for number in self._cards.keys() - there:
            gone = self._cards.pop(number)
            gone.hide()
            gone.deleteLater()
        for place, line in enumerate(lines):
            card = self._cards.get(line.id)
            if card is None:
                card = self._cards[line.id] = BatchCard(self._language, line)
                card.acted.connect(self.acted)
            else:
                card.show_line(line)
            self._column.insertWidget(place, card)
        self.setVisible(bool(lines))
