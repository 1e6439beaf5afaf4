"""The Attributes page: all attributes of the account, who fills each, who else could, and the ways to change that.

The page shows and asks; what is wanted is done by whoever listens to its signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exist_desktop.domain.arranging.actions import ArrangeAction
from exist_desktop.domain.arranging.names import NameAction
from exist_desktop.domain.ownership.actions import AttributeAction
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock, WallTime
from exist_desktop.ui.pages.attributes.head import AttributesHead, nothing_listed
from exist_desktop.ui.pages.attributes.listing import Sort, is_hidden, listed
from exist_desktop.ui.pages.attributes.menu import RowMenu
from exist_desktop.ui.pages.attributes.row_list import AttributeList
from exist_desktop.ui.pages.attributes.row_text import RowTexts
from exist_desktop.ui.pages.attributes.selection import SelectionBar
from exist_desktop.ui.parts import Part
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.scroll_bar import beside_bar
from exist_desktop.ui.widgets.lists.list_scroll import ListScroll
from exist_desktop.words.language import Language
from exist_desktop.words.ownership.attribute_list import AttributeListWords
from exist_desktop.words.ownership.attributes_page import AttributesPageWords

FORGET_AFTER_MS = 600_000
"""Milliseconds after the page was left until it frees what it has read."""


class AttributeViews(Protocol):
    """What the page reads."""

    async def attributes(self) -> Sequence[AttributeRow]:
        """Returns all attributes in the person's order, then those that are yet to be created."""


