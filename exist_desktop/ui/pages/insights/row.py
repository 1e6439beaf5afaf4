"""An insight: Exist's sentence, what it is about, and the ways to its day and to its attribute's history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.ui import theme
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import Chip
from exist_desktop.ui.widgets.tiles.tile_group import Dot
from exist_desktop.words.days import DayWords
from exist_desktop.words.findings.insights import InsightWords

AROUND = 10
"""Pixels above and below a row's content."""
WIDE_FROM = 560
"""Width in pixels from which the buttons are beside the text, else below."""


class InsightRow(QWidget):
    """One insight. `is_first` is whether none is above it on its card.

    Signals:
        day_chosen(date): the person wants to see its day.
        history_chosen(str): the person wants to see the history of its attribute.
    """

    day_chosen = Signal(object)
    history_chosen = Signal(str)

    def __init__(
        self, insight: Insight, attribute: Attribute | None, words: InsightWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.insight = insight
        self.is_first = True
        self.attribute = attribute
        say, day = words.language.say, DayWords(words.language, words.today).long(insight.day)
        self.text = TextBlock(insight.text)
        self.facts = TextBlock(words.facts(insight, attribute), tone=Tone.MUTED, points=-1)
        self.facts.setVisible(bool(self.facts.text()))
        self.to_day = _way(say("Show the day"), say("Show {day}", day=day))
        self.to_day.clicked.connect(self._on_day_wanted)
        ways: list[QWidget] = [self.to_day]
        if attribute is not None:
            history = _way(say("History"), say("History of {label}", label=attribute.label))
            history.clicked.connect(self._on_history_wanted)
            ways.append(history)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.text)
        texts.addWidget(self.facts)
        told = QHBoxLayout()
        told.setSpacing(10)
        told.addWidget(Dot(attribute.group.name if attribute is not None else ""), 0, Qt.AlignmentFlag.AlignTop)
        told.addLayout(texts, 1)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        for way in ways:
            beside.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, AROUND, 0, AROUND)
        self._line.setSpacing(10)
        self._line.addLayout(told, 1)
        self._line.addLayout(beside)
        self._beside = beside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE_FROM
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
            self._beside.setAlignment(Qt.AlignmentFlag.AlignLeading)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one line
        """Paints the line to the row above."""
        if not self.is_first:
            with QPainter(self) as painter:
                painter.fillRect(0, 0, self.width(), 1, QColor(theme.of(self.palette()).border))

    def _on_day_wanted(self) -> None:
        self.day_chosen.emit(self.insight.day)

    def _on_history_wanted(self) -> None:
        if self.attribute is not None:
            self.history_chosen.emit(self.attribute.name)


def _way(text: str, name: str) -> Chip:
    chip = Chip(text, name=name)
    chip.setCheckable(False)
    return chip
