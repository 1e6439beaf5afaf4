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
LOOK_BACK = 64
"""Days that are read at first. A streak shorter than half of them lies within them, unless there are pauses."""


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
    since = day - LOOK_BACK
    for first, last in sorted(paused, reverse=True):
        if last >= since:
            since = min(since, first - LOOK_BACK)
    measure = measure_of(attribute)
    found = streaks(read_whole(tx, attribute, since).series, day, paused, measure=measure)
    if found.now < LOOK_BACK // 2:
        return found
    return streaks(read_whole(tx, attribute).series, day, paused, measure=measure)