class AttributesPage(QWidget):
    """Reads again when something has changed and the page is open; the place, the focus and the selection stay.

    Signals:
        take_over_wanted(tuple[str, ...]): these attributes shall be filled from here.
        give_back_wanted(tuple[str, ...]): these attributes shall not be filled from here any more.
        undo_wanted(int): the entry about an owner of that number shall be undone.
        changes_wanted(str): the person wants to see who filled the attribute of that name, or all of them for "".
        history_wanted(str): the person wants to see the history of its values.
        arrange_wanted(ArrangeAction, str): that action shall be done to the place of that attribute on Today.
        name_wanted(NameAction, str): that action shall be done about the name of that attribute.
        outbox_wanted(): the person wants to see what is not in Exist yet.
        new_attribute_wanted(), new_tag_wanted(): the person wants to make one.
    """

    take_over_wanted = Signal(object)
    give_back_wanted = Signal(object)
    undo_wanted = Signal(int)
    changes_wanted = Signal(str)
    history_wanted = Signal(str)
    arrange_wanted = Signal(object, str)
    name_wanted = Signal(object, str)
    outbox_wanted = Signal()
    new_attribute_wanted = Signal()
    new_tag_wanted = Signal()

    def __init__(
        self,
        views: AttributeViews,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        time: WallTime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._views = views
        self._bridge = bridge
        self._language = language
        self._days = days
        self._time = time
        self._words = AttributesPageWords(language)
        self._rows: dict[str, AttributeRow] | None = None
        self._listed: Sequence[AttributeRow] = ()
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._selected: set[str] = set()
        self._fresh = Refresher(self, self._read, bridge, self)
        self._forgetting = QTimer(self, singleShot=True, interval=FORGET_AFTER_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = AttributesHead(self._language)
        self._notice = TextBlock("", tone=Tone.MUTED)
        self._notice.setObjectName("attributesNotice")
        self._empty = TextBlock("", tone=Tone.MUTED)
        self._empty.setObjectName("attributesEmpty")
        self.list = AttributeList(self._language)
        self.list.setContentsMargins(8, 10, 8, 8)
        self.bar = SelectionBar(self._language)
        content = QWidget()
        self.view = ListScroll(content, self.list, self)
        self._column = QVBoxLayout(content)
        self._column.setSpacing(theme.GAP)
        self._column.addWidget(self.head)
        for part in (self._notice, self._empty, self.list):
            self._column.addWidget(part)
            part.hide()
        self._column.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.bar)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.view, 1)
        outer.addLayout(self._foot)
        self.list.follow(self.head.last_stop)

    def _connect(self) -> None:
        head, rows, bar = self.head, self.list, self.bar
        head.listing_changed.connect(self._show)
        head.new_attribute_wanted.connect(self.new_attribute_wanted)
        head.new_tag_wanted.connect(self.new_tag_wanted)
        head.changes_wanted.connect(self._on_all_changes_wanted)
        head.edit.left_downwards.connect(rows.go_in)
        rows.wanted.connect(self._tell)
        rows.picked.connect(self._on_picked)
        rows.acted.connect(self._on_acted)
        rows.menu_wanted.connect(self._open_menu)
        rows.shifted.connect(self._on_shifted)
        rows.left_upwards.connect(self._on_left_upwards)
        rows.emptied.connect(self._on_left_upwards)
        for part in (rows, bar):
            part.all_wanted.connect(self._select_all)
            part.none_wanted.connect(self._select_none)
        bar.take_over_wanted.connect(self.take_over_wanted)
        bar.give_back_wanted.connect(self.give_back_wanted)
        self._forgetting.timeout.connect(self.forget)
        self._days.rolled.connect(self._tell_anew)
        self._bridge.changed.connect(self._on_changed)
        self._bridge.status_changed.connect(self._on_status_changed)

    @property
    def first_stop(self) -> QWidget:
        """The field, which gets the focus first."""
        return self.head.edit

    def parts(self) -> list[Part]:
        """Returns the head, the list and the bar of the selection, as far as they are there."""
        row = self.list.stop
        parts: list[Part] = [(self.head, self.head.edit)]
        parts += [(self.list, row)] if row is not None and self.list.isVisible() else []
        return [*parts, *([(self.bar, self.bar.first_stop)] if self.bar.isVisible() else [])]

    def forget(self) -> None:
        """Frees what was read; it is read again when the page is shown."""
        self._rows, self._listed = None, ()
        self._select_none()
        self.list.clear()
        self._fresh.changed()

    async def _read(self) -> None:
        former = self._rows or {}
        self._rows = {row.attribute.name: row for row in await self._views.attributes()}
        begun = {name for name, row in self._rows.items() if row.wish and not (name in former and former[name].wish)}
        self._selected &= self._rows.keys() - begun
        self._show()

    def _show(self) -> None:
        """Shows what was read as the person wants to see it."""
        if self._rows is None:
            return
        listing, rows = self.head.listing, tuple(self._rows.values())
        self._listed = listed(rows, listing)
        order = [self._number(row.attribute.name) for row in self._listed]
        hidden = 0 if listing.with_hidden else sum(is_hidden(row.attribute) for row in rows)
        self.head.count.say(self._words.counted(len(rows), sum(row.ours for row in rows), hidden) if rows else "")
        self.list.setVisible(bool(order))
        self.list.show_sections(order, self._sections(listing.sort))
        self._tell_states()
        self._show_selected()
        self.view.look()

    def _number(self, name: str) -> int:
        """Returns the number of an attribute in the list, which it keeps."""
        if name not in self._numbers:
            self._numbers[name] = len(self._names)
            self._names.append(name)
        return self._numbers[name]

    def _row(self, number: int) -> AttributeRow | None:
        return (self._rows or {}).get(self._names[number])

    def _sections(self, sort: Sort) -> dict[int, str]:
        """Returns the headings, above the first row of each section."""
        if sort not in (Sort.GROUP, Sort.OWNER):
            return {}
        words, sections, former = self._texts().words, dict[int, str](), ""
        for row in self._listed:
            name = row.attribute.group.label if sort is Sort.GROUP else words.owner(row.attribute)
            if name != former:
                sections[self._number(row.attribute.name)] = former = name
        return sections

    def _texts(self) -> RowTexts:
        words = AttributeListWords(self._language, self._days.calendar_day(), self._time.computer_zone())
        grouped = self.head.listing.sort is Sort.GROUP
        return RowTexts(words, self._bridge.status, self._time.now(), grouped)

    def _tell(self, numbers: Sequence[int]) -> None:
        """Says the rows of these numbers."""
        texts, found = self._texts(), ((number, self._row(number)) for number in numbers)
        self.list.tell(
            {
                number: texts.of(row, number, selected=row.attribute.name in self._selected)
                for number, row in found
                if row is not None
            }
        )

    def _tell_anew(self) -> None:
        self._tell(self.list.said())

    def _tell_states(self) -> None:
        """Says what is not as usual, and why nothing is listed."""
        if self._rows is None:
            return
        status, listing = self._bridge.status, self.head.listing
        self._notice.say(self._words.notice(status) if self._rows else "")
        self._notice.setVisible(bool(self._notice.text()))
        if not self._rows:
            self._empty.say(self._words.nothing_read(status))
        elif not self._listed:
            self._empty.say(nothing_listed(self._language, listing))
        self._empty.setVisible(not self._listed)

    def _on_status_changed(self, _: SyncStatus) -> None:
        if self.isVisible():
            self._tell_states()
            self._tell_anew()

    def _on_changed(self, _: Change) -> None:
        self._fresh.changed()

    def _on_picked(self, number: int) -> None:
        self._selected ^= {self._names[number]}
        self._on_selected()

    def _select_all(self) -> None:
        self._selected |= {row.attribute.name for row in self._listed}
        self._on_selected()

    def _select_none(self) -> None:
        self._selected.clear()
        self._on_selected()

    def _on_selected(self) -> None:
        self._tell_anew()
        self._show_selected()

    def _show_selected(self) -> None:
        """Shows the selection in the bar. When the bar goes, its focus goes to the list."""
        here: QWidget | None = self.window().focusWidget()
        was_inside = self.bar.isAncestorOf(here) if here else False
        rows = (self._rows or {}).items()
        self.bar.show_selected([row for name, row in rows if name in self._selected])
        self._place_foot()
        if was_inside and not self.bar.isVisible() and not self.list.go_in():
            self.head.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_acted(self, action: AttributeAction, number: int) -> None:
        row = self._row(number)
        if row is None:
            return
        name = row.attribute.name
        match action:
            case AttributeAction.TAKE_OVER | AttributeAction.FILL:
                self.take_over_wanted.emit((name,))
            case AttributeAction.GIVE_BACK:
                self.give_back_wanted.emit((name,))
            case AttributeAction.UNDO if row.wish is not None:
                self.undo_wanted.emit(row.wish.id)
            case AttributeAction.OPEN_OUTBOX:
                self.outbox_wanted.emit()
            case AttributeAction.CHANGES:
                self.changes_wanted.emit(name)
            case AttributeAction.HISTORY:
                self.history_wanted.emit(name)

    def _open_menu(self, number: int, place: QPoint) -> None:
        """Opens the menu of all actions of a row."""
        row = self._row(number)
        if row is None:
            return
        menu = RowMenu(row, number, self._texts().words, self)
        menu.pick.setChecked(row.attribute.name in self._selected)
        menu.acted.connect(self._on_acted)
        menu.arranged.connect(self._on_arranged)
        menu.named.connect(self._on_named)
        menu.picked.connect(self._on_picked)
        menu.popup(place)

    def _on_shifted(self, number: int, toward: int) -> None:
        self._on_arranged(ArrangeAction.UP if toward < 0 else ArrangeAction.DOWN, number)

    def _on_arranged(self, action: ArrangeAction, number: int) -> None:
        self.arrange_wanted.emit(action, self._names[number])

    def _on_named(self, action: NameAction, number: int) -> None:
        self.name_wanted.emit(action, self._names[number])

    def _on_all_changes_wanted(self) -> None:
        self.changes_wanted.emit("")

    def _on_left_upwards(self) -> None:
        self.head.edit.setFocus(Qt.FocusReason.BacktabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._forgetting.stop()
        self._fresh.look()
        self._tell_states()
        self._tell_anew()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forgetting.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.margin(self.width(), theme.WIDEST_LIST)
        self._column.setContentsMargins(side, 20, side, 20)
        self._place_foot()

    def _place_foot(self) -> None:
        """Gives the bar of the selection room at the page's foot, and none of it to an empty foot."""
        bottom = 0 if self.bar.isHidden() else theme.GAP
        self._foot.setContentsMargins(beside_bar(self, bottom=bottom, widest=theme.WIDEST_LIST))
