"""A small account for tests of widgets and of the Today page: attributes of every type, and where commands end up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.attributes import Attribute, Group, Service, add_step
from exist_desktop.domain.commands import Command, Key, SetValue
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.day import choose_zone
from exist_desktop.domain.month import DayMark
from exist_desktop.domain.outbox.ops import Entry, EntryState, Reason
from exist_desktop.domain.projection import DayView, Tile, TileGroup
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Seen, Value
from exist_desktop.errors import AppError
from exist_desktop.store.changes import Change
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.known import known_after
from tests.ui.set_time import SetTime

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


@dataclass
class World:
    """Stands in for views and journal: what is saved is what is read next; `error` is what the next save meets."""

    bridge: Bridge = field(default_factory=Bridge)
    now: float = EVENING
    values: dict[Attribute, Value | None] = field(default_factory=lambda: dict(VALUES))
    label: str = ""
    averages: bool = False
    error: AppError | None = None
    held: Reason | None = None
    saved: list[Command] = field(default_factory=list)
    seen: dict[Key, Seen] = field(default_factory=dict)
    taken_over: list[str] = field(default_factory=list)
    read: list[date] = field(default_factory=list)
    days: DayClock = field(init=False)

    async def day(self, day: date) -> DayView:
        self.read.append(day)
        view = day_view(day, self.values, label=self.label)
        if not self.averages:
            return view
        tiles = [tuple(with_average(made, day) for made in group.tiles) for group in view.groups]
        groups = tuple(replace(group, tiles=made) for group, made in zip(view.groups, tiles, strict=True))
        return replace(view, groups=groups)

    async def month(self, first: date, last: date) -> Mapping[date, DayMark]:
        marks = {SUNDAY: DayMark(4, entered=True), SUNDAY - timedelta(days=2): DayMark(None, entered=True)}
        return {day: mark for day, mark in marks.items() if first <= day <= last}

    async def save(self, *commands: Command, shown: Mapping[Key, Seen] | None = None) -> tuple[Entry, ...]:
        self.seen |= shown or {}
        if self.error is not None:
            raise self.error
        entries = tuple(self._keep(command) for command in commands)
        self.bridge.publish_change(Change(days=frozenset(entry.key.day for entry in entries), outbox=True))
        return entries

    async def make(self, label: str, group: Group, value_type: ValueType, first: FirstValue) -> tuple[Entry, ...]:
        if self.error is not None:
            raise self.error
        made = Attribute(f"new:{label}", label, group, value_type, manual=True)
        self.values[made] = None
        return await self.save(SetValue(Key(made.name, first.day), first.value))

    async def take_over(self, attribute: str) -> None:
        self.taken_over.append(attribute)

    def _keep(self, command: Command) -> Entry:
        self.saved.append(command)
        made = next(made for made in self.values if made.name == command.key.attribute)
        before = self.values[made]
        self.values[made] = known_after(before, command)
        state = EntryState.HELD if self.held else EntryState.WAITING
        return Entry(len(self.saved), f"uid{len(self.saved)}", command, before, self.now, state, self.held)

    def clock(self, computer: Callable[[], ZoneInfo] = lambda: MELBOURNE) -> DayClock:
        zone = choose_zone("Australia/Melbourne", None, UTC)
        return DayClock(SetTime(lambda: self.now, zone, computer), self.bridge)

    def page(self) -> TodayPage:
        self.days = self.clock()
        return TodayPage(self, self, self.bridge, LANGUAGE, self.days)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span).total_seconds()


async def settled(world: World) -> None:
    """Waits until every act has come to its end and what it changed is shown."""
    for _ in range(5):
        await asyncio.sleep(0)
        await world.bridge.stop()


async def opened(world: World, qtbot: QtBot) -> TodayPage:
    """The page as it stands when it has been shown."""
    page = world.page()
    qtbot.addWidget(page, before_close_func=lambda _: page.hide())  # which also keeps it until then
    page.resize(1034, 860)
    page.show()
    await settled(world)
    page.board.build_all()
    return page


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
