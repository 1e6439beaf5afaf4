"""The same values as a table, newest day first, for people who want to read the chart or cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from exist_desktop.domain.statistics.series import Measure
from exist_desktop.domain.statistics.span import Span
from exist_desktop.ui.pages.history.chart.frame import Content
from exist_desktop.ui.pages.history.chart.prepared import Prepared
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.scroll_bar import slim
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords, seen

ROWS_MEASURED = 40
"""How many rows are measured for the width of the first column."""
Index = QModelIndex | QPersistentModelIndex


def rows_of(content: Content, span: Span) -> list[int]:
    """Returns the days of the table, newest first; for texts only days that have one."""
    days = range(min(span.last, content.main.today), span.first - 1, -1)
    if content.main.measure is Measure.WORDS:
        return [day for day in days if content.main.raw.is_given(day)]
    return list(days)


class DayModel(QAbstractTableModel):
    """A row for each day in view, a column for the day and one for each attribute."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._words = HistoryWords(language, 1)
        self._shown: Sequence[Prepared] = ()
        self.days: list[int] = []

    def show_content(self, content: Content | None, span: Span) -> None:
        """Lists other days or other attributes."""
        self.beginResetModel()
        self._shown = [one for one in (content.main, content.other) if one is not None] if content is not None else ()
        self.days = rows_of(content, span) if content is not None else []
        if content is not None:
            self._words = HistoryWords(self._words.language, content.main.today)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.days)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 1 + len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Returns the words of a line; as the tooltip, the same as plain text."""
        if not 0 <= index.row() < len(self.days):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self.text(index.row(), index.column()).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(self.text(index.row(), index.column()))}</p>"
        return None

    def text(self, row: int, column: int) -> str:
        """Returns the text of a cell."""
        day = self.days[row]
        if column == 0:
            return self._words.days.short(date.fromordinal(day))
        shown = self._shown[column - 1]
        return self._words.value(shown.attribute, shown.raw, day)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        label = self._shown[section - 1].attribute.label if section else self._words.language.pgettext("column", "Day")
        return " ".join(label.split())

    def plain_rows(self) -> list[list[str]]:
        """Returns all rows with ISO dates and plain numbers, the header first; a cell without a value is empty.

        Days that were not read are left out. Numbers are Exist's own, in metric units.
        """
        header = [self._words.language.say("date"), *(_name(shown) for shown in self._shown)]
        known = [day for day in self.days if any(shown.raw.is_read(day) for shown in self._shown)]
        return [header, *([date.fromordinal(day).isoformat(), *self._plain(day)] for day in known)]

    def _plain(self, day: int) -> list[str]:
        values = (seen(shown.raw, shown.attribute, day) for shown in self._shown)
        return [str(value) if isinstance(value, int | float | str) else "" for value in values]


def _name(shown: Prepared) -> str:
    unit = shown.attribute.unit
    return f"{shown.attribute.label} ({unit})" if unit else shown.attribute.label


class DayTable(QTableView):
    """A table of days; Enter opens the day of the row.

    Signals:
        day_opened(int): the person wants to see that day, an ordinal.
    """

    day_opened = Signal(int)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.days = DayModel(language, self)
        self.setModel(self.days)
        self.setObjectName("historyTable")
        set_name(self, language.say("Values"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setResizeContentsPrecision(ROWS_MEASURED)
        tip = language.say("Point at a cell to read all of it.")
        for viewport in (self.viewport(), self.horizontalHeader().viewport()):
            viewport.setToolTip(tip)
            viewport.setFocusProxy(None)  # type: ignore[arg-type]  # it would seem focused, too, without a name
        slim(self)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.activated.connect(lambda index: self._open(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.days.days):
            self.day_opened.emit(self.days.days[row])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
