"""What is said of a computer whose clock is wrong: by how much, and what depends on it."""

from __future__ import annotations

from exist_desktop.domain.day import DAY_SECONDS, HOUR_SECONDS
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import Language

_MINUTE = 60.0
_LARGER_FROM = 2
"""How many of the next unit there are at least before it is used."""


def wrong_clock(language: Language, ahead: float) -> Message:
    """What the person reads of a clock that is `ahead` seconds ahead of Exist's, or behind where that is negative."""
    say, size = language.say, _size(language, abs(ahead))
    title = say("This computer's clock is {size} fast", size=size)
    if ahead < 0:
        title = say("This computer's clock is {size} slow", size=size)
    return Message(
        title,
        say("Today follows that clock, so set it right. Entries keep the day that you see when you enter them."),
    )


def _size(language: Language, seconds: float) -> str:
    if seconds >= _LARGER_FROM * DAY_SECONDS:
        return language.count(round(seconds / DAY_SECONDS), "1 day", "{n} days")
    if seconds >= _LARGER_FROM * HOUR_SECONDS:
        return language.count(round(seconds / HOUR_SECONDS), "1 hour", "{n} hours")
    return language.count(round(seconds / _MINUTE), "1 minute", "{n} minutes")
