"""The templates and attributes that are offered while a new one is named, and what the chosen one means."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.ownership.offers import Offer, matching, same
from exist_desktop.domain.parsing.spelling import key
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.lists.match_list import MatchList
from exist_desktop.words.language import Language
from exist_desktop.words.ownership import creating as words

LINES = 6
"""The most lines that the list shows before it scrolls."""
Index = QModelIndex | QPersistentModelIndex


class OfferModel(QAbstractListModel):
    """The offers that match, each on a line."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self.found: Sequence[Offer] = ()

    def show_found(self, found: Sequence[Offer]) -> None:
        """Lists other offers."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Returns the words of a line; as the tooltip, the same as plain text."""
        if not 0 <= index.row() < len(self.found):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.offer(self._language, self.found[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(words.offer(self._language, self.found[index.row()]))}</p>"
        return None


class _Suggestions(MatchList):
    """Enter in the field chooses a row only after an arrow key went to one: what is typed may be something new."""

    starts_at_first = False


class Offers(QWidget):
    """Follows the field in which a new attribute is named.

    Signals:
        changed(): another offer, or none, is meant by what is typed.
        taking_wanted(Attribute): the person wants to fill the attribute that there is already.
    """

    changed = Signal()
    taking_wanted = Signal(object)

    def __init__(self, language: Language, name: QLineEdit, every: Sequence[Offer]) -> None:
        super().__init__()
        self._language = language
        self._name = name
        self._every = every
        self._chosen: Offer | None = None
        self.meant: Offer | None = None
        self.model = OfferModel(language, self)
        self.list = _Suggestions(language, language.say("Templates and attributes"), LINES)
        self.list.setModel(self.model)
        self.list.follow(name)
        self.list.row_chosen.connect(self._on_row_chosen)
        self._about = TextBlock("", tone=Tone.MUTED, points=-0.5)
        self._about.setObjectName("aboutOffer")
        self._take = PlainButton(language.say("Take it over"))
        self._take.clicked.connect(self._on_take)
        self._line = line_of(self._take)
        self._frame = Card()
        self._frame.setContentsMargins(2, 4, 2, 4)
        column_of(self._frame, self.list)
        column_of(self, self._frame, self._about, self._line, gap=6)
        name.textChanged.connect(self._look)
        self._look()

    def _on_row_chosen(self, row: int) -> None:
        if 0 <= row < len(self.model.found):
            self._chosen = self.model.found[row]
            if self._name.text() == self._chosen.label:
                self._look()
            self._name.setText(self._chosen.label)
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """Finds out what is meant, and offers what it could be."""
        typed, former = self._name.text(), self.meant
        if self._chosen is not None and key(self._chosen.label) != key(typed):
            self._chosen = None
        self.meant = self._chosen or same(typed, self._every)
        self.model.show_found([] if self.meant is not None else matching(typed, self._every))
        self._frame.setVisible(bool(self.model.found))
        self.list.show_rows()
        self._show_meant(typed)
        if self.meant is not former:
            self.changed.emit()

    def _show_meant(self, typed: str) -> None:
        language, meant = self._language, self.meant
        if meant is not None:
            here = meant.here
            about = words.from_template(language, meant) if here is None else words.there_already(language, here)
        else:
            about = words.of_their_own(language) if key(typed) and not self.model.found else ""
        self._about.say(about)
        self._about.setVisible(bool(about))
        here = meant.here if meant is not None else None
        self._line.setVisible(here is not None and (here.owner is not Owner.THIS_CLIENT or not here.active))

    def _on_take(self) -> None:
        if self.meant is not None and isinstance(self.meant.here, Attribute):
            self.taking_wanted.emit(self.meant.here)
