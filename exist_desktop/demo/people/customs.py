"""What the two people created themselves: tags, and attributes without a template, with labels of every kind."""

from __future__ import annotations

from dataclasses import dataclass

from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.people.patterns import Pattern, share, step, whole


@dataclass(frozen=True, slots=True)
class Custom:
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


_DREAMS = ("Flying over the sea", "Late for an exam", "A house with more rooms", "שוב הרכבת", "Talking cats 🐈‍⬛")

JOSH_CUSTOMS = (
    _tag("walk", "walk", lambda d, z: int(d.drive + 0.3 * z > 0.4)),
    _tag("writing", "writing", lambda d, z: int(d.joy + 0.5 * z > 0.6)),
    _tag("coffee_late", "coffee late", lambda d, z: int(0.8 * z - d.rest > 0.7)),
    _tag("family", "family", lambda d, z: int(d.weekend and z > -0.3)),
    _tag("tired", "tired", lambda d, z: int(-d.rest + 0.3 * z > 0.8)),
    _tag("headache", "headache", lambda d, z: int(-d.rest + 0.8 * z > 1.4)),
    _tag("garden", "garden 🌱", lambda d, z: int(d.weekend and d.rain < 0.1 and z > 0), 2),
    _tag("deep_work", "deep work", lambda d, z: int(not d.weekend and d.rest + 0.4 * z > 0.5), 2, "exist_for_android"),
    Custom("plants_watered", "🪴 Plants watered", "activity", ValueType.QUANTITY, lambda _, z: whole(3 + 2 * z)),
    Custom("arabic_coffee", "قهوة عربية", "food", ValueType.QUANTITY, lambda _, z: whole(0.5 + 0.7 * z)),
    Custom(
        "accordion_practice",
        "Time spent practising the accordion with the windows closed so that the neighbours stay friends",
        "media",
        ValueType.DURATION,
        lambda d, z: 5 * whole(4 + d.joy + 2 * z),
    ),
    Custom("headache_strength", "Headache strength", "symptoms", ValueType.SCALE, lambda d, z: step(-d.rest + z, 9)),
    Custom("ibuprofen", "Ibuprofen", "medication", ValueType.QUANTITY, lambda d, z: whole(0.4 * z - d.rest - 0.8)),
    Custom("day_well_spent", "Day well spent", "custom", ValueType.PERCENTAGE, lambda d, _: share(0.6 + 0.12 * d.joy)),
    Custom("first_daylight", "First daylight", "health", ValueType.TIME_OF_DAY, lambda _, z: whole(455 + 25 * z)),
    Custom("dream", "Dream", "sleep", ValueType.STRING, lambda _, z: _DREAMS[whole(2 + z) % len(_DREAMS)]),
    Custom("loose_change", "Loose change", "finance", ValueType.DECIMAL, lambda _, z: round(abs(3.2 + 1.5 * z), 2), 10),
)

MIA_CUSTOMS = (
    _tag("spaziergang", "Spaziergang", lambda d, z: int(d.drive + 0.3 * z > 0.3)),
    _tag("buero", "Büro", lambda d, z: int(not d.weekend and z > -0.4)),
    _tag("yoga", "Yoga 🧘", lambda d, z: int(d.date.weekday() in {0, 3} and z > -0.8)),
    _tag("freunde", "Freunde & Familie", lambda d, z: int(d.weekend and d.joy + z > 0.2)),
    _tag("migraene", "Migräne", lambda d, z: int(-d.rest + 0.8 * z > 1.5)),
    _tag("reisen", "Reisen", lambda d, z: int(d.summer > 0.6 and z > 0.9), 2, "exist_for_android"),
    Custom("tee", "🍵 Tee", "food", ValueType.QUANTITY, lambda d, z: whole(2 - 0.5 * d.summer + z)),
    Custom("reading_hebrew", "קריאה בעברית", "media", ValueType.DURATION, lambda _, z: 5 * whole(3 + 2 * z)),
    Custom(
        "quiet_minutes",
        "Minutes without any screen, music, conversation or other distraction between dinner and going to bed",
        "health",
        ValueType.DURATION,
        lambda d, z: 5 * whole(5 + d.rest + 2 * z),
    ),
    Custom("back_pain", "Back pain", "symptoms", ValueType.SCALE, lambda d, z: step(-0.6 * d.drive + 0.8 * z, 9)),
    Custom("vitamin_d", "Vitamin D", "medication", ValueType.BOOLEAN, lambda d, z: int(d.summer < 0.3 and z > -1)),
    Custom("house_tidy", "House tidy", "custom", ValueType.PERCENTAGE, lambda _, z: share(0.5 + 0.15 * z)),
    Custom("lights_out", "Lights out", "sleep", ValueType.TIME_OF_DAY, lambda _, z: whole(1_370 + 20 * z)),
    Custom(
        "song_of_the_day", "Song of the day", "media", ValueType.STRING, lambda _, z: f"No. {whole(40 + 18 * z)}", 10
    ),
)
