"""The Today page: one day with its mood card and its tiles. It chooses the day, and reads it again after changes."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from exist_desktop.domain.arranging.actions import Rearranged
from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.projection import DayView
from exist_desktop.store.changes import Change
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.today.arranging import ArrangementStore, NoArrangement, TodayArranging
from exist_desktop.ui.pages.today.drafts import DraftStore, NoDrafts, TodayDrafts
from exist_desktop.ui.pages.today.head.header import TodayHeader
from exist_desktop.ui.pages.today.interfaces import DayChoices, Days, UsualChoices
from exist_desktop.ui.pages.today.popup import PanelPopup
from exist_desktop.ui.pages.today.presenter import TodayParts, TodayPresenter
from exist_desktop.ui.pages.today.saver import EntryJournal, Postponed
from exist_desktop.ui.pages.today.tagging import TodayTags
from exist_desktop.ui.parts import Part
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.controls.scroll_bar import beside_bar
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.message_box import HintLine
from exist_desktop.ui.widgets.mood.mood_card import MoodCard
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from exist_desktop.words.days import DayWords
from exist_desktop.words.language import Language


class TodayPage(QWidget):
    """Shows a day and saves what the person does on it.

    Signals:
        saved(tuple[Entry, ...]): the disk has these entries; the window offers Undo.
        put_off(list[str]): entries of these attributes were saved; who fills them is to be decided later.
        asking(bool): whether a question is open in front of the window.
        asked(TakeOverDialog): the question whether to take attributes over is open, or is about more of them.
        day_shown(date): the page shows the newest state of that day.
        day_chosen(date): the person chose that day, or the page is shown again with it.
        refresh_requested(): read from Exist now.
        page_wanted(): the person wants to see Exist's own page of attributes.
        rearranged(Rearranged, str): the order was changed, of the attribute or group with that label; the disk has it.
    """

    saved = Signal(object)
    put_off = Signal(object)
    asking = Signal(bool)
    asked = Signal(object)
    day_shown = Signal(object)
    day_chosen = Signal(object)
    refresh_requested = Signal()
    page_wanted = Signal()
    rearranged = Signal(object, str)

    def __init__(
        self,
        views: Days,
        journal: EntryJournal,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        parent: QWidget | None = None,
        *,
        choices: DayChoices | None = None,
        drafts: DraftStore | None = None,
        postponed: Postponed | None = None,
        arrangement: ArrangementStore | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = choices or UsualChoices()
        self._views = views
        self._bridge = bridge
        self._language = language
        self._days = days
        self._wanted = days.proposed()
        self._follows = True
        self._goes_on = False
        self._fresh = Refresher(self, self._read, bridge, self)
        self.header = TodayHeader(language, days)
        self.hint = HintLine(language)
        self.inline_message = InlineMessage("dayRemark")
        self.card = MoodCard(language)
        self.board = TileBoard(language)
        self._empty = TextBlock(
            language.say("Nothing here yet. Your attributes appear as soon as Exist has been read for the first time."),
            tone=Tone.MUTED,
        )
        self._empty.setObjectName("emptyDay")
        self._content = QWidget()
        self._scroll = PageScroll(self._content, self)
        self._drafts = TodayDrafts(drafts or NoDrafts(), bridge, self)
        self._drafts_known = False
        self._panels = PanelPopup(self._content, self._scroll, self._drafts)
        parts = TodayParts(self.card, self.board, self._panels, self._drafts)
        self._presenter = TodayPresenter(parts, journal, bridge, language, days, postponed)
        self._lay_out()
        arranged = arrangement or NoArrangement()
        self.arranging = TodayArranging(self.board, self._scroll, self.foot, self.header, arranged, bridge, language)
        self.tagging = TodayTags(self.card.tags, self.arranging, self._presenter.saving, views, bridge, language)
        self._connect()
        self.header.set_day(self._wanted)

    def _lay_out(self) -> None:
        outer, self.foot = QVBoxLayout(self), QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self.foot)  # what appears there, below the page, does not move its parts
        self.foot.addWidget(self.inline_message)
        self.foot.addWidget(self.hint)
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(16)
        for part in (self.header, self.card, self.board, self._empty):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.card.hide()
        self._empty.hide()

    def _connect(self) -> None:
        self.header.turned.connect(self._go_beside)
        self.header.today_wanted.connect(self.go_to_today)
        self.header.calendar_wanted.connect(self.open_calendar)
        for keys, pressed in (("Alt+Left", self._on_left), ("Alt+Right", self._on_right), ("Home", self._on_home)):
            QShortcut(QKeySequence(keys), self).activated.connect(pressed)
        self.header.refresh_wanted.connect(self.refresh_requested)
        self._presenter.told.connect(self.inline_message.tell)
        self._presenter.saving.saved.connect(self.saved)
        self._presenter.saving.put_off.connect(self.put_off)
        self._presenter.saving.asking.connect(self.asking)
        self._presenter.saving.asked.connect(self.asked)
        self._presenter.saving.page_wanted.connect(self.page_wanted)
        self._presenter.history_wanted.connect(self.arranging.history_wanted)
        self.arranging.changed.connect(self._show_order)
        self.arranging.stale.connect(self._fresh.changed)
        self.arranging.begun.connect(self._panels.close)
        self.arranging.rearranged.connect(self._on_rearranged)
        self._days.rolled.connect(self._on_rolled)
        self._bridge.changed.connect(self._on_changed)

    @property
    def day(self) -> date:
        """The day that the page shows."""
        return self._wanted

    def go_to_today(self) -> None:
        """Goes to today, the day of new entries, and follows it when the day changes."""
        self.go_to(self._days.proposed())
        self._follows = True

    def go_to(self, day: date) -> None:
        """Goes to a day, or to the nearest one that accepts entries; what is typed is saved first."""
        self._presenter.leave()
        self.inline_message.tell("")
        self._scroll.forget_place()
        self._wanted = max(min(day, self._days.latest()), EARLIEST_DAY)
        self._follows = self._wanted == self._days.proposed()
        self._fresh.changed()
        self.day_chosen.emit(self._wanted)

    def open_calendar(self) -> None:
        """Opens the calendar below the date, or closes it."""
        from exist_desktop.ui.pages.today.head.calendar import CalendarPanel

        if isinstance(self._panels.panel, CalendarPanel):
            self._panels.close()
            return
        calendar = CalendarPanel(self._language, self._days, self._wanted, self._views, self._bridge)
        calendar.chosen.connect(self._on_day_chosen)
        self._panels.open(calendar, self.header.day)

    def _on_day_chosen(self, day: date) -> None:
        self._panels.close()
        if day == self._days.proposed():
            self.go_to_today()
        else:
            self.go_to(day)

    @property
    def _is_in_text(self) -> bool:
        """Whether the focus is in a text, in which the keys for other days move the cursor."""
        return isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit)

    def take_key(self, event: QKeyEvent) -> bool:
        """Uses the keys of the day's card and of arranging; none while a person types or an editor is open."""
        if self._is_in_text or self._panels.panel is not None or not self.card.isVisible():
            return False
        return self.card.take_key(event) or self.arranging.take_key(event)

    def _on_left(self) -> None:
        if not self._is_in_text:
            self._go_beside(1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else -1)

    def _on_right(self) -> None:
        if not self._is_in_text:
            self._go_beside(-1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1)

    def _on_home(self) -> None:
        if not self._is_in_text:
            self.go_to_today()

    def _go_beside(self, days: int) -> None:
        self.go_to(self._wanted + timedelta(days=days))

    def make_new(self, name: str, *, tag: bool) -> None:
        """Opens the panel that creates an attribute or a tag, with its name."""
        self._presenter.make_new(name, tag=tag)

    def leave(self) -> None:
        """Saves what is typed before the page is left; drafts are written to the disk."""
        self._presenter.leave()
        self._drafts.write()

    def parts(self) -> list[Part]:
        """Returns the header, the card and each group; the focus goes to the chosen face or a group's first tile."""
        card = [(self.card, self.card.first_stop)] if self.card.isVisible() else []
        groups = [(group, tile.button) for group in self.board.groups.values() for tile in group.columns.in_order()[:1]]
        return [(self.header, self.header.previous), *card, *groups]

    def go_on(self) -> None:
        """Focuses the faces, now or once they appear, unless the focus is elsewhere on the page."""
        self._goes_on = not self.card.isVisible()
        focused: QWidget | None = self.window().focusWidget()
        elsewhere = (
            focused is not None and self._content.isAncestorOf(focused) and not self.header.isAncestorOf(focused)
        )
        if self.card.isVisible() and not elsewhere:
            self.card.first_stop.setFocus(Qt.FocusReason.TabFocusReason)

    async def load(self) -> None:
        """Reads and shows the day before the page is visible."""
        await self._fresh.now()

    async def _read(self) -> None:
        if not self._drafts_known:
            self._drafts_known = True
            await self._drafts.read()
        view = await self._views.day(self._wanted)
        if view.day == self._wanted:
            self._show(view)

    def _show(self, read: DayView) -> None:
        view = self.arranging.as_wanted(read)
        self._presenter.show_day(view)
        self.header.set_day(view.day)
        is_today = view.day == self._days.proposed()
        title = self._language.say("How was today?") if is_today else self._language.say("How was this day?")
        self.card.set_day(view, title, steps=self._choices.mood_steps())
        self.card.setVisible(bool(view.mood or view.note or view.tags))
        self._show_groups(view)
        self._empty.setVisible(not view.groups and self.card.isHidden())
        self._tell_about_midnight()
        if self._goes_on:
            self.go_on()
        self.day_shown.emit(view.day)

    def _show_groups(self, view: DayView) -> None:
        stepped = view.with_steps(self._choices)
        groups = stepped.running().groups if view.day == self._days.proposed() else stepped.groups
        self.board.foot.show_hidden([tile.attribute for tile in view.hidden])
        self.board.set_groups(self.arranging.groups(groups))
        self.board.build_in_view()
        self.arranging.show_size()

    def _show_order(self) -> None:
        """Shows the day that is there in another order."""
        if (view := self.arranging.view) is not None:
            self.card.tags.set_tags_of(view)
            self._show_groups(view)
            focused: QWidget | None = self.window().focusWidget()
            if focused is not None and self.board.isAncestorOf(focused):
                self._scroll.ensureWidgetVisible(focused)

    def _on_rearranged(self, done: Rearranged) -> None:
        self.rearranged.emit(done, self.arranging.label(done))

    def _tell_about_midnight(self) -> None:
        day = self._days.proposed()
        if self._wanted == day and self._days.calendar_day() != day:
            self.inline_message.tell(
                self._language.say(
                    "It is past midnight. Until {time} entries go to {day}.",
                    time=self._language.formats.clock(self._days.day_ends_at * 60),
                    day=self._long_day(day),
                )
            )

    def _long_day(self, day: date) -> str:
        return DayWords(self._language, self._days.calendar_day()).long(day)

    def _on_rolled(self) -> None:
        followed = self._follows
        self.header.set_day(self._wanted)
        proposed = self._days.proposed()
        if not followed or proposed == self._wanted:
            self._tell_about_midnight()
        elif not self._presenter.typing:
            self.go_to_today()
        else:
            self._follows = False
            self.inline_message.tell(
                self._language.say(
                    "It is {today} now. What you are typing stays with {day}.",
                    today=self._long_day(proposed),
                    day=self._long_day(self._wanted),
                )
            )

    def _on_changed(self, change: Change) -> None:
        if change.session:
            self._drafts_known = False
            self._days.look()  # another account may have another time zone
            self.header.set_day(self._wanted)
        touched = change.days is None or self._wanted in change.days
        if touched or change.catalogue or change.session or change.arrangement:
            self._fresh.changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._days.look()
        self._fresh.look()
        self.day_chosen.emit(self._wanted)

    def hideEvent(self, event: QHideEvent) -> None:
        """Saves the note when the page is hidden or its window closes."""
        super().hideEvent(event)
        self.card.note.leave()
        self._drafts.write()
        self.arranging.end()
        self.card.tags.let_move()

    def changeEvent(self, event: QEvent) -> None:
        """Checks the time when the window becomes active, since the computer may have slept."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self._days.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.margin(self.width())
        self._column.setContentsMargins(side, 20, side, 20)
        self.foot.setContentsMargins(beside_bar(self))
