"""The choice of an attribute: a search field and a list of the matches, those viewed last first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.text.fold import fold
from exist_desktop.domain.text.search import spelled
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.field import Field
from exist_desktop.ui.widgets.lists.match_list import MatchList
from exist_desktop.words.arranging.names import also_called
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.archive import group_of

LINES = 9
"""The most lines that the list shows before it scrolls."""
Index = QModelIndex | QPersistentModelIndex


class AttributeModel(QAbstractListModel):
    """The matching attributes with label and group; None stands for no attribute, which is called `none`."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self.none = ""
        self.found: list[Attribute | None] = []

    def show_found(self, found: list[Attribute | None]) -> None:
        """Lists other matches."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Returns the words of a line; as the tooltip, the same as plain text."""
        attribute = self.found[index.row()] if 0 <= index.row() < len(self.found) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(attribute)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(self._text(attribute))}</p>"
        return None

    def _text(self, attribute: Attribute | None) -> str:
        if attribute is None:
            return self.none
        label = " ".join(attribute.label.split())
        line = self._language.say("{label} · {group}", label=label, group=group_of(self._language, attribute))
        return self._language.facts(line, also_called(self._language, attribute))


class AttributeChooser(Card):
    """The field and the list below it.

    Signals:
        chosen(object): the attribute that the person wants to see; None for none.
        closed(): the person closed the list without a choice.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, language: Language, name: str) -> None:
        super().__init__()
        say = language.say
        self.setObjectName(name)
        self._attributes: tuple[Attribute, ...] = ()
        self._spelled: tuple[str, ...] = ()
        self.search = QLineEdit()
        set_name(self.search, say("Find an attribute"))
        self.search.setPlaceholderText(say("Find an attribute"))
        self.search.textChanged.connect(self._list)
        self.search.installEventFilter(self)
        self.model = AttributeModel(language, self)
        self.list = MatchList(language, say("Attributes"), LINES)
        self.list.setModel(self.model)
        self.list.row_chosen.connect(self._choose)
        self.list.installEventFilter(self)
        self.list.follow(self.search)
        self._none_found = TextBlock(say("No attribute has this in its name."), tone=Tone.MUTED)
        self._none_found.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Field(self.search))
        column.addWidget(self._none_found)
        column.addWidget(self.list)

    def offer(self, attributes: Sequence[Attribute], recent: Sequence[str], *, none: str = "") -> None:
        """Offers these attributes, recent ones first, the others in their order; and none of them, if that is named."""
        first = [one for name in recent for one in attributes if one.name == name]
        self._attributes = (*first, *(one for one in attributes if one.name not in recent))
        self._spelled = tuple(spelled(one, one.group.label) for one in self._attributes)
        self.model.none = none
        self.search.clear()
        self._list()

    def _list(self) -> None:
        wanted = fold(self.search.text().strip())
        found: list[Attribute | None] = [
            one for one, name in zip(self._attributes, self._spelled, strict=True) if wanted in name
        ]
        if self.model.none and not wanted:
            found.insert(0, None)
        self.model.show_found(found)
        self._none_found.setVisible(not found)
        self.list.show_rows()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.model.found):
            self.chosen.emit(self.model.found[row])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)
