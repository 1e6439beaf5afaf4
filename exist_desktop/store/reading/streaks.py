"""The streaks that Today and quick entry show: of attributes that the person fills, as of one day.

They are read again after each change, so of a streak of years only its last days are read: SQLite itself looks for the
day on which it began.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.attributes import MOOD_NOTE, Attribute, in_order
from exist_desktop.domain.commands import Key
from exist_desktop.domain.day import EARLIEST_DAY
from exist_desktop.domain.outbox.ops import Op
from exist_desktop.domain.projection import project
from exist_desktop.domain.statistics.pauses import periods
from exist_desktop.domain.statistics.series import Measure, measure_of
from exist_desktop.domain.statistics.streaks import RECENTLY, Period, Running, is_done, paused_days, running
from exist_desktop.domain.values import NOT_READ, Seen
from exist_desktop.store import catalogue, history
from exist_desktop.store.outbox import ops
from exist_desktop.store.pauses import pauses
from exist_desktop.store.transaction import Transaction

LEAST_DAYS = 2
"""A single day is no streak."""
_BLANK = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What `str.strip` takes away."""
_FIRST_STEP = 64
"""So many days are counted at first before those that are read; each further step is twice as long."""
_WHOLE = "whole + iif(there = step, step, 0)"
_STEP = "CASE there WHEN 0 THEN 0 WHEN step THEN iif(grows, step * 2, step / 2) ELSE step / 2 END"
_COUNTED = (
    "(SELECT count(*) FROM history, one WHERE history.series = one.id "
    "AND day BETWEEN max(:last - ({whole}) - ({step}) + 1, :earliest) AND :last - ({whole}){counts})"
)
_LENGTH = (  # days are counted in steps, longer and longer while all count, then shorter: no day is looked at alone
    "WITH RECURSIVE one(id) AS (SELECT id FROM series WHERE account = :account AND name = :name), "
    f"look(whole, step, grows, there) AS (SELECT 0, {_FIRST_STEP}, TRUE, {{first}} UNION ALL "
    f"SELECT {_WHOLE}, {_STEP}, grows AND there = step, {{next}} FROM look WHERE step > 0) "
    "SELECT max(whole) FROM look"
)


class RunningStreak(Struct, frozen=True):
    """An attribute whose streak has not ended."""

    attribute: Attribute
    streaks: Running


def running_streaks(tx: Transaction, day: date) -> tuple[RunningStreak, ...]:
    """Returns the streaks of the attributes that the person fills; ties are in the order of the attributes.

    The note is left out: it goes with the mood.
    """
    first = date.fromordinal(max(day.toordinal() - RECENTLY, 1))
    lately, every, unsent = history.between(tx, first, day), pauses(tx), _unsent(tx, first, day)
    found = list[RunningStreak]()
    for _, members in in_order(catalogue.attributes(tx).values()):
        for one in members:
            if one.editable and one.active and one.name != MOOD_NOTE and not one.part_of:
                paused, waiting = periods(every, one.name), unsent.get(one.name, {})
                if one.joined:
                    days = _days_of_all(tx, one, day)
                else:
                    days = _days(tx, one, first, lately.get(one.name, ()), waiting)
                found.append(RunningStreak(one, _streak(tx, one, days, day.toordinal(), paused)))
    return tuple(sorted((one for one in found if one.streaks.now >= LEAST_DAYS), key=_longest_first))


def _longest_first(one: RunningStreak) -> int:
    return -one.streaks.now


def _unsent(tx: Transaction, first: date, last: date) -> dict[str, dict[date, list[Op]]]:
    """Returns the unfinished ops by attribute and day, up to a day.

    Of batches only what is from `first` on: years of an import count when they are in Exist, so that Today need not
    look at thousands of entries each time.
    """
    found: dict[str, dict[date, list[Op]]] = {}
    for op in ops.unfinished_since(tx, first):
        if op.key.day <= last:
            found.setdefault(op.key.attribute, {}).setdefault(op.key.day, []).append(op)
    return found


def _days(
    tx: Transaction, attribute: Attribute, first: date, said: Sequence[Seen], unsent: Mapping[date, Sequence[Op]]
) -> dict[int, bool]:
    """Returns whether days count: those from `first` on, as Exist `said` them, and earlier ones with unsent entries."""
    measure, start = measure_of(attribute), first.toordinal()
    days = {start + after: _counts(value, measure) for after, value in enumerate(said)}
    for day, waiting in unsent.items():
        before = said[day.toordinal() - start] if day >= first and said else NOT_READ
        if day < first:
            before = history.seen(tx, Key(attribute.name, day))
        days[day.toordinal()] = _counts(project(before, waiting, attribute.value_type).value, measure)
    return days


def _days_of_all(tx: Transaction, tag: Attribute, last: date) -> dict[int, bool]:
    """Returns whether days count of a tag with which others are shown as one: all of them, since that is rare."""
    from exist_desktop.store.reading.whole_series import read_whole

    series, measure = read_whole(tx, tag).series, measure_of(tag)
    days = range(series.first, min(series.end, last.toordinal() + 1))
    return {day: _counts(series.at(day), measure) for day in days if series.is_read(day)}


def _counts(value: Seen, measure: Measure) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, int | float) and is_done(value, measure)


def _streak(
    tx: Transaction, attribute: Attribute, days: Mapping[int, bool], day: int, pauses: Sequence[Period]
) -> Running:
    """Returns the streak as of a day. Only one that is older than the last days is looked for among earlier ones."""
    first, paused = max(day - RECENTLY, 1), paused_days(pauses, day)
    found = running(sorted(one for one, counts in days.items() if counts and one >= first), day, pauses)
    if any(not days.get(one, False) and one not in paused for one in range(first, day)):
        return found
    began = _day_before(tx, attribute, days, first - 1, paused) + 1
    return replace(found, now=found.now + first - began - sum(began <= one < first for one in paused))


def _day_before(
    tx: Transaction, attribute: Attribute, unsent: Mapping[int, bool], last: int, paused: frozenset[int]
) -> int:
    """Returns the latest day, `last` or earlier, that ends a streak on its next day."""
    while last >= EARLIEST_DAY.toordinal():
        began = last + 1 if last in unsent else _beginning(tx, attribute, last)
        undone = [day for day, counts in unsent.items() if began <= day <= last and not counts and day not in paused]
        if undone:
            return max(undone)
        last = began - 1
        if last not in paused and not unsent.get(last):
            return last
        while last in paused or unsent.get(last):
            last -= 1
    return last


def _beginning(tx: Transaction, attribute: Attribute, last: int) -> int:
    """Returns the first of the days up to `last` that all count, by what Exist said; the next day if that does not."""
    found = tx.execute(
        _length(_counting(measure_of(attribute))),
        {
            "account": tx.account.id,
            "name": attribute.name,
            "earliest": EARLIEST_DAY.toordinal(),
            "last": last,
            "blank": _BLANK,
        },
    ).fetchone()
    return last + 1 - int(found[0])


def _counting(measure: Measure) -> str:
    """Returns the condition for a value that counts, as `_counts` has it. A day without a value has no row."""
    if measure is Measure.WORDS:
        return " AND (typeof(value) <> 'text' OR trim(value, :blank) <> '')"
    return "" if is_done(0, measure) else " AND value <> 0"


@cache
def _length(counts: str) -> str:
    """Returns the statement that counts the days up to `last` that all count."""
    first = _COUNTED.format(whole="0", step=_FIRST_STEP, counts=counts)
    return _LENGTH.format(first=first, next=_COUNTED.format(whole=_WHOLE, step=_STEP, counts=counts))
