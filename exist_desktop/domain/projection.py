"""The value that people see: what Exist last said, with the person's own unsent entries laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.domain.arranging.arrangement import FAVOURITES, NOTHING_ARRANGED, Arrangement, TileSize, arrange
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, Group
from exist_desktop.domain.commands import Append, Increment, Lines, SetValue
from exist_desktop.domain.outbox.ops import EntryState, Op, OpState, entry_state
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.domain.text.append import Found, applied, look_for, net
from exist_desktop.domain.transfer.archive import Archived
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, NotRead, Number, Seen, Value, is_on, same, sum_of, together, total

RECENT_DAYS = 14
"""How many days a tile's sparkline covers, the day in view included."""
UNREAD_DAYS: tuple[Seen, ...] = (NOT_READ,) * RECENT_DAYS


class Tile(Struct, frozen=True):
    """One attribute on one day: the projected value, the state of its unsent entries, and the last days.

    `mark` is None when all is in Exist. `recent` has `RECENT_DAYS` values, oldest first; the last is the day in view.
    `usual` is None if no average is known, `step` if the tile has no add button. `adds` is what will be added to a
    value that was not read yet; `archived` is what an archive has in place of one.
    """

    attribute: Attribute
    value: Seen
    mark: EntryState | None = None
    recent: tuple[Seen, ...] = ()
    usual: UsualValue | None = None
    step: int | float | None = None
    adds: Value | None = None
    archived: Archived | None = None


class TileGroup(Struct, frozen=True):
    """A group with its tiles, in the order in which they are shown, and how large they are."""

    group: Group
    tiles: tuple[Tile, ...]
    size: TileSize = TileSize.USUAL


class StepChoice(Protocol):
    """Knows what an add button adds."""

    def add_step(self, attribute: Attribute, /) -> int | float | None:
        """Returns what it adds, or None for no button."""


class DayView(Struct, frozen=True):
    """A whole day: the mood card's parts (None if the account lacks them), the tags, and the grouped tiles.

    All of it is in the person's order. `hidden` are the tiles and tags that are out of sight; a tag of the day is not.
    `group_names` are all groups, those of the card's parts included. `likely_tags` are tags that are probably wanted,
    the likeliest first; those that the person has put somewhere come before them.
    """

    day: date
    mood: Tile | None
    note: Tile | None
    tags: tuple[Tile, ...]
    groups: tuple[TileGroup, ...]
    hidden: tuple[Tile, ...] = ()
    group_names: tuple[str, ...] = ()
    arrangement: Arrangement = NOTHING_ARRANGED
    likely_tags: tuple[str, ...] = ()

    @property
    def mood_type(self) -> ValueType:
        """The value type of the account's mood; QUANTITY if it has no mood yet."""
        return self.mood.attribute.value_type if self.mood else ValueType.QUANTITY

    def tile(self, name: str) -> Tile | None:
        """Returns the tile of the attribute with that name, or of the tag that it is shown as one with; else None."""
        found = (t for t in self.every if t.attribute.name == name or name in (tag.name for tag in t.attribute.joined))
        return next(found, None)

    @property
    def pinned(self) -> tuple[str, ...]:
        """The names of the favourites, in their order."""
        favourites = (group.tiles for group in self.groups if group.group == FAVOURITES)
        return tuple(tile.attribute.name for tiles in favourites for tile in tiles)

    @property
    def read(self) -> bool:
        """Whether every value on the page was read."""
        return all(tile.value is not NOT_READ for tile in self.every)

    @property
    def every(self) -> tuple[Tile, ...]:
        """All tiles: of the mood card, the tags, the groups, and what is hidden."""
        card = (part for part in (self.mood, self.note) if part)
        return (*card, *self.tags, *(tile for group in self.groups for tile in group.tiles), *self.hidden)

    def arranged(self, arrangement: Arrangement) -> DayView:
        """Returns the same day in another order."""
        tiles = {tile.attribute.name: tile for tile in self.every}
        return _in_order(self.day, tiles, arrangement, self.likely_tags)

    def running(self) -> DayView:
        """Returns the view for a day that is not over, so that its values are not judged too soon."""
        return replace(self, groups=tuple(replace(group, tiles=_running(group.tiles)) for group in self.groups))

    def with_steps(self, choice: StepChoice) -> DayView:
        """Returns the view with what each add button adds; tiles that cannot be edited have none."""
        return replace(
            self,
            groups=tuple(replace(group, tiles=_with_steps(group.tiles, choice)) for group in self.groups),
        )


def _running(tiles: tuple[Tile, ...]) -> tuple[Tile, ...]:
    return tuple(replace(tile, usual=tile.usual.running()) if tile.usual else tile for tile in tiles)


def _with_steps(tiles: tuple[Tile, ...], choice: StepChoice) -> tuple[Tile, ...]:
    return tuple(
        replace(tile, step=choice.add_step(tile.attribute)) if tile.attribute.editable else tile for tile in tiles
    )


class Projection(Struct, frozen=True):
    """What is shown for one key: its value, and what will be added to one that was not read yet."""

    value: Seen
    adds: Value | None = None


def project(reading: Seen, ops: Iterable[Op], value_type: ValueType) -> Projection:
    """Returns what is shown for one key, from what Exist said and the key's unfinished ops, oldest first."""
    shown = Projection(reading)
    for op in ops:
        in_flight = op.state in (OpState.SENDING, OpState.UNKNOWN, OpState.DOUBT)
        match op.command:
            case SetValue(value=value):
                shown = Projection(value)
            case Lines():
                shown = _with_lines(shown, op, op.command, in_flight=in_flight)
            case Increment() if in_flight:
                shown = _with_increment_in_flight(shown, op, op.command, value_type)
            case Increment(delta=delta):
                shown = _with_increment(shown, delta)
    return shown


