"""Messages about a computer whose clock is wrong: by how much, and what follows from it."""

from __future__ import annotations

from exist_desktop.domain.day import DAY_SECONDS, HOUR_SECONDS
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import NP_, Language

_MINUTE = 60.0
_LARGER_FROM = 2
"""Each larger unit is used from this many of it on."""
_FAST = {
    DAY_SECONDS: NP_("This computer's clock is 1 day fast", "This computer's clock is {n} days fast"),
    HOUR_SECONDS: NP_("This computer's clock is 1 hour fast", "This computer's clock is {n} hours fast"),
    _MINUTE: NP_("This computer's clock is 1 minute fast", "This computer's clock is {n} minutes fast"),
}
_SLOW = {
    DAY_SECONDS: NP_("This computer's clock is 1 day slow", "This computer's clock is {n} days slow"),
    HOUR_SECONDS: NP_("This computer's clock is 1 hour slow", "This computer's clock is {n} hours slow"),
    _MINUTE: NP_("This computer's clock is 1 minute slow", "This computer's clock is {n} minutes slow"),
}


def wrong_clock(language: Language, ahead: float) -> Message:
    """Returns the message about a clock that is `ahead` seconds ahead of Exist's, or behind it if negative."""
    size = abs(ahead)
    unit = next((unit for unit in (DAY_SECONDS, HOUR_SECONDS) if size >= _LARGER_FROM * unit), _MINUTE)
    return Message(
        language.count_marked((_SLOW if ahead < 0 else _FAST)[unit], round(size / unit)),
        language.say(
            "Today follows that clock, so set it right. Entries keep the day that you see when you enter them."
        ),
    )
