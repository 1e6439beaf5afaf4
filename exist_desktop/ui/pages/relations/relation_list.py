"""The list of relations: the question, the rows, what is folded away, and what is said while there are none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.findings.listing import Place
from exist_desktop.ui.pages.relation_rows import RelationRow, RowColumn, RowText
from exist_desktop.ui.pages.relations.search import SearchProgress
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language


class ListTexts(Struct, frozen=True):
    """What the list shows: question, its first rows, how many there are, and those that are folded away or hidden.

    `state` says why there are no rows.
    """

    question: str
    rows: Sequence[RowText] = ()
    count: int = 0
    folded: Sequence[RowText] = ()
    hidden: Sequence[RowText] = ()
    state: str = ""


class FoldedRows(QWidget):
    """Rows behind a button that says how many there are.

    Signals:
        opened(object): the person wants to see the relation of that `Place`.
    """

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unfold = Chip("")
        self.unfold.setObjectName(name)
        self.rows = RowColumn()
        self.rows.hide()
        self.unfold.toggled.connect(self.rows.setVisible)
        self.rows.opened.connect(self.opened)
        column_of(self, line_of(self.unfold), self.rows, gap=4)
        self.hide()

    def show_rows(self, title: str, rows: Sequence[RowText]) -> None:
        """Shows how many rows there are, and the rows if they are unfolded."""
        self.unfold.setText(title)
        self.rows.show_rows(rows)
        self.setVisible(bool(rows))


class RelationList(Card):
    """The card with the rows; more of them are made when they are wanted.

    Signals:
        opened(object): the person wants to see the relation of that `Place`.
        more_wanted(): the person wants to see more rows.
        stop_wanted(): the person does not want to wait for the search.
        search_wanted(): the person wants to search again.
    """

    opened = Signal(object)
    more_wanted = Signal()
    stop_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = language.say
        self._language = language
        self._texts = ListTexts("")
        self.question = Heading("", bold=True, points=1, lines=4)
        self.progress = SearchProgress(language)
        self.progress.hide()
        self.progress.stop_wanted.connect(self.stop_wanted)
        self.state = TextBlock("", tone=Tone.MUTED)
        self.state.setObjectName("relationsState")
        self.again = PlainButton(say("Search again"))
        self.again.clicked.connect(self.search_wanted)
        self.anew = line_of(self.again)
        self.anew.hide()
        self.rows = RowColumn()
        self.more = PlainButton(say("More relations"))
        self.more.clicked.connect(self.more_wanted)
        self.below = line_of(self.more)
        self.folded, self.hidden = FoldedRows("sameMeasure"), FoldedRows("hiddenRelations")
        self.hidden.opened.connect(self.opened)
        self.rows.opened.connect(self.opened)
        self.folded.opened.connect(self.opened)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (
            *(self.question, self.progress, self.state, self.anew),
            *(self.rows, self.below, self.folded, self.hidden),
        ):
            self._column.addWidget(part)

    def show_texts(self, texts: ListTexts) -> None:
        """Shows other rows, or the same ones with newer texts."""
        self._texts = texts
        self.question.say(texts.question)
        self.state.say(texts.state)
        self.state.setVisible(bool(texts.state))
        self.rows.show_rows(texts.rows)
        self.below.setVisible(self.has_more)
        ngettext = self._language.ngettext
        title = ngettext("1 that measures the same thing", "{n} that measure the same thing", len(texts.folded))
        self.folded.show_rows(title, texts.folded)
        self.hidden.show_rows(ngettext("1 hidden", "{n} hidden", len(texts.hidden)), texts.hidden)

    @property
    def has_more(self) -> bool:
        """Whether there are rows that were not made yet."""
        return self._texts.count > len(self._texts.rows)

    def all_rows(self) -> list[RelationRow]:
        """Returns the rows that exist, from the top; those that are folded away come last."""
        return [*self.rows.rows, *self.folded.rows.rows, *self.hidden.rows.rows]

    def mark(self, place: Place | None) -> None:
        """Marks the row of the relation that is open."""
        self.rows.mark(place)
        self.folded.rows.mark(place)
        self.hidden.rows.mark(place)

    def row_of(self, place: Place) -> RelationRow | None:
        """Returns the row of a relation, if it exists."""
        return next((row for row in self.all_rows() if row.text_shown.place == place), None)
