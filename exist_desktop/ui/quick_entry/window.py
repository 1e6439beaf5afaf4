"""The window of quick entry: comes over everything else, reads what it needs, saves, and goes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from shiboken6 import isValid

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.commands import Command, Key
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.domain.mood import earlier_moods
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.parsing.line_parser import Named, named_first, names
from exist_desktop.domain.parsing.quick_line import BareNumber, Choices, Vocabulary, line_of_day, meaning
from exist_desktop.domain.parsing.spelling import begins_as_tag
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.statistics.frecency import suggestions, weights
from exist_desktop.domain.values import Seen
from exist_desktop.errors import AppError
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.quick_views import QuickVocabulary
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.quick_entry.activation import place
from exist_desktop.ui.quick_entry.form import QuickForm
from exist_desktop.ui.quick_entry.preview import Offer, OfferKind, Preview, not_begun, preview, texts_replaced
from exist_desktop.ui.refresher import Refresher
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.windows.card_window import CardWindow
from exist_desktop.words.days import DayWords
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language
from exist_desktop.words.pages.quick_entry import QuickWords

WIDTH = 452
MARGINS = (18, 14, 18, 16)
FIRST_SECONDS = 0.04
"""How long the window waits for the disk before it shows itself without."""
KEEP_MILLISECONDS = 700
"""How long what is typed waits at most until it is on the disk."""
FRESH_MILLISECONDS = 100
"""How soon a hidden window reads again what has changed, and one just shown what nobody told of."""


class Readings(Protocol):
    """What quick entry reads and keeps."""

    async def at_hand(self, day: date) -> QuickVocabulary:
        """A day and what is known around it."""

    async def day(self, day: date) -> DayView:
        """Another day, projected."""

    async def keep(self, draft: QuickDraft) -> None:
        """Keeps what is begun."""


class QuickJournal(Protocol):
    """What quick entry asks of the journal."""

    async def save(self, *commands: Command, shown: Mapping[Key, Seen] = ...) -> tuple[Entry, ...]:
        """Keeps what the person did; returns when the disk has it."""

    async def take_over(self, attribute: str) -> None:
        """Records that the person wants this program to fill an attribute."""


class MemoryChoice(Protocol):
    """Which memories the person wants to see."""

    def wanted_on(self, day: date) -> bool:
        """Whether the memory of that day is shown."""


class QuickWindow(CardWindow):
    """Quick entry.

    Signals:
        saved(tuple[Entry, ...]): the disk has these entries, and the window has gone.
        activation_wanted(str): the window is shown and is to come to the front, with the launcher's token.
        closed(): the window has gone, with or without saving.
        create_wanted(str, bool): an attribute of that name is wanted; True for a tag.
        day_chosen(date): something of that day was not read from Exist yet.
    """

    saved = Signal(object)
    activation_wanted = Signal(str)
    closed = Signal()
    create_wanted = Signal(str, bool)
    day_chosen = Signal(object)

    def __init__(
        self,
        views: Readings,
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
        self._hand: QuickVocabulary | None = None
        self._names: dict[str, Named] = {}
        self._read: dict[date, DayView] = {}
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
        """Shows the window on the screen with the pointer, in front, with the keys where the person goes on."""
        self._bridge.run_in(self, self._open(token))

    async def _open(self, token: str) -> None:
        if not self.isVisible():
            self._days.look()
            if self._refreshing.isActive() or not self._fresh.is_current:
                self._fresh.changed()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._fresh.now(), FIRST_SECONDS)
            self._on_line_changed()  # what is used most depends on the hour
            self.fit()
            place(self)
            self.show()
            self.form.go_on()
            self._refreshing.start()
        self.activation_wanted.emit(token)

    async def get_ready(self) -> None:
        """Reads what the window will show, so that it can come at once."""
        self._refreshing.stop()
        self._fresh.changed()
        await self._fresh.now()

    def dismiss(self) -> None:
        """Goes; the draft is kept."""
        self._keep()
        self.hide()
        self.closed.emit()

    def stop(self) -> None:
        """Goes for good, and reads nothing more; the draft is kept."""
        if self.isVisible():
            self.dismiss()
        self._bridge.changed.disconnect(self._on_changed)
        self._days.rolled.disconnect(self._fresh.changed)
        self._refreshing.stop()

    def _keep(self) -> None:
        self._keeping.stop()
        self._bridge.run(self._views.keep(self.form.draft))

    async def _load(self) -> None:
        typed = self.form.draft
        hand = await self._views.at_hand(self._days.proposed() if typed.is_empty else typed.day)
        if hand.draft is not None and typed.is_empty and self.form.draft.is_empty:  # else it may have been saved since
            self.form.show_draft(hand.draft)
            self.form.go_on()
            hand = hand if hand.draft.day == hand.view.day else await self._views.at_hand(hand.draft.day)
        self._show(hand)

    def _show(self, hand: QuickVocabulary) -> None:
        self._hand, day, words = hand, hand.view.day, self._words
        self._names, self._read = names(hand.known, {}), {day: hand.view}
        begun = "" if day == self._days.proposed() else words.begun(day)
        self.form.show_day(day, words.day(day), is_today=day == self._days.proposed(), begun=begun)
        kept = hand.view.note.value if hand.view.note else None
        note = kept if isinstance(kept, str) else ""
        earlier = self._earlier(hand, note)
        self.form.show_earlier(earlier, has_note=bool(note), has_mood=MOOD in hand.known and MOOD_NOTE in hand.known)
        self.show_memory()
        self._suggest()
        self._judge()
        if not self.isVisible():
            self.fit()
        self._want(hand.view)

    def _want(self, view: DayView) -> None:
        if not view.read:
            self.day_chosen.emit(view.day)

    def show_memory(self) -> None:
        """Shows a memory where there is one, they are wanted, and nothing has been typed yet."""
        memory = self._hand.memory if self._hand else None
        if not self.form.draft.is_empty:
            self.form.memory.make_way()
        elif memory is None or self._memories.wanted_on(self.day):
            self.form.memory.tell(memory)
        else:
            self.form.memory.rest(memory)

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._hand.view.day if self._hand else self._days.proposed()

    def _earlier(self, hand: QuickVocabulary, note: str) -> tuple[str, ...]:
        """The day's moods: those logged here with their times; else the one that stands, which came from elsewhere."""
        logged = earlier_moods(hand.moods, hand.view.mood_type)
        stands = mood.from_wire(hand.view.mood.value, hand.view.mood_type) if hand.view.mood else None
        told = tuple(self._words.earlier(one) for one in logged)
        if stands is None or (logged and logged[-1].step == stands):
            return told
        return (*told, self._words.kept(stands, "" if logged else note))

    @property
    def _words(self) -> QuickWords:
        return QuickWords(self._language, self._days.calendar_day(), self._days.zone.info)

    @property
    def _known(self) -> Mapping[str, Attribute]:
        return self._hand.known if self._hand else {}

    def _vocabulary(self) -> Vocabulary:
        formats, today = self._language.formats, self._days.calendar_day()
        return Vocabulary(
            self._names,
            formats.numerals,
            self._language.units(),
            DayWords(self._language, today).named(self.form.line.text()),
            f"{self._days.here():%H:%M}",
        )

    def _on_typed(self) -> None:
        self._bare_number, self._ahead = BareNumber.ASK, False
        if not self._keeping.isActive():  # whoever types on and on must not put it off
            self._keeping.start()
        self.show_memory()
        self._judge()

    def _judge(self, *, loudly: bool = False) -> Preview:
        """Shows what Enter would do. A name that is still being typed is no mistake yet, unless `loudly`."""
        seen = self._preview()
        words_typed = self.form.line.text().split()
        if not loudly and seen.problem and self.form.suggestions.offered and len(words_typed) == 1:
            seen = Preview()
        held = self._words.held(seen.held) if seen.held else ""
        self.form.show_preview(seen, taken_over=self.form.take_over.isChecked(), held=held)
        return seen

    def _preview(self) -> Preview:
        if self._hand is None:
            return Preview()
        choices = Choices(self.form.replaces_note, self._bare_number)
        meant = meaning(self.form.draft, self._vocabulary(), self._read.get, choices)
        if meant.unread is not None:
            self._read_day(meant.unread)
            return Preview()
        seen = preview(meant, self._known, self._hand.agreed, self._read, self._words)
        return seen if self._ahead else not_begun(seen, self._words)

    def _read_day(self, day: date) -> None:
        async def read() -> None:
            self._read[day] = await self._views.day(day)
            self._asked_for.discard(day)
            self._judge()
            self._want(self._read[day])

        if day not in self._asked_for:
            self._asked_for.add(day)
            self._bridge.run_in(self, read())

    def _on_line_changed(self) -> None:
        self.form.suggestions.unmark()
        self._suggest()

    def _suggest(self) -> None:
        """Suggests what may be meant, as long as the name is not finished."""
        if self._hand is None:
            return
        line, vocabulary = self.form.line.text(), self._vocabulary()
        _, rest = line_of_day(line, self._days.proposed(), vocabulary.names, vocabulary.days)
        named = named_first(rest, vocabulary.names)
        unfinished = named is None or (not named[1] and not line.endswith(" "))
        weighed = weights(self._hand.uses, self._days.here().timestamp(), self._days.zone.info)
        found = suggestions(rest, self._hand.own, self._known, weighed) if unfinished else ()
        self.form.suggestions.offer(found)
        self._show_completion(unfinished=bool(rest) and named is None)

    def _on_stepped(self) -> None:
        self._show_completion(unfinished=True)

    def _show_completion(self, *, unfinished: bool) -> None:
        self.form.line.completes = unfinished and bool(self.form.suggestions.offered)

    def _on_suggestion_chosen(self, attribute: Attribute) -> None:
        line, vocabulary = self.form.line.text(), self._vocabulary()
        _, rest = line_of_day(line, self._days.proposed(), vocabulary.names, vocabulary.days)
        begin = line[: len(line.rstrip()) - len(rest)]
        named = named_first(attribute.label, vocabulary.names)
        name = attribute.label if named and named[0].name == attribute.name else attribute.name
        self.form.take(f"{begin}#{name}" if attribute.is_tag else f"{begin}{name} ")

    def _on_submitted(self) -> None:
        """Saves; a marked suggestion is taken first, and a question is answered first."""
        if has_keyboard_focus(self.form.line) and self.form.suggestions.marked is not None:
            self.form.suggestions.take()
            return
        seen = self._judge(loudly=True)
        if seen.ready and not self._saving:
            self._saving = True
            self._bridge.run(self._save(seen))
        elif self.form.offer_buttons:
            self.form.offer_buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    async def _save(self, seen: Preview) -> None:
        taken = seen.held if self.form.take_over.isChecked() else ()
        try:
            entries = await self._journal.save(*seen.commands, shown=texts_replaced(seen, self._read))
            for attribute in taken:
                await self._journal.take_over(attribute.name)
        except AppError as error:
            if not isValid(self):
                raise
            message = ErrorMessages(self._language).message(error)
            self.form.refuse(f"{message.title}. {message.sentence}")
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
            self.form.clear()  # the draft is the other account's, and on the disk
        if self.isVisible() and not self._saving:
            self._fresh.changed()
        else:
            self._refreshing.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes, and keeps what is typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """As Escape does."""
        event.ignore()
        self.dismiss()
