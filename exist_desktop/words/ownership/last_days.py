"""The last days of an attribute in words, and when they were read."""

from __future__ import annotations

from datetime import date, tzinfo

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.ownership.last_days import LastDays
from exist_desktop.words.days import DayWords, moment
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values


def summary(language: Language, attribute: Attribute, last: LastDays, today: date) -> str:
    """Returns how many of the days have a value, and the last one; empty if none of them was read."""
    filled = last.filled
    if not last.read:
        return ""
    counted = _counted(language, last) if last.read == len(last.days) else _counted_of_read(language, last)
    if not filled:
        return counted
    day, value = filled[-1]
    when = DayWords(language, today).short(day)
    if isinstance(value, str):  # it may be a page long
        return language.sentences(counted, language.say("The last one is of {day}.", day=when))
    shown = Values(language).shown(attribute, value)
    return language.sentences(counted, language.say("The last one is {value}, on {day}.", value=shown, day=when))


def _counted(language: Language, last: LastDays) -> str:
    days, filled = language.formats.integer(last.read), len(last.filled)
    if not filled:
        return language.say("No value on the last {days} days.", days=days)
    return language.ngettext(
        "A value on 1 of the last {days} days.", "Values on {n} of the last {days} days.", filled, days=days
    )


def _counted_of_read(language: Language, last: LastDays) -> str:
    days, filled = map(language.formats.integer, (len(last.days), len(last.filled)))
    return language.ngettext(
        "1 of the last {days} days was read, {filled} with a value.",
        "{n} of the last {days} days were read, {filled} with a value.",
        last.read,
        days=days,
        filled=filled,
    )


def as_read(language: Language, read_at: float | None, now: float, zone: tzinfo) -> str:
    """Returns when the days were read; None if one of them was not."""
    if read_at is None:
        return language.say("Not all of these days were read yet.")
    return language.say("As read at {time}.", time=moment(language, read_at, now, zone))


def being_read(language: Language) -> str:
    """Returns that Exist is asked for the days now."""
    return language.say("Exist is asked for newer values…")
