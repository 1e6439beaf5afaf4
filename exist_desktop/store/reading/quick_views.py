"""What quick entry reads when it opens, in one visit to the database's thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.commands import Key
from exist_desktop.domain.day import DAY_SECONDS
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.parsing.line_parser import is_taken
from exist_desktop.domain.projection import DayView, day_view
from exist_desktop.domain.statistics.frecency import REMEMBERED_DAYS, Use
from exist_desktop.domain.statistics.memories import Memory, MoodThen, memory, worth_remembering
from exist_desktop.store import catalogue, drafts, history
from exist_desktop.store.reading import frecency
from exist_desktop.store.reading.attribute_lookup import from_template, known
from exist_desktop.store.reading.streaks import RunningStreak, running_streaks
from exist_desktop.store.reading.views import DayViews, read_day
from exist_desktop.store.transaction import Transaction


class QuickVocabulary(Struct, frozen=True):
    """A day and what is known around it.

    `known` has every attribute that an entry may be about, `own` those that the account has; `moods` are the day's
    entries of mood and note, `agreed` the attributes that the person agreed to take over.
    """

    view: DayView
    known: Mapping[str, Attribute]
    own: Mapping[str, Attribute]
    uses: tuple[Use, ...]
    moods: tuple[Entry, ...]
    memory: Memory | None
    agreed: frozenset[str]
    draft: QuickDraft | None = None


class QuickViews(DayViews):
    """What quick entry reads."""

    async def at_hand(self, day: date) -> QuickVocabulary:
        """Returns everything that quick entry opens with."""
        account, since = self._current.account, self._clock.wall() - REMEMBERED_DAYS * DAY_SECONDS
        if account is None:
            return QuickVocabulary(day_view(day, (), {}, {}), {}, {}, (), (), None, frozenset())
        return await self._store.read(account, lambda tx: _at_hand(tx, day, since, self._clock.wall()))

    async def uses(self, since: float) -> tuple[Use, ...]:
        """Returns what was logged since an instant and not undone, newest first."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, lambda tx: frecency.uses(tx, since))

    async def memory(self, day: date) -> Memory | None:
        """Returns how the person felt a year, a month or a week before a day."""
        account = self._current.account
        if account is None:
            return None
        return await self._store.read(account, lambda tx: _memory(tx, day))

    async def streaks(self, day: date) -> tuple[RunningStreak, ...]:
        """Returns the streaks that have not ended on a day, the longest first."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, lambda tx: running_streaks(tx, day))

    async def keep(self, draft: QuickDraft) -> None:
        """Saves the draft. Raises `NotSavedError`."""
        account = self._current.account
        if account is not None:
            await self._store.write(account, lambda tx: drafts.keep_quick(tx, draft))


def _at_hand(tx: Transaction, day: date, since: float, now: float) -> QuickVocabulary:
    every, there = known(tx), catalogue.attributes(tx)
    templates = catalogue.templates(tx)
    taken = {one.template for one in there.values()}
    offered = {name: from_template(one) for name, one in templates.items() if name not in taken}
    for one in [one for one in offered.values() if one.name not in there and is_taken(one, there)]:
        del every[one.name]
    return QuickVocabulary(
        view=read_day(tx, day, now),
        known=every,
        own={name: one for name, one in every.items() if name not in offered and not one.part_of},
        uses=tuple(_of_main(use, every) for use in frecency.uses(tx, since)),
        moods=frecency.moods_of(tx, day, _first_instant(day)),
        memory=_memory(tx, day),
        agreed=frecency.agreed(tx),
        draft=drafts.quick_draft(tx),
    )


def _of_main(use: Use, known: Mapping[str, Attribute]) -> Use:
    """Returns a use of the tag with which the used one is shown as one by now."""
    main = known[use.attribute].part_of if use.attribute in known else ""
    return Use(main, use.at) if main else use


def _memory(tx: Transaction, day: date) -> Memory | None:
    attribute = catalogue.attribute(tx, MOOD)
    if attribute is None:
        return None
    return memory(day, felt(tx, worth_remembering(day).values()), attribute.value_type)


def _first_instant(day: date) -> float:
    """Returns the instant at which a day begins in the first zone on Earth."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() - DAY_SECONDS


def felt(tx: Transaction, days: Iterable[date]) -> dict[date, MoodThen]:
    """Returns what Exist last said about mood and note of some days."""
    return {
        day: MoodThen(
            history.seen(tx, Key(MOOD, day)),
            history.seen(tx, Key(MOOD_NOTE, day)),
        )
        for day in days
    }
