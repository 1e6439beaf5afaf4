"""What the two people created themselves: tags, and attributes without a template, with labels of every kind."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.people.patterns import (
    WEEKEND,
    WORKDAYS,
    Count,
    Level,
    Measure,
    Numbered,
    Only,
    Pattern,
    Share,
    Tag,
    When,
    Words,
)


class Custom(Struct, frozen=True):
    """An attribute without a template, typed in by hand."""

    name: str
    label: str
    group: str
    value_type: ValueType
    pattern: Pattern
    priority: int = 9
    owner: str | None = None


def _tag(name: str, label: str, pattern: Pattern, priority: int = 1, owner: str | None = None) -> Custom:
    return Custom(name, label, "custom", ValueType.BOOLEAN, pattern, priority, owner)


_WEEKEND, _WORKDAYS = When(WEEKEND), When(WORKDAYS)
_DREAMS = ("Flying over the sea", "Late for an exam", "A house with more rooms", "שוב הרכבת", "Talking cats 🐈‍⬛")

JOSH_CUSTOMS = (
    _tag("walk", "walk", Tag(drive=1, noise=0.3, above=0.4)),
    _tag("writing", "writing", Tag(joy=1, noise=0.5, above=0.6)),
    _tag("coffee_late", "coffee late", Tag(rest=-1, noise=0.8, above=0.7)),
    _tag("family", "family", Only(_WEEKEND, Tag(noise=1, above=-0.3))),
    _tag("tired", "tired", Tag(rest=-1, noise=0.3, above=0.8)),
    _tag("headache", "headache", Tag(rest=-1, noise=0.8, above=1.4)),
    _tag("garden", "garden 🌱", Only(When(WEEKEND, rain=(-1, 0.1)), Tag(noise=1)), 2),
    _tag("deep_work", "deep work", Only(_WORKDAYS, Tag(rest=1, noise=0.4, above=0.5)), 2, "exist_for_android"),
    Custom("plants_watered", "🪴 Plants watered", "activity", ValueType.QUANTITY, Count(3, noise=2)),
    Custom("arabic_coffee", "قهوة عربية", "food", ValueType.QUANTITY, Count(0.5, noise=0.7)),
    Custom(
        "accordion_practice",
        "Time spent practising the accordion with the windows closed so that the neighbours stay friends",
        "media",
        ValueType.DURATION,
        Count(4, joy=1, noise=2, portion=5),
    ),
    Custom("headache_strength", "Headache strength", "symptoms", ValueType.SCALE, Level(rest=-1, noise=1)),
    Custom("ibuprofen", "Ibuprofen", "medication", ValueType.QUANTITY, Count(-0.8, rest=-1, noise=0.4)),
    Custom("day_well_spent", "Day well spent", "custom", ValueType.PERCENTAGE, Share(0.6, joy=0.12)),
    Custom("first_daylight", "First daylight", "health", ValueType.TIME_OF_DAY, Count(455, noise=25)),
    Custom("dream", "Dream", "sleep", ValueType.STRING, Words(2, noise=1, texts=_DREAMS)),
    Custom("loose_change", "Loose change", "finance", ValueType.DECIMAL, Measure(3.2, noise=1.5), 10),
)

MIA_CUSTOMS = (
    _tag("spaziergang", "Spaziergang", Tag(drive=1, noise=0.3, above=0.3)),
    _tag("buero", "Büro", Only(_WORKDAYS, Tag(noise=1, above=-0.4))),
    _tag("yoga", "Yoga 🧘", Only(When(frozenset({0, 3})), Tag(noise=1, above=-0.8))),
    _tag("freunde", "Freunde & Familie", Only(_WEEKEND, Tag(joy=1, noise=1, above=0.2))),
    _tag("migraene", "Migräne", Tag(rest=-1, noise=0.8, above=1.5)),
    _tag("reisen", "Reisen", Only(When(summer=(0.6, 2)), Tag(noise=1, above=0.9)), 2, "exist_for_android"),
    Custom("tee", "🍵 Tee", "food", ValueType.QUANTITY, Count(2, summer=-0.5, noise=1)),
    Custom("reading_hebrew", "קריאה בעברית", "media", ValueType.DURATION, Count(3, noise=2, portion=5)),
    Custom(
        "quiet_minutes",
        "Minutes without any screen, music, conversation or other distraction between dinner and going to bed",
        "health",
        ValueType.DURATION,
        Count(5, rest=1, noise=2, portion=5),
    ),
    Custom("back_pain", "Back pain", "symptoms", ValueType.SCALE, Level(drive=-0.6, noise=0.8)),
    Custom(
        "vitamin_d",
        "Vitamin D",
        "medication",
        ValueType.BOOLEAN,
        Only(When(summer=(-2, 0.3)), Tag(noise=1, above=-1)),
    ),
    Custom("house_tidy", "House tidy", "custom", ValueType.PERCENTAGE, Share(0.5, noise=0.15)),
    Custom("lights_out", "Lights out", "sleep", ValueType.TIME_OF_DAY, Count(1_370, noise=20)),
    Custom(
        "song_of_the_day", "Song of the day", "media", ValueType.STRING, Numbered("No. {}", Count(40, noise=18)), 10
    ),
)
