"""The window with the grid: a week of days, all by keyboard. Each mark is an entry of its own, with the usual Undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QTableView, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.values import Seen
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.dialogs.frame import frame
from exist_desktop.ui.pages.today.grid.model import TagGridModel
from exist_desktop.ui.pages.today.grid.style import Boxes, GridHeader, Unpainted
from exist_desktop.ui.pages.today.interfaces import Days
from exist_desktop.ui.pages.today.saver import EntrySaver
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import PlainButton
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.controls.scroll_bar import slim, slim_across
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language

DAYS = 7
DAY_WIDE = 60
"""The least width of a day in pixels, for text of the usual size."""
HIGH = 420
"""The height of the window in pixels, for text of the usual size."""


class TagGrid(QDialog):
    """Shows the week that ends with a day, and saves each mark at once; it receives how that ended."""

    def __init__(
        self,
        tags: Sequence[Attribute],
        last: date,
        views: Days,
        saving: EntrySaver,
        bridge: Bridge,
        language: Language,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tags, self._views, self._saving = tuple(tags), views, saving
        first = max(last.toordinal() - DAYS + 1, EARLIEST_DAY.toordinal())
        self._days = tuple(date.fromordinal(day) for day in range(first, last.toordinal() + 1))
        say = language.say
        self.setWindowTitle(say("Tags of several days"))
        frame(self)
        self.model = TagGridModel(language, last, self)
        self.model.toggled.connect(self._on_toggled)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(Boxes(self.table))
        set_name(self.table, say("Tags of several days"))
        self._problem = InlineMessage("tagGridProblem")
        close = PlainButton(say("Close"))
        close.clicked.connect(self.accept)
        self._lay_out(language, close)
        self._fresh = Refresher(self, self._read, bridge)
        bridge.changed.connect(self._fresh.changed)
        self._fresh.changed()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, language: Language, close: PlainButton) -> None:
        table = self.table
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.viewport().setAutoFillBackground(False)
        table.setHorizontalHeader(GridHeader(Qt.Orientation.Horizontal, table))
        table.setVerticalHeader(GridHeader(Qt.Orientation.Vertical, table))
        table.horizontalHeader().setMinimumSectionSize(round(DAY_WIDE * theme.scale(self.font())))
        table.setCornerButtonEnabled(False)
        Unpainted(table)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        slim(table)
        slim_across(table)
        about = language.say("Arrow keys move, Space switches a tag. Each one is saved at once.")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(Heading(language.say("Tags of several days"), bold=True, points=2))
        column.addWidget(TextBlock(about, tone=Tone.MUTED))
        column.addWidget(table, 1)
        column.addWidget(self._problem)
        column.addWidget(line_of(close))
        self.resize(560, HIGH)

    async def _read(self) -> None:
        values: dict[Key, Seen] = {}
        for day in self._days:
            view = await self._views.day(day)
            tiles = ((tag, view.tile(tag.name)) for tag in self._tags)
            values |= {Key(tag.name, day): tile.value for tag, tile in tiles if tile is not None}
        self.model.show_values(self._tags, self._days, values)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, len(self._days) - 1))
            self.table.executeDelayedItemsLayout()  # else it is not known yet how far the last day is
            self.table.scrollTo(self.table.currentIndex())

    def _on_toggled(self, key: Key, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._problem.tell("")
        self._saving.save(SetValue(key, int(on)), self)

    def saved(self) -> None:
        """Does nothing: the new state comes from the store."""

    def refused(self, sentence: str) -> None:
        """Says why a mark was not saved, and shows what is."""
        self._problem.tell(sentence)
        self._fresh.changed()

    def changed_meanwhile(self, _theirs: str) -> bool:
        """Returns False: there is no text."""
        return False
