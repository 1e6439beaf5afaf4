"""Instants as people read them: the time alone for today, the day with it for any other."""

from __future__ import annotations

from datetime import tzinfo

from exist_desktop.domain.day import local
from exist_desktop.words.language import Language


def moment(language: Language, instant: float, now: float, zone: tzinfo) -> str:
    """The instant in the zone, `21:40`, or `19 Nov, 21:40` where it does not lie on the day of `now`."""
    there = local(instant, zone)
    clock = language.formats.clock(there.hour * 60 + there.minute)
    if there.date() == local(now, zone).date():
        return clock
    return language.say("{day}, {clock}", day=language.formats.short_day(there.date()), clock=clock)
