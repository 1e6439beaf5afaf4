"""What a calendar marks: the mood of each day, and whether anything was entered by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD
from exist_desktop.domain.month import DayMark
from exist_desktop.store import catalogue
from exist_desktop.store.outbox import slots
from exist_desktop.store.transaction import Transaction

_READ = (
    "SELECT series.name, history.day, history.value FROM attribute "
    "JOIN series ON series.account = attribute.account AND series.name = attribute.name "
    "CROSS JOIN history ON history.series = series.id AND history.day BETWEEN :first AND :last "
    "WHERE attribute.account = :account AND (attribute.manual OR attribute.name = :mood)"
)
_UNSENT = (
    "SELECT attribute, day, kind, value FROM op "
    f"WHERE account = :account AND day BETWEEN :first_day AND :last_day AND {slots.UNFINISHED} ORDER BY id"
)


def marks(tx: Transaction, first: date, last: date) -> Mapping[date, DayMark]:
    """Returns the days from `first` to `last` that have something other than zeros and empty texts."""
    asked = {
        "account": tx.account.id,
        "mood": MOOD,
        "first": first.toordinal(),
        "last": last.toordinal(),
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
    }
    entered: set[date] = set()
    moods: dict[date, object] = {}
    for name, number, value in tx.execute(_READ, asked):
        day = date.fromordinal(number)
        if value:
            entered.add(day)
        if name == MOOD:
            moods[day] = value
    for name, written, kind, value in tx.execute(_UNSENT, asked):
        day = date.fromisoformat(written)
        if value:
            entered.add(day)
        if name == MOOD and kind == "set":
            moods[day] = value
    attribute = catalogue.attribute(tx, MOOD)
    steps = {
        day: mood.from_wire(value, attribute.value_type)
        for day, value in moods.items()
        if attribute is not None and isinstance(value, int | float)
    }
    return {day: DayMark(steps.get(day), day in entered) for day in entered | steps.keys()}
