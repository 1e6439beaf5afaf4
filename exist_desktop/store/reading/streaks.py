"""The streaks that Today and quick entry show: of attributes that the person fills, as of one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import MOOD_NOTE, Attribute, in_order
from exist_desktop.domain.statistics.pauses import Pause, periods
from exist_desktop.domain.statistics.series import measure_of
from exist_desktop.domain.statistics.streaks import Streaks, streaks
from exist_desktop.store import catalogue
from exist_desktop.store.pauses import pauses
from exist_desktop.store.reading.whole_series import read_whole
from exist_desktop.store.transaction import Transaction

LEAST_DAYS = 2
"""A single day is no streak."""
LOOK_BACKS = (64, 512)
"""Days that are read at first, and then if they are not enough. A streak shorter than half of them lies within them;
pauses, and as many days before each, come on top."""


class RunningStreak(Struct, frozen=True):
    """An attribute whose streak has not ended."""

    attribute: Attribute
    streaks: Streaks


def running_streaks(tx: Transaction, day: date) -> tuple[RunningStreak, ...]:
    """Returns the streaks of the attributes that the person fills; ties are in the order of the attributes.

    The note is left out: it goes with the mood.
    """
    every = pauses(tx)
    filled = [one for _, members in in_order(catalogue.attributes(tx).values()) for one in members]
    found = [
        RunningStreak(one, streak_of(tx, one, every, day.toordinal()))
        for one in filled
        if one.editable and one.active and one.name != MOOD_NOTE
    ]
    return tuple(sorted((one for one in found if one.streaks.now >= LEAST_DAYS), key=_longest_first))


def _longest_first(one: RunningStreak) -> int:
    return -one.streaks.now


def streak_of(tx: Transaction, attribute: Attribute, every: Iterable[Pause], day: int) -> Streaks:
    """Returns the streaks of an attribute as of a day. Earlier days are read only if the last ones are not enough."""
    paused = periods(every, attribute.name)
    measure = measure_of(attribute)
    for days in LOOK_BACKS:
        since = _since(day, days, paused)
        found = streaks(read_whole(tx, attribute, since).series, day, paused, measure=measure)
        if found.now < days // 2:
            return found
    return streaks(read_whole(tx, attribute).series, day, paused, measure=measure)


def _since(day: int, days: int, paused: Iterable[tuple[int, int]]) -> int:
    """Returns the day so many days before, and before each pause that it would fall into."""
    since = day - days
    for first, last in sorted(paused, reverse=True):
        if last >= since:
            since = min(since, first - days)
    return since
