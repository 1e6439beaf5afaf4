"""The quick entry window: opens above everything else, reads what it needs, saves, and closes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from shiboken6 import isValid

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.parsing.quick_line import BareNumber, Choices
from exist_desktop.domain.parsing.spelling import begins_as_tag
from exist_desktop.domain.projection import DayView
from exist_desktop.errors import AppError
from exist_desktop.store.changes import Change
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.quick_entry.activation import place
from exist_desktop.ui.quick_entry.form import QuickForm
from exist_desktop.ui.quick_entry.interfaces import MemoryChoice, QuickJournal, QuickReader
from exist_desktop.ui.quick_entry.interpreter import Interpreter
from exist_desktop.ui.quick_entry.preview import Offer, OfferKind, Preview, texts_replaced
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.windows.card_window import CardWindow
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language

WIDTH = 452
MARGINS = (18, 14, 18, 16)
FIRST_SECONDS = 0.04
"""How long the window waits for the disk before it shows itself anyway."""
KEEP_MILLISECONDS = 700
"""The longest time until a draft is on the disk."""
FRESH_MILLISECONDS = 100
"""How soon a hidden window reads changes; a window that was just shown reads once more after that time."""


class QuickWindow(CardWindow):
    """The quick entry window.

    Signals:
        saved(tuple[Entry, ...]): the entries are on the disk, and the window is hidden.
        activation_wanted(str): the window is shown and needs the focus; carries the launcher's token.
        closed(): the window is hidden, with or without saving.
        create_wanted(str, bool): create an attribute of that name; True for a tag.
        day_chosen(date): something of that day was not read from Exist yet.
        day_shown(date): the window has the newest state of that day.
    """

    saved = Signal(object)
    activation_wanted = Signal(str)
    closed = Signal()
    create_wanted = Signal(str, bool)
    day_chosen = Signal(object)
    day_shown = Signal(object)

    def __init__(
        self,
        views: QuickReader,
        journal: QuickJournal,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        memories: MemoryChoice,
    ) -> None:
        form = QuickForm(language)
        super().__init__(form, width=WIDTH, margins=MARGINS)
        self.form = form
        self._views, self._journal, self._bridge = views, journal, bridge
        self._language, self._days = language, days
        self._memories = memories
        self._interpreter: Interpreter | None = None
        self._asked_for: set[date] = set()
        self._saving = False
        self._fresh = Refresher(self, self._load, bridge)
        self._refreshing = QTimer(self, singleShot=True, interval=FRESH_MILLISECONDS)
        self._refreshing.timeout.connect(self._fresh.changed)
        self._bare_number, self._ahead = BareNumber.ASK, False
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_MILLISECONDS)
        self._keeping.timeout.connect(self._keep)
        self.setWindowTitle(language.say("Quick entry"))
        self._connect()

    def _connect(self) -> None:
        form = self.form
        form.changed.connect(self._on_typed)
        form.line_changed.connect(self._on_line_changed)
        form.submitted.connect(self._on_submitted)
        form.offered.connect(self._on_offered)
        form.day_wanted.connect(self._on_day_wanted)
        form.suggestions.chosen.connect(self._on_suggestion_chosen)
        form.line.stepped.connect(self._on_stepped)
        self._bridge.changed.connect(self._on_changed)
        self._days.rolled.connect(self._fresh.changed)

    def open(self, token: str = "") -> None:
        """Shows the window in front, on the screen with the pointer, and focuses the draft or the empty line."""
        self._bridge.run_in(self, self._open(token))

    async def _open(self, token: str) -> None:
        if not self.isVisible():
            self._days.look()
            if self._refreshing.isActive() or not self._fresh.is_current:
                self._fresh.changed()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._fresh.now(), FIRST_SECONDS)
            self._on_line_changed()  # the most used attributes depend on the hour
            self.fit()
            place(self)
            self.show()
            self.form.go_on()
            self._refreshing.start()
        self.activation_wanted.emit(token)

    async def get_ready(self) -> None:
        """Reads what the window will show, so that it can open at once."""
        self._refreshing.stop()
        self._fresh.changed()
        await self._fresh.now()

    def dismiss(self) -> None:
        """Hides the window; the draft is saved."""
        self._keep()
        self.hide()
        self.closed.emit()

    def stop(self) -> None:
        """Hides the window for the last time and stops reading; the draft is saved."""
        if self.isVisible():
            self.dismiss()
        elif self._keeping.isActive():
            self._keep()
        self._bridge.changed.disconnect(self._on_changed)
        self._days.rolled.disconnect(self._fresh.changed)
        self._refreshing.stop()

    def _keep(self) -> None:
        self._keeping.stop()
        self._bridge.run(self._views.keep(self.form.draft))

    async def _load(self) -> None:
        typed = self.form.draft
        read = await self._views.at_hand(self._days.proposed() if typed.is_empty else typed.day)
        if read.draft is not None and typed.is_empty and self.form.draft.is_empty:  # else it may have been saved since
            self.form.show_draft(read.draft)
            self.form.go_on()
            read = read if read.draft.day == read.view.day else await self._views.at_hand(read.draft.day)
        self._show(Interpreter(read, self._language, self._days), read.view)

    def _show(self, known: Interpreter, view: DayView) -> None:
        self._interpreter = known
        is_today = view.day == self._days.proposed()
        begun = "" if is_today else known.words.begun(view.day)
        self.form.show_day(view.day, known.words.day(view.day), is_today=is_today, begun=begun)
        self.form.show_earlier(known.earlier(), has_note=bool(known.note), has_mood=known.has_mood)
        self.show_memory()
        self._suggest()
        self._judge()
        if not self.isVisible():
            self.fit()
        self._want(view)
        self.day_shown.emit(view.day)

    def _want(self, view: DayView) -> None:
        if not view.read:
            self.day_chosen.emit(view.day)

    def show_memory(self) -> None:
        """Shows a memory if there is one, the person wants it, and nothing has been typed yet."""
        memory = self._interpreter.memory if self._interpreter else None
        if not self.form.draft.is_empty:
            self.form.memory.make_way()
        elif memory is None or self._memories.wanted_on(self.day):
            self.form.memory.tell(memory)
        else:
            self.form.memory.rest(memory)

    @property
    def day(self) -> date:
        """The shown day."""
        return self._interpreter.day if self._interpreter else self._days.proposed()

    def _on_typed(self) -> None:
        self._bare_number, self._ahead = BareNumber.ASK, False
        if not self._keeping.isActive():  # continuous typing must not postpone it
            self._keeping.start()
        self.show_memory()
        self._judge()

    def _judge(self, *, loudly: bool = False) -> Preview:
        """Shows what Enter would do. A name that is still being typed is no error yet, unless `loudly`."""
        seen = self._preview()
        words_typed = self.form.line.text().split()
        if not loudly and seen.problem and self.form.suggestions.offered and len(words_typed) == 1:
            seen = Preview()
        held = self._interpreter.words.held(seen.held) if seen.held and self._interpreter else ""
        self.form.show_preview(seen, taken_over=self.form.take_over.isChecked(), held=held)
        return seen

    def _preview(self) -> Preview:
        if self._interpreter is None:
            return Preview()
        choices = Choices(self.form.replaces_note, self._bare_number)
        seen = self._interpreter.preview(self.form.draft, choices, ahead=self._ahead)
        if isinstance(seen, Preview):
            return seen
        if seen not in self._asked_for:
            self._asked_for.add(seen)
            self._bridge.run_in(self, self._read_day(self._interpreter, seen))
        return Preview()

    async def _read_day(self, known: Interpreter, day: date) -> None:
        view = known.views[day] = await self._views.day(day)
        if self._interpreter is not None:  # it may have been read again
            self._interpreter.views.setdefault(day, view)
        self._asked_for.discard(day)
        self._judge()
        self._want(view)

    def _on_line_changed(self) -> None:
        self.form.suggestions.unmark()
        self._suggest()

    def _suggest(self) -> None:
        if self._interpreter is not None:
            suggested = self._interpreter.suggested(self.form.line.text())
            self.form.suggestions.offer(suggested.attributes)
            self._show_completion(unfinished=suggested.completes)

    def _on_stepped(self) -> None:
        self._show_completion(unfinished=True)

    def _show_completion(self, *, unfinished: bool) -> None:
        self.form.line.completes = unfinished and bool(self.form.suggestions.offered)

    def _on_suggestion_chosen(self, attribute: Attribute) -> None:
        if self._interpreter is not None:
            self.form.take(self._interpreter.completed(self.form.line.text(), attribute))

    def _on_submitted(self) -> None:
        """Saves. A marked suggestion is taken first, and a question is answered first."""
        if has_keyboard_focus(self.form.line) and self.form.suggestions.marked is not None:
            self.form.suggestions.take()
            return
        seen = self._judge(loudly=True)
        if seen.ready and not self._saving:
            self._saving = True
            self._keeping.stop()  # the draft goes with the save, and must not come after it
            self._bridge.run(self._save(seen))
        elif self.form.offer_buttons:
            self.form.offer_buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _shown_days(self) -> Mapping[date, DayView]:
        return self._interpreter.views if self._interpreter else {}

    async def _save(self, seen: Preview) -> None:
        taken = seen.held if self.form.take_over.isChecked() else ()
        try:
            shown = texts_replaced(seen, self._shown_days)
            entries = await self._journal.save(*seen.commands, shown=shown, typed=self.form.draft)
            for attribute in taken:
                await self._journal.take_over(attribute.name)
        except AppError as error:
            if not isValid(self):
                raise
            message = ErrorMessages(self._language).message(error)
            self.form.refuse(message.text(self._language))
            self._keep()
            return
        finally:
            self._saving = False
        if not isValid(self):
            return
        self.hide()
        self.saved.emit(entries)
        self.form.clear()
        self._keep()
        self.closed.emit()

    def _on_offered(self, offer: Offer) -> None:
        match offer.way:
            case OfferKind.ADD | OfferKind.TOTAL:
                self._bare_number = BareNumber.ADD if offer.way is OfferKind.ADD else BareNumber.TOTAL
                self._on_submitted()
            case OfferKind.AHEAD:
                self._ahead = True
                self._on_submitted()
            case OfferKind.NAME:
                self.form.take(self.form.line.text().replace(offer.typed, offer.name, 1))
            case OfferKind.MAKE:
                self.dismiss()
                self.create_wanted.emit(offer.name, begins_as_tag(offer.typed))

    def _on_day_wanted(self) -> None:
        self.form.show_draft(replace(self.form.draft, day=self._days.proposed()))
        self.form.go_on()
        self._fresh.changed()

    def _on_changed(self, change: Change) -> None:
        if change.session and not self.isVisible():
            self.form.clear()  # the draft belongs to the other account and is on the disk
            self._keeping.stop()  # which is nobody's typing
        if self.isVisible() and not self._saving:
            self._fresh.changed()
        else:
            self._refreshing.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.dismiss()