def _with_increment(shown: Projection, delta: Number) -> Projection:
    after = sum_of(shown.value, delta)
    before = shown.adds if isinstance(shown.adds, int | float) else None
    return Projection(after, total(before, delta) if isinstance(after, NotRead) else None)


def _with_increment_in_flight(shown: Projection, op: Op, command: Increment, value_type: ValueType) -> Projection:
    """Returns the base plus the difference, unless a newer reading shows that the value has changed."""
    if isinstance(shown.value, NotRead) or same(shown.value, op.before, value_type):
        return Projection(total(op.before, command.delta))
    return shown


def _with_lines(shown: Projection, op: Op, lines: Lines, *, in_flight: bool) -> Projection:
    """Returns the text with the lines, unless a newer reading has them already or the person has to decide."""
    there = shown.value
    if isinstance(there, NotRead):
        if in_flight:
            return Projection(op.total)
        joining = [change.line for change in net(lines.changes) if isinstance(change, Append)]
        before = [shown.adds] if isinstance(shown.adds, str) else []
        return Projection(there, "\n".join([*before, *joining]) or None)
    if in_flight and (op.state is OpState.DOUBT or look_for(lines.changes, op.base, there) is Found.ALL):
        return shown
    return Projection(applied(there, lines.changes))


def mark(ops: Iterable[Op]) -> EntryState | None:
    """Returns the most urgent state of a key's unfinished ops: held, checking, sending, then waiting."""
    rank = [EntryState.HELD, EntryState.CHECKING, EntryState.SENDING, EntryState.WAITING]
    found = [entry_state(op.state) for op in ops]
    return min(found, key=rank.index) if found else None


def day_view(
    day: date,
    attributes: Iterable[Attribute],
    recent: Mapping[str, tuple[Seen, ...]],
    ops: Mapping[str, tuple[Op, ...]],
    usual: Mapping[str, UsualValue] = MappingProxyType({}),
    arrangement: Arrangement = NOTHING_ARRANGED,
    likely_tags: tuple[str, ...] = (),
    archive: Mapping[str, Archived] = MappingProxyType({}),
) -> DayView:
    """Returns the view of a day from the catalogue, the last readings, its unfinished ops, averages and the order.

    A tag that is shown as one with another is none of its tiles.
    """
    tiles = {}
    for attribute in attributes:
        if attribute.part_of:
            continue
        days = recent.get(attribute.name, UNREAD_DAYS)
        unfinished = ops.get(attribute.name, ())
        now = project(days[-1], unfinished, attribute.value_type)
        tile = Tile(
            attribute,
            now.value,
            mark(unfinished),
            (*days[:-1], now.value),
            usual.get(attribute.name),
            adds=now.adds,
            archived=archive.get(attribute.name) if now.value is NOT_READ and now.adds is None else None,
        )
        tiles[attribute.name] = _with_joined(tile, recent, ops) if attribute.joined else tile
    return _in_order(day, tiles, arrangement, likely_tags)


def _with_joined(tile: Tile, recent: Mapping[str, tuple[Seen, ...]], ops: Mapping[str, tuple[Op, ...]]) -> Tile:
    """Returns the tile of a tag with the days of those that are shown as one with it."""
    days, every = [tile.recent], list(ops.get(tile.attribute.name, ()))
    for tag in tile.attribute.joined:
        said, unfinished = recent.get(tag.name, UNREAD_DAYS), ops.get(tag.name, ())
        days.append((*said[:-1], project(said[-1], unfinished, tile.attribute.value_type).value))
        every += unfinished
    one = tuple(map(together, zip(*days, strict=True)))
    return replace(tile, value=one[-1], mark=mark(every), recent=one)


def _in_order(day: date, tiles: Mapping[str, Tile], arrangement: Arrangement, likely_tags: tuple[str, ...]) -> DayView:
    arranged = arrange((tile.attribute for tile in tiles.values()), arrangement)
    members = [(group, [tiles[one.name] for one in found]) for group, found in arranged.groups]
    hidden = [tiles[one.name] for one in arranged.hidden]
    tags = [tile for _, found in members for tile in found if tile.attribute.is_tag]
    if likely_tags:
        ranks = {name: rank for rank, name in enumerate(likely_tags)}
        placed = [tile for tile in tags if arrangement.of(tile.attribute).place is not None]
        others = [tile for tile in tags if arrangement.of(tile.attribute).place is None]
        tags = [*placed, *sorted(others, key=lambda tile: ranks.get(tile.attribute.name, len(ranks)))]
    of_day = [tile for tile in hidden if tile.attribute.is_tag and is_on(tile.value)]  # hidden, and yet in sight
    grouped = ((group, tuple(tile for tile in found if not tile.attribute.in_mood_card)) for group, found in members)
    return DayView(
        day=day,
        mood=tiles.get(MOOD),
        note=tiles.get(MOOD_NOTE),
        tags=(*tags, *of_day),
        groups=tuple(TileGroup(group, found, arrangement.size_of(group.name)) for group, found in grouped if found),
        hidden=tuple(tile for tile in hidden if not (tile.attribute.is_tag and is_on(tile.value))),
        group_names=tuple(group.name for group, _ in members),
        arrangement=arrangement,
        likely_tags=likely_tags,
    )
