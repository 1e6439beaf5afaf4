"""Times of day as other programs write them: `23:10`, `8:30 pm`, `22:15:07+01:00`, `22:15 Uhr`, `午後8:30`."""

from __future__ import annotations

import re

from exist_desktop.domain.parsing.clock_times import time_of_day
from exist_desktop.domain.parsing.numerals import Numerals, plain
from exist_desktop.imports.foreign.calendar_names import calendar_names, half_key

LONGEST_TIME = 60
_TIME = re.compile(
    r"(?P<before>[^0-9]*?)\s*(?P<hour>[0-9]{1,2})[:.h]\s?(?P<minute>[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"\s*(?P<behind>[^0-9+-]*?)\s*(?:[+-][0-9]{2}:?[0-9]{2}|Z)?"
)
_O_CLOCK = frozenset(("", "uhr", "uur", "h", "kl", "klo", "ч"))
"""What is beside hours from 0 to 24."""
_NOON = 12


def minutes_of(text: str, numerals: Numerals) -> int | None:
    """Returns the minutes of a time, which may be the end of its day; None if there is none that is understood."""
    if not text or len(text) > LONGEST_TIME or not (typed := plain(text)):
        return None
    found = _TIME.fullmatch(typed)
    if found is None or int(found["minute"]) > 59:
        return time_of_day(typed, numerals)
    hour, minute = int(found["hour"]), int(found["minute"])
    beside = half_key(found["before"] + found["behind"])
    if beside in _O_CLOCK:
        return hour * 60 + minute if hour < 24 or (hour, minute) == (24, 0) else None
    if (said := time_of_day(f"{found['before']}{hour}:{minute:02}{found['behind']}", numerals)) is not None:
        return said
    half = calendar_names().halves.get(beside)
    return None if half is None or not 1 <= hour <= _NOON else (hour % _NOON + half) * 60 + minute
