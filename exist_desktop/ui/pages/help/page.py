"""The topics of Help below each other, then what is new, the keys, and how a problem is reported."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exist_desktop.domain.text.fold import fold
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.help.news import NewsCard, NewsReader
from exist_desktop.ui.pages.help.picture import Picture
from exist_desktop.ui.pages.help.report import LogReader, ReportCard
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.controls.search_field import SearchField
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.keys_table import KeysTable
from exist_desktop.words.guidance.help import HelpWords, Term, Topic
from exist_desktop.words.language import Language

WIDEST = 760
"""The widest column that is read with ease, in pixels."""
ABOVE = 12
"""Pixels above a card that was scrolled to."""


class HelpFacts(LogReader, NewsReader, Protocol):
    """What the page shows of this computer and this version."""

    @property
    def pictures(self) -> Path:
        """The folder with the pictures."""


class HelpPage(PageScroll):
    """Everything on one page. What is typed in `edit` hides the cards without these words; `report` is the last one."""

    def __init__(self, language: Language, bridge: Bridge, facts: HelpFacts, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self.keep_reading_order()
        say = language.say
        self.edit = SearchField(say("Find in Help"), say("Find in Help"))
        self.edit.textChanged.connect(self._on_typed)
        self.news = NewsCard(language, bridge, facts)
        self.news.filled.connect(self._on_filled)
        self._to_news = False
        self.report = ReportCard(language, bridge, facts)
        topics = [_card(topic, facts.pictures) for topic in HelpWords(language).topics()]
        self.cards = (*topics, self.news, _keys(language), self.report)
        self._none = TextBlock(say("Nothing in Help has these words."), tone=Tone.MUTED)
        self._none.hide()
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        heading = Heading(say("Help"), points=6, bold=True, lines=1)
        column_of(column, heading, Field(self.edit), self._none, *self.cards, gap=14).addStretch(1)
        self._line = QHBoxLayout(content)
        self._line.addStretch(1)
        self._line.addWidget(column, 1000)
        self._line.addStretch(1)

    @property
    def first_stop(self) -> QWidget:
        """The field, at the top: the first button is at the page's end."""
        return self.edit

    def show_news(self) -> None:
        """Scrolls to what is new, once it has been read and the page is laid out. Keys go to the page then."""
        self.edit.clear()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._to_news = True
        if self.news.is_filled:
            self._on_filled()

    def _on_filled(self) -> None:
        if self._to_news:
            self._to_news = False
            QTimer.singleShot(0, self, self._go_to_news)

    def _go_to_news(self) -> None:
        content = self.widget()
        assert content is not None
        self.verticalScrollBar().setValue(self.news.mapTo(content, QPoint()).y() - ABOVE)

    def _on_typed(self, text: str) -> None:
        words = fold(text).split()
        for card in self.cards:
            said = [fold(label.text()) for label in card.findChildren(TextBlock)]
            card.setVisible(all(any(word in text for text in said) for word in words))
        self._none.setVisible(all(card.isHidden() for card in self.cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.margin(self.width())
        self._line.setContentsMargins(side, 20, side, 20)


def _card(topic: Topic, pictures: Path) -> Card:
    card = Card()
    column = column_of(card, Heading(topic.title, bold=True, points=2))
    for paragraph in topic.paragraphs:
        column.addWidget(TextBlock(paragraph))
    for term in topic.terms:
        column.addWidget(_term(term))
    for shown in topic.pictures:
        column.addWidget(Picture(pictures, shown.name, shown.says))
    return card


def _term(term: Term) -> QWidget:
    pair = QWidget()
    column_of(pair, TextBlock(term.name, bold=True), TextBlock(term.meaning), gap=2)
    return pair


def _keys(language: Language) -> Card:
    card = Card()
    column_of(card, Heading(language.say("Keys"), bold=True, points=2), KeysTable(language))
    return card
