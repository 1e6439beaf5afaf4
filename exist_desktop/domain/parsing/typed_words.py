"""The words that people type beside numbers and names. The English ones are understood in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from exist_desktop.domain.parsing.spelling import key


def keys(words: Iterable[str]) -> frozenset[str]:
    """Returns words in the form in which they are compared."""
    return frozenset(filter(None, map(key, words)))


class TypedWords(Struct, frozen=True):
    """Words by what they mean, in the form in which they are compared.

    `days` has the distance from today, `times` minutes from midnight. `names` has other words for attributes, with the
    name that the API has for each; they count only if no attribute is called so. `units` has words by the unit that is
    shown.
    """

    days: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    hours: frozenset[str] = frozenset()
    minutes: frozenset[str] = frozenset()
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def and_english(self) -> TypedWords:
        """Returns these words and the English ones. A word that means something in English means that."""
        known = ENGLISH_WORDS
        units = {unit: words | known.units.get(unit, frozenset()) for unit, words in self.units.items()}
        return TypedWords(
            {**self.days, **known.days},
            {**self.times, **known.times},
            (self.hours - known.minutes) | known.hours,
            (self.minutes - known.hours) | known.minutes,
            (self.yes - known.no) | known.yes,
            (self.no - known.yes) | known.no,
            {**self.names, **known.names},
            {**known.units, **units},
        )


ENGLISH_WORDS = TypedWords(
    days={"today": 0, "yesterday": -1, "the day before yesterday": -2, "day before yesterday": -2, "tomorrow": 1},
    times={"midnight": 0, "noon": 720, "midday": 720},
    hours=keys(("hours", "hour", "hrs", "hr", "h")),
    minutes=keys(("minutes", "minute", "mins", "min", "m", "'", "′")),
    yes=keys(("1", "yes", "y", "on", "true", "done", "✓", "✔")),
    no=keys(("0", "no", "n", "off", "false")),
    names={"slept": "sleep", "woke": "sleep_end", "note": "mood_note"},
    units={
        "mi": keys(("miles", "mile")),
        "kg": keys(("kilos", "kilo")),
        "lb": keys(("lbs", "pounds", "pound")),
        "fl oz": keys(("oz",)),
    },
)
