"""A row for each tag, a column for each day, a check mark where the tag is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Key
from exist_desktop.domain.values import NOT_READ, Seen, is_on
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language

Index = QModelIndex | QPersistentModelIndex


class TagGridModel(QAbstractTableModel):
    """Knows what is shown; a day that was not read has a mark that is neither on nor off.

    Signals:
        toggled(Key, bool): the person switched a tag of a day on or off.
    """

    toggled = Signal(object, bool)

    def __init__(self, language: Language, today: date, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._words = DayWords(language, today)
        self.tags: Sequence[Attribute] = ()
        self.days: Sequence[date] = ()
        self._values: Mapping[Key, Seen] = {}

    def show_values(self, tags: Sequence[Attribute], days: Sequence[date], values: Mapping[Key, Seen]) -> None:
        """Shows these tags on these days; the place in the table stays if there are as many as before."""
        same = (tags, days) == (self.tags, self.days)
        if not same:
            self.beginResetModel()
        self.tags, self.days, self._values = tags, days, dict(values)
        if not same:
            self.endResetModel()
        elif tags and days:
            self.dataChanged.emit(self.index(0, 0), self.index(len(tags) - 1, len(days) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.tags)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.days)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lets every cell be checked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def _key(self, index: Index) -> Key:
        return Key(self.tags[index.row()].name, self.days[index.column()])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Returns the mark, and for screen readers the tag with its day."""
        if not index.isValid():
            return None
        value = self._values.get(self._key(index))
        if role == Qt.ItemDataRole.CheckStateRole:
            if value is NOT_READ:
                return Qt.CheckState.PartiallyChecked
            return Qt.CheckState.Checked if is_on(value) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            day = self._words.long(self.days[index.column()])
            return self._language.listed([self.tags[index.row()].label, day])
        return None

    def setData(self, index: Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Switches a tag; what was not read yet is switched on."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        key = self._key(index)
        on = not is_on(self._values.get(key))
        self._values = {**self._values, key: int(on)}
        self.dataChanged.emit(index, index)
        self.toggled.emit(key, on)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical and role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(' '.join(self.tags[section].label.split()))}</p>"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return " ".join(self.tags[section].label.split())
        day, formats = self.days[section], self._language.formats
        return f"{formats.short_weekday(day)}\n{formats.short_day(day)}"
