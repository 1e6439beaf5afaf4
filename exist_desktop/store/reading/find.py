"""Finds the days that have what a person searches for: words of texts and tags, moods, weekdays, periods.

Unsent entries count as they are shown: a note of this minute is found, and one that was just replaced is not. All is
computed with a few sets of days, since a life has only some ten thousand of them.
"""

from __future__ import annotations

import contextlib
import json
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from exist_desktop.domain import mood
from exist_desktop.domain.account import AccountInUse
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute
from exist_desktop.domain.commands import Key
from exist_desktop.domain.month import first_of
from exist_desktop.domain.projection import project
from exist_desktop.domain.text.fold import fold
from exist_desktop.domain.text.search import FEWEST_MOODS, DayEntry, Found, MoodMean, Scope, Search
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.errors import NotSavedError
from exist_desktop.store import catalogue, history, search_index
from exist_desktop.store.outbox import slots
from exist_desktop.store.reading.day_entries import day_entries
from exist_desktop.store.reading.views import AttributeViews
from exist_desktop.store.store import Store
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.transfer import archived_days
from exist_desktop.store.transfer.archived_days import ArchivedTexts

Days = set[int]
"""Days by their ordinals."""
Moods = Mapping[float, Days]
"""The days of each step of mood."""
Terms = dict[tuple[str, Scope], Days]
"""The days of each term, and where it was searched."""
MOST_TERMS = 64
"""So many terms are remembered: a sentence while it is typed."""
Unsent = Mapping[str, Mapping[int, Seen]]
"""What is shown of keys that something waits for, by attribute and day."""

_BY_VALUE = (  # in a few rows, since at each row the database's thread and that of the window would take turns
    "SELECT history.value, json_group_array(history.day) FROM series JOIN history ON history.series = series.id "
    "WHERE series.account = ? AND series.name = ? GROUP BY history.value"
)
_UNSENT = (
    "SELECT attribute, day, kind, value FROM op "
    f"WHERE account = ? AND {slots.UNFINISHED} ORDER BY state IN ('pending', 'held'), id"
)
_FIRST = "SELECT min(first) FROM (SELECT ({of_series}) AS first FROM series WHERE account = ?)"
_FIRST_VALUE = _FIRST.format(of_series="SELECT min(day) FROM history WHERE series = series.id")
_FIRST_READ = _FIRST.format(
    of_series=f"SELECT min(window) * {history.WINDOW_DAYS} FROM covered WHERE series = series.id AND days > 0"
)


class Remembered:
    """What was found by the keys before: a search is typed letter by letter, and its first words stay.

    Nothing is remembered beyond the next write, by this process or by another.
    """

    def __init__(self) -> None:
        self._as_of: tuple[int, ...] = ()
        self._terms: Terms = {}
        self._archived: ArchivedTexts | None = None

    def terms(self, tx: Transaction) -> Terms:
        """Returns the days of terms that still hold, for more to be added."""
        (elsewhere,) = tx.execute("PRAGMA data_version").fetchone()
        as_of = (tx.account.id, tx.connection.total_changes, elsewhere)
        if as_of != self._as_of or len(self._terms) >= MOST_TERMS:
            self._as_of, self._terms, self._archived = as_of, {}, None
        return self._terms

    def archived(self, tx: Transaction, attributes: Mapping[str, Attribute]) -> ArchivedTexts:
        """Returns the texts and tags of archives."""
        self.terms(tx)
        if self._archived is None:
            self._archived = archived_days.texts(tx, attributes)
        return self._archived


class FindViews(AttributeViews):
    """What the Find page reads, for the account in use."""

    def __init__(self, store: Store, current: AccountInUse) -> None:
        super().__init__(store, current)
        self._remembered = Remembered()

    async def find(self, search: Search, latest: date) -> Found:
        """Returns the days up to `latest` that have what is searched for, newest first."""
        account = self._current.account
        if account is None:
            return Found()
        if await self._store.read(account, search_index.is_behind):
            with contextlib.suppress(NotSavedError):  # without the index each text is searched
                await self._store.write(account, search_index.take_up)
        return await self._store.read(account, lambda tx: find(tx, search, latest, self._remembered))

    async def entries(self, days: Sequence[int], search: Search, figures: Sequence[str] = ()) -> tuple[DayEntry, ...]:
        """Returns what rows say of some days, by ordinals; with values of the attributes `figures`."""
        account = self._current.account
        if account is None:
            return ()
        return await self._store.read(account, lambda tx: day_entries(tx, days, search, figures))


