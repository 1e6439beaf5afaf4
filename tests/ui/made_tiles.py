"""Attributes of every type on a Sunday evening, and tiles and days made of them, for tests of widgets and pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Attribute, Group, Service, add_step
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.projection import DayView, Tile, TileGroup
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language

SUNDAY = date(2026, 11, 22)
MELBOURNE = ZoneInfo("Australia/Melbourne")
EVENING = datetime(2026, 11, 22, 20, 14, tzinfo=MELBOURNE).timestamp()
LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
FITBIT = Service("fitbit", "Fitbit")
PHONE = Service("exist_for_android", "Exist for Android")


def attribute(name: str, label: str, group: str, value_type: ValueType, **details: object) -> Attribute:
    """An attribute of the template of the same name, typed by the person through this program unless told otherwise."""
    made = Attribute(name, label, Group(group, group.capitalize(), 1), value_type, template=name)
    return replace(made, **({"manual": True, "owned": True} | details))


def tile(made: Attribute, value: Value | None, mark: EntryState | None = None) -> Tile:
    """A tile with two weeks behind it, one day of them missing."""
    numbers = (None, *range(12)) if value is None or isinstance(value, str) else (None, *([value] * 12))
    return Tile(made, value, mark, (*numbers, value), step=add_step(made) if made.editable else None)


STEPS = attribute("steps", "Steps", "activity", ValueType.QUANTITY, manual=False, owned=False, service=FITBIT)
DISTANCE = attribute(
    "steps_distance", "Distance", "activity", ValueType.DECIMAL, manual=False, owned=False, service=FITBIT
)
BEDTIME = attribute("sleep_start", "Bedtime", "sleep", ValueType.TIME_FROM_MIDDAY)
ASLEEP = attribute("sleep", "Time asleep", "sleep", ValueType.DURATION)
COFFEES = attribute("coffees", "Coffees", "food", ValueType.QUANTITY)
WATER = attribute("water", "Water", "food", ValueType.QUANTITY)
PROTEIN = attribute("protein", "Protein", "food", ValueType.DECIMAL)
BODY_FAT = attribute("body_fat", "Body fat", "health", ValueType.PERCENTAGE)
ENERGY = attribute("energy_level", "Energy level", "health", ValueType.SCALE)
PILL = attribute("pill", "Took pill", "health", ValueType.BOOLEAN)
PLACE = attribute("place", "Place", "health", ValueType.TEXT, owned=False, service=PHONE)
MOOD = attribute("mood", "Mood", "mood", ValueType.SCALE)
NOTE = attribute("mood_note", "Daily note", "mood", ValueType.TEXT)
WALK = attribute("walk", "walk", "custom", ValueType.BOOLEAN)
TIRED = attribute("tired", "tired", "custom", ValueType.BOOLEAN)

VALUES: dict[Attribute, Value | None] = {
    STEPS: 8412,
    DISTANCE: 6.1,
    BEDTIME: 668,
    ASLEEP: 441,
    COFFEES: 2,
    WATER: 1250,
    PROTEIN: None,
    BODY_FAT: 0.21,
    ENERGY: 6,
    PILL: 1,
    PLACE: "By the river, where the path turns away from the water and the old mill stands between two poplars",
    MOOD: 7,
    NOTE: "Long walk",
    WALK: 1,
    TIRED: None,
}


def with_average(made: Tile, day: date) -> Tile:
    """A tile that is far enough from the usual for its longest sentence."""
    usual = made.value * 0.7 if isinstance(made.value, int | float) else 90
    return replace(made, usual=UsualValue(usual, day))


def day_view(day: date, values: dict[Attribute, Value | None], *, label: str = "") -> DayView:
    """The page of a day; `label` takes the place of every attribute's and group's own."""
    tiles = {made.name: tile(replace(made, label=label or made.label), value) for made, value in values.items()}
    groups: dict[str, list[Tile]] = {}
    for made in tiles.values():
        if not made.attribute.in_mood_card:
            groups.setdefault(made.attribute.group.name, []).append(made)
    return DayView(
        day,
        tiles.get("mood"),
        tiles.get("mood_note"),
        tuple(made for made in tiles.values() if made.attribute.is_tag),
        tuple(TileGroup(Group(name, label or name.capitalize(), 1), tuple(made)) for name, made in groups.items()),
    )


def every(root: QWidget) -> Iterator[QWidget]:
    """All widgets below one that a person can see."""
    return (widget for widget in root.findChildren(QWidget) if widget.isVisible())


def next_stop(widget: QWidget) -> QWidget:
    """Where Tab goes from a widget."""
    following: QWidget | None = widget.nextInFocusChain()
    while following and not (following.focusPolicy() & Qt.FocusPolicy.TabFocus and following.isVisible()):
        following = following.nextInFocusChain()
    assert following is not None
    return following
