"""The Outbox: what is not in Exist yet and why, what needs the person, and what was sent lately, with the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from exist_desktop.domain.commands import Command, Key, SetValue
from exist_desktop.domain.outbox.actions import OutboxAction
from exist_desktop.domain.outbox.batches import BatchLine
from exist_desktop.domain.outbox.ops import OutboxLine
from exist_desktop.domain.ownership.entries import AnyLine
from exist_desktop.domain.values import InvalidValueError, Seen
from exist_desktop.errors import ChangedMeanwhileError
from exist_desktop.journal.journal import Journal
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.views import Views
from exist_desktop.sync.status import SyncStatus
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import WallTime
from exist_desktop.ui.pages.outbox.batches import BatchAction, Batches
from exist_desktop.ui.pages.outbox.row_list import OutboxList, Shown
from exist_desktop.ui.pages.outbox.row_parts import RowText
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import AccentButton, Chip
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.message_box import MessageBox
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language
from exist_desktop.words.pages.outbox import OutboxWords
from exist_desktop.words.transfer.batches import BatchWords

MOST_HELD = 100
"""How many held entries are read for the messages about all of them."""


class Banner(MessageBox):
    """A message above the list."""

    def __init__(self, language: Language, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._language = language
        self.setContentsMargins(18, 16, 18, 16)
        self.column = column_of(self, self.text, gap=6)

    def tell(self, message: Message | None) -> None:
        """Shows the message, or hides the banner."""
        if message is None:
            self.hide()
        else:
            self.show_text(message.text(self._language), lead=message.lead(self._language))


class SignInBanner(Banner):
    """Says that nothing is sent before a sign-in.

    Signals:
        wanted(): the person wants to sign in.
    """

    wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(language, "outboxSignIn", parent)
        button = Chip(language.say("Sign in…"), name=language.say("Sign in to send"))
        button.setCheckable(False)
        button.clicked.connect(self.wanted)
        self.column.addWidget(line_of(button))


class OutboxPage(PageScroll):
    """Reads the outbox when it has changed and the page is open, and carries out the person's actions.

    Signals:
        send_now_requested(): send everything that can be sent now.
        sign_in_requested(): an entry waits for a sign-in, or for a wider one.
    """

    send_now_requested = Signal()
    sign_in_requested = Signal()

    def __init__(
        self,
        views: Views,
        journal: Journal,
        bridge: Bridge,
        language: Language,
        time: WallTime,
        parent: QWidget | None = None,
    ) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self._views = views
        self._journal = journal
        self._bridge = bridge
        self._language = language
        self._time = time
        self._order: Sequence[int] | None = None
        self._pressing: tuple[AnyLine, ...] = ()
        self._fresh = Refresher(self, self._read, bridge, self)
        self._build(content)
        bridge.changed.connect(self._on_changed)
        bridge.status_changed.connect(self._on_status_changed)
        self._on_status_changed(bridge.status)

    def _build(self, content: QWidget) -> None:
        say = self._language.say
        heading = Heading(say("Outbox"), points=6, bold=True, lines=1)
        self._send_now = AccentButton(say("Send now"))
        self._send_now.clicked.connect(self.send_now_requested)
        self._banner = Banner(self._language, "outboxBanner")
        self._sign_in = SignInBanner(self._language)
        self._sign_in.wanted.connect(self.sign_in_requested)
        self.batches = Batches(self._language)
        self.batches.acted.connect(self._on_batch)
        self._done = InlineMessage("batchDone", tone=Tone.MUTED)
        self.list = OutboxList(self._language)
        self.list.hide()
        self.follow_rows(self.list, self.list)
        self._empty = TextBlock(
            say("Nothing waits. What you enter is listed here until it is in Exist, and for a week after that."),
            tone=Tone.MUTED,
        )
        self._empty.setObjectName("outboxEmpty")
        self._empty.hide()
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._send_now)
        self._column = column = QVBoxLayout(content)
        column.setSpacing(16)
        column.addLayout(top)
        for part in (self._sign_in, self._banner, self.batches, self._done, self._empty, self.list):
            column.addWidget(part)
        column.addStretch(1)
        self.list.acted.connect(self._on_acted)
        self.list.corrected.connect(self._on_corrected)
        self.list.emptied.connect(self._send_now.setFocus)
        self.list.wanted.connect(self._on_wanted)
        for signal in (self.verticalScrollBar().valueChanged, self.verticalScrollBar().rangeChanged):
            signal.connect(self._look)

    @property
    def first_stop(self) -> QWidget:
        """What gets the focus first: no button of a row, which the next key of fast typing would press."""
        return self._send_now

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fresh.look()
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.margin(self.width(), theme.WIDEST_LIST)
        self._column.setContentsMargins(side, 20, side, 20)
        self._look()

    def _on_status_changed(self, status: SyncStatus) -> None:
        self._send_now.setEnabled(bool(status.counts.waiting or status.counts.checking))
        self._show()

    def _on_changed(self, change: Change) -> None:
        if change.outbox or change.catalogue or change.session:
            self._fresh.changed()

    async def _read(self) -> None:
        """Reads the list of entries; the texts of rows are read as they come into view."""
        self._order = await self._views.outbox_order()
        self._pressing = await self._views.held(MOST_HELD)
        self._show()
        self.list.show_order(self._order)
        self._look()
        self.batches.show_lines(await self._views.batches())
        self._show()

    def _show(self) -> None:
        """Shows the latest reading, in words for the present state."""
        if self._order is None:
            return
        words, status, now = self._words(), self._bridge.status, self._time.now()
        self.list.tell([self._shown(line) for line in self.list.said()])
        self._sign_in.tell(words.sign_in(status, now))
        self._banner.tell(words.banner(self._pressing, max(status.counts.held, len(self._pressing))))
        self.list.setVisible(bool(self._order))
        self._empty.setVisible(not self._order and self.batches.isHidden())

    def _words(self) -> OutboxWords:
        return OutboxWords(self._language, self._time.computer_zone())

    def _shown(self, line: AnyLine) -> Shown:
        words = self._words()
        return Shown(line, RowText(words.state(line, self._bridge.status, self._time.now()), words.detail(line)))

    async def _tell(self, numbers: Sequence[int]) -> None:
        self.list.tell([self._shown(line) for line in await self._views.outbox_lines(numbers)])

    def _look(self) -> None:
        """Passes the visible part of the page to the list."""
        top = self.list.mapFrom(self.viewport(), QPoint()).y()
        self.list.look_at(range(top, top + self.viewport().height()))

    def _on_acted(self, action: OutboxAction, line: AnyLine) -> None:
        if action is OutboxAction.SIGN_IN:
            self.sign_in_requested.emit()
        else:
            self._bridge.run(self._do(action, line))

    async def _do(self, action: OutboxAction, line: AnyLine) -> None:
        match action:
            case OutboxAction.UNDO:
                await self._journal.undo(line.entry.id)
            case OutboxAction.DISCARD:
                await self._journal.discard(line.entry.id)
            case OutboxAction.TAKE_OVER:
                await self._journal.take_over(line.attribute.name)
            case OutboxAction.USE_MINE:
                await self._journal.use_mine(line.entry.id)
            case OutboxAction.KEEP_THEIRS:
                await self._journal.keep_theirs(line.entry.id)
            case OutboxAction.USE_BOTH:
                await self._journal.use_both(line.entry.id)
            case OutboxAction.BRING_BACK:
                await self._journal.bring_back(line.entry.id)

    def _on_batch(self, action: BatchAction, line: BatchLine) -> None:
        self._bridge.run(self._do_with_batch(action, line))

    async def _do_with_batch(self, action: BatchAction, line: BatchLine) -> None:
        batches, words, done = self._journal.batches, BatchWords(self._language), ""
        match action:
            case BatchAction.PAUSE:
                await batches.pause(line.id)
            case BatchAction.GO_ON:
                await batches.go_on(line.id)
            case BatchAction.WITHDRAW:
                done = words.withdrawn(await batches.withdraw(line.id))
            case BatchAction.TAKE_BACK:
                done = words.taken_back(await batches.take_back(line.id, self._time.computer_zone()), line)
        if isValid(self):
            self._done.tell(done)

    def _on_wanted(self, numbers: Sequence[int]) -> None:
        self._bridge.run_in(self, self._tell(numbers))

    def _on_corrected(self, line: OutboxLine, command: Command) -> None:
        self._bridge.run(self._correct(line, command))

    async def _correct(self, line: OutboxLine, command: Command) -> None:
        """Saves the corrected entry before the wrong one is discarded, so that nothing is lost in between."""
        try:
            await self._journal.save(command, shown=_corrected_from(line))
        except (InvalidValueError, ChangedMeanwhileError) as error:
            if not isValid(self):  # the page was deleted meanwhile
                raise
            self.list.tell_problem(line, error)
        else:
            await self._journal.discard(line.entry.id)


def _corrected_from(line: OutboxLine) -> Mapping[Key, Seen]:
    """Returns the text that the correction began with, so that words added since then stay."""
    entry = line.entry
    return {entry.key: entry.amount} if isinstance(entry.command, SetValue) and isinstance(entry.amount, str) else {}