def find(tx: Transaction, search: Search, latest: date, remembered: Remembered) -> Found:
    """Finds the days up to `latest`, newest first."""
    attributes = catalogue.attributes(tx)
    unsent = read_unsent(tx, attributes)
    of_archives = archived_days.first_day(tx)
    first = min((day for day in (_first_known(tx, unsent), of_archives) if day is not None), default=None)
    if first is None:
        return Found()
    filters = search.filters
    begin = max(first, filters.first.toordinal()) if filters.first else first
    end = min(latest, filters.last or latest).toordinal()
    whole = _is_whole(tx, attributes, range(first, latest.toordinal() + 1))
    if search.is_for_all:
        everything = range(end, begin - 1, -1)
        return Found(everything, _by_month(everything), first=date.fromordinal(first), whole=whole)
    moods = _moods(tx, attributes.get(MOOD), unsent)
    counting = _counting(tx, search, range(begin, end + 1), moods, unsent)
    found = shown = counting
    if search.terms:
        found = counting & _days_of_terms(tx, search, attributes, unsent, remembered.terms(tx))
        shown = found
        if of_archives is not None:
            kept = remembered.archived(tx, attributes)
            shown = counting & _days_with_archived(tx, search, attributes, unsent, remembered.terms(tx), kept)
    days = sorted(shown, reverse=True)
    on, off = (None, None)
    if search.terms and not filters.by_mood:
        on, off = _mean(moods, found), _mean(moods, counting - found)
    return Found(days, _by_month(days), on, off, date.fromordinal(first), whole)


def _by_month(days: Sequence[int]) -> dict[date, int]:
    """Returns how many of the days, newest first, are in each month that has any, without a `date` for each day."""
    counts: dict[date, int] = {}
    earliest_first, before = days[::-1], len(days)
    while before:
        month = first_of(date.fromordinal(earliest_first[before - 1]))
        after, before = before, bisect_left(earliest_first, month.toordinal(), 0, before)
        counts[month] = after - before
    return counts


def read_unsent(tx: Transaction, attributes: Mapping[str, Attribute]) -> Unsent:
    """Reads what is shown of texts, tags and the mood of days for which something is not in Exist yet."""
    shown: dict[str, dict[int, Seen]] = {}
    for name, written, kind, value in tx.execute(_UNSENT, (tx.account.id,)):
        attribute = attributes.get(name)
        if attribute is None or not (attribute.value_type is ValueType.TEXT or attribute.in_mood_card):
            continue
        day = date.fromisoformat(written)
        joins = kind != "set"
        shown.setdefault(name, {})[day.toordinal()] = _projected(tx, attribute, day) if joins else value
    return shown


def _projected(tx: Transaction, attribute: Attribute, day: date) -> Seen:
    key = Key(attribute.name, day)
    here = slots.of_key(tx, key)
    waiting = [op for op in (here.in_flight, here.waiting) if op is not None]
    now = project(history.seen(tx, key), waiting, attribute.value_type)
    return now.adds if now.value is NOT_READ and isinstance(now.adds, str) else now.value


def _first_known(tx: Transaction, unsent: Unsent) -> int | None:
    """Returns the first day that has anything, else the first that was read. Days before it say nothing."""
    (value,) = tx.execute(_FIRST_VALUE, (tx.account.id,)).fetchone()
    (read,) = tx.execute(_FIRST_READ, (tx.account.id,)).fetchone()
    known = [day for days in unsent.values() for day in days] + ([] if value is None else [int(value)])
    return min(known, default=None if read is None else int(read))


def _counting(
    tx: Transaction,
    search: Search,
    period: range,
    moods: Moods,
    unsent: Unsent,
) -> Days:
    """Returns the days of the period that pass the filters."""
    filters = search.filters
    days: Days = set(period)
    if filters.weekdays:
        days = {day for day in days if (day - 1) % 7 + 1 in filters.weekdays}  # day 1 was a Monday
    if filters.by_mood:
        lowest, highest = filters.lowest or mood.STEPS[0], filters.highest or mood.STEPS[-1]
        days &= set().union(*(of_step for step, of_step in moods.items() if lowest <= step <= highest))
    if filters.with_tag is not None:
        days &= _days_with(tx, _together_with(tx, filters.with_tag), unsent)
    if filters.without_tag is not None:
        days -= _days_with(tx, _together_with(tx, filters.without_tag), unsent)
    return days


