"""Reminders: asks by a desktop notification when one is due, and handles the answer.

`domain.reminders` decides what is due. This module waits, shows the notification, and stores what was asked across
restarts.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.mood import to_wire
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.reminders import Calendar, Due, Night, Past, due, is_logged, next_time, silent
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError, NotSavedError, UnexpectedError
from exist_desktop.store import meta, strict_json
from exist_desktop.store.changes import Change
from exist_desktop.ui.day_clock import PersonTime
from exist_desktop.ui.notify.notification import Notification, Notifier
from exist_desktop.words.language import Language
from exist_desktop.words.pages.reminders import ADD, LEAVE, ReminderWords

LOOK_SECONDS = 60.0
"""How often the time is checked at least: clocks are set, computers sleep, nights end."""
END_SECONDS = 2.0
"""How long to wait at the end for a notification that is being shown. A service that hangs must not delay the end."""
_NOTE = "reminders"

_log = logging.getLogger(__name__)


class ReminderPresenter(QObject):
    """Asks at most one question for each attribute, and withdraws it once the day is logged.

    Signals:
        entered(Command): the command of an answer.
        quick_entry_wanted(): the notification itself was clicked.
        asked(str, str): a question and its reason that no notification can show; an empty question ends it.
        failed(AppError): why no reminder comes for a while.
    """

    entered = Signal(object)
    quick_entry_wanted = Signal()
    asked = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self,
        engine: Engine,
        notifier: Notifier,
        language: Language,
        time: PersonTime,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._notifier = notifier
        self._words = ReminderWords(language)
        self._time = time
        self._clock = engine.clock
        self._woken = asyncio.Event()
        self._asked: dict[Due, str | None] = {}
        self._past = Past(0.0)
        self._unkept = False
        self._ending = False
        self._stopped = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Checks for due reminders until `stop`."""
        self._engine.store.subscribe(self._on_changed)
        self._engine.preferences.subscribe(self._woken.set)
        self._running = asyncio.get_running_loop().create_task(self._work(), name="reminders")

    async def stop(self) -> None:
        """Stops checking and withdraws open questions, whose answers could not be handled any more."""
        if self._running is not None:
            self._ending = True
            self._stopped.set()
            self._woken.set()
            # What is just being shown has no number yet by which it could be withdrawn.
            await asyncio.wait({self._running}, timeout=END_SECONDS)
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
            self._running = None
        for one in tuple(self._asked):
            await self._withdraw(one)

    def _on_changed(self, change: Change) -> None:
        if change.session or any(change.days is None or one.day in change.days for one in self._asked):
            self._woken.set()

    async def _work(self) -> None:
        """Runs until the end. After an error, which is reported once, it continues a minute later."""
        told = False
        while not self._ending:
            try:
                await self._run()
            except Exception as error:
                _log.exception("Reminders failed; they go on in a minute")
                if not told:
                    self.failed.emit(error if isinstance(error, AppError) else UnexpectedError())
                told = True
                await self._clock.wait(self._stopped, self._clock.now() + LOOK_SECONDS)

    async def _run(self) -> None:
        self._past = await self._remembered()
        chosen = self._engine.preferences.chosen.reminders
        while not self._ending:
            if chosen != self._engine.preferences.chosen.reminders:
                chosen = self._engine.preferences.chosen.reminders
                self._keep(self._past.looked(self._clock.wall()))  # a time that has already passed is due tomorrow
            await self._take_back_answered()
            await self._look()
            if self._unkept:
                await self._remember()
            await self._rest()

    async def _rest(self) -> None:
        """Waits until the next reminder's time or until something happens, but never longer than `LOOK_SECONDS`."""
        now = self._clock.wall()
        coming = next_time(self._engine.preferences.chosen.reminders, now, self._time.computer_zone())
        seconds = LOOK_SECONDS if coming is None else min(LOOK_SECONDS, coming - now)
        await self._clock.wait(self._woken, self._clock.now() + seconds)
        self._woken.clear()

    async def _look(self) -> None:
        chosen, now, calendar = self._engine.preferences.chosen, self._clock.wall(), self._calendar()
        night = Night(chosen.night_begins, chosen.night_ends)
        if self._engine.account is None or silent(now, night, calendar):
            return
        found = due(now, chosen.reminders, night, calendar, self._past)
        self._past = self._past.looked(now)
        if found:
            self._keep(self._past)
        for one in found:
            await self._ask(one, calendar.day(now))

    async def _ask(self, one: Due, today: date) -> None:
        tile = await self._tile(one)
        if tile is None or is_logged(tile):
            return
        for other in [asked for asked in self._asked if asked.attribute == one.attribute]:
            await self._withdraw(other)
        words, attribute = self._words, tile.attribute
        question, reason = words.question(one, attribute, today), words.reason(one, attribute)
        asked = Notification(question, reason, words.buttons(one, tile, today))
        self._asked[one] = await self._notifier.show(asked, _Asked(self, one, tile))
        if self._asked[one] is None:
            self.asked.emit(question, reason)

    async def _take_back_answered(self) -> None:
        """Withdraws questions about days that are logged by now, and about days that are long over."""
        today = self._calendar().day(self._clock.wall())
        for one in tuple(self._asked):
            if (today - one.day).days > 1 or is_logged(await self._tile(one)):
                await self._withdraw(one)

    async def _withdraw(self, one: Due) -> None:
        shown = self._asked.pop(one)
        if shown is None:
            self.asked.emit("", "")
        else:
            await self._notifier.withdraw(shown)

    async def _tile(self, one: Due) -> Tile | None:
        view = (await self._engine.views.day(one.day)).with_steps(self._engine.preferences)
        return view.tile(one.attribute)

    def take_answer(self, one: Due, tile: Tile, answer: str) -> None:
        """Does what the person answered to a reminder."""
        self._asked.pop(one, None)
        if answer == LEAVE:
            self._keep(self._past.hush(one.attribute, one.day))
        elif answer == ADD and tile.step is not None:
            self.entered.emit(Increment(Key(one.attribute, one.day), tile.step))
        elif answer.isdecimal():
            self.entered.emit(SetValue(Key(MOOD, one.day), to_wire(int(answer), tile.attribute.value_type)))
        else:
            self.quick_entry_wanted.emit()

    def _calendar(self) -> Calendar:
        return Calendar(self._time.computer_zone(), self._time.zone().info, self._engine.preferences.chosen.day_ends_at)

    async def _remembered(self) -> Past:
        """Returns what the last run stored. On the first run nothing counts as due before now."""
        kept = await self._engine.store.meta(meta.COMPUTER, _NOTE)
        try:
            found = strict_json.loads(kept or "")
            hushed = {str(name): date.fromisoformat(day) for name, day in found["hushed"].items()}
            return Past(float(found["seen"]), hushed)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            self._keep(Past(self._clock.wall()))
            return self._past

    def _keep(self, past: Past) -> None:
        """Replaces what is remembered. The next round stores it."""
        self._past, self._unkept = past, True
        self._woken.set()

    async def _remember(self) -> None:
        past, self._unkept = self._past, False
        kept = json.dumps({"seen": past.seen, "hushed": {name: day.isoformat() for name, day in past.hushed.items()}})
        with contextlib.suppress(NotSavedError):  # the question is asked again after the next start then
            await self._engine.store.set_meta(meta.COMPUTER, _NOTE, kept)


class _Asked(Struct, frozen=True):
    """A reminder on the screen. It passes its answer to the presenter."""

    presenter: ReminderPresenter
    one: Due
    tile: Tile

    def answered(self, answer: str) -> None:
        """Called with the person's answer."""
        self.presenter.take_answer(self.one, self.tile, answer)