def _together_with(tx: Transaction, tag: str) -> tuple[str, ...]:
    """Returns the names of all tags that are shown as one with that one, its own included."""
    found = catalogue.attribute(tx, tag)
    whole = catalogue.attribute(tx, found.part_of) if found is not None and found.part_of else found
    return (tag,) if whole is None else whole.series_names


def _days_of_terms(
    tx: Transaction, search: Search, attributes: Mapping[str, Attribute], unsent: Unsent, known: Terms
) -> Days:
    """Returns the days that have each of the words, in a text or in the label of a tag."""
    found: Days | None = None
    for term in search.terms:
        days = _days_of_term(tx, term, search.scope, attributes, unsent, known)
        found = set(days) if found is None else found & days
        if not found:
            break
    return found or set()


def _days_with_archived(
    tx: Transaction,
    search: Search,
    attributes: Mapping[str, Attribute],
    unsent: Unsent,
    known: Terms,
    kept: ArchivedTexts,
) -> Days:
    """Returns the days that have each of the words, in what was read or in what an archive has."""
    each = (
        _days_of_term(tx, term, search.scope, attributes, unsent, known)
        | kept.days_of(term, search.scope, attributes, unsent)
        for term in search.terms
    )
    return set.intersection(*each)


def _days_of_term(
    tx: Transaction, term: str, scope: Scope, attributes: Mapping[str, Attribute], unsent: Unsent, known: Terms
) -> Days:
    """Returns the days that have a term, and remembers them in `known`."""
    if (term, scope) in known:
        return known[term, scope]
    days: Days = set()
    if scope is not Scope.TAGS:
        days |= _days_of_texts(
            tx, term, {name for name, one in attributes.items() if one.value_type is ValueType.TEXT}, unsent
        )
    if scope is not Scope.NOTES:
        for tag in attributes.values():
            if tag.is_tag and not tag.part_of and any(term in fold(spelling) for spelling in tag.spellings):
                days |= _days_with(tx, tag.series_names, unsent)
    known[term, scope] = days
    return days


def _days_of_texts(tx: Transaction, term: str, texts: Collection[str], unsent: Unsent) -> Days:
    waiting = [(name, day, shown) for name in unsent.keys() & texts for day, shown in unsent[name].items()]
    days = search_index.days_of(tx, term, texts, [(name, day) for name, day, _ in waiting])
    return days | {day for _, day, shown in waiting if isinstance(shown, str) and term in fold(shown)}


def _days_with(tx: Transaction, tags: Collection[str], unsent: Unsent) -> Days:
    return set().union(*(_days_of(tx, tag, unsent) for tag in tags))


def _days_of(tx: Transaction, tag: str, unsent: Unsent) -> Days:
    days: Days = set()
    for value, listed in tx.execute(_BY_VALUE, (tx.account.id, tag)):
        days |= set(json.loads(listed)) if value else set()
    for day, shown in unsent.get(tag, {}).items():
        if shown and shown is not NOT_READ:
            days.add(day)
        else:
            days.discard(day)
    return days


def _moods(tx: Transaction, attribute: Attribute | None, unsent: Unsent) -> Moods:
    if attribute is None:
        return {}
    replaced = unsent.get(MOOD, {})
    by_value: dict[Seen, Days] = {
        value: set(json.loads(listed)) - replaced.keys()
        for value, listed in tx.execute(_BY_VALUE, (tx.account.id, MOOD))
    }
    for day, shown in replaced.items():
        by_value.setdefault(shown, set()).add(day)
    steps = ((mood.from_wire(value, attribute.value_type), days) for value, days in by_value.items())
    return {step: days for step, days in steps if step is not None}


def _mean(moods: Moods, days: Days) -> MoodMean | None:
    counts = {step: len(days & of_step) for step, of_step in moods.items()}
    total = sum(counts.values())
    if total < FEWEST_MOODS:
        return None
    return MoodMean(sum(step * count for step, count in counts.items()) / total, total)


def _is_whole(tx: Transaction, attributes: Mapping[str, Attribute], days: range) -> bool:
    """Whether the notes of all these days were read, or the moods if the account has no notes."""
    name = MOOD_NOTE if MOOD_NOTE in attributes else MOOD
    read = tx.execute(
        "SELECT covered.days FROM series JOIN covered ON covered.series = series.id WHERE account = ? AND name = ?",
        (tx.account.id, name),
    )
    return sum(int(bits).bit_count() for (bits,) in read) >= len(days) - 1  # today may be younger than the reading
