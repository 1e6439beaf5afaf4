"""How each reason that holds an entry comes about, and what the Outbox says of it then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from exist_desktop.demo.people.catalogue import ValueType
from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.demo.server.tokens import ALL_SCOPES
from exist_desktop.domain.commands import Append, Key
from exist_desktop.domain.outbox.increment_check import SETTLING_SECONDS
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.store.store import DATABASE
from tests.journeys.room import Room
from tests.patience import until
from tests.sync.engine_harness import USER

READING_FOOD = frozenset({"food_read", "manual_read"})
WRITING_FOOD = frozenset({"food_write", "manual_write"})


@dataclass(frozen=True)
class Plight:
    """A way into a reason. `says` are parts of its line in the Outbox; numbers stand for what the room had before."""

    reason: Reason
    begin: Callable[[Room], Awaitable[int]]
    says: tuple[str, ...]
    attribute: str = "coffees"
    label: str = "Coffees"
    owned: tuple[str, ...] = ("coffees",)
    scopes: frozenset[str] | None = None
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.reason.value


async def owner(room: Room) -> int:
    return await room.set("weight", 71.5)


async def owner_lost(room: Room) -> int:
    room.demo.set_owner(USER, "coffees", "oura")
    return await _synced(room, await room.set("coffees", 9))


async def given_back(room: Room) -> int:
    await room.engine.journal.owners.release("water")
    await room.sync()
    room.demo.world.attribute(USER, "water").active = True
    await room.sync()
    return await _synced(room, await room.set("water", 250))


async def inactive(room: Room) -> int:
    return await _synced(room, await room.set("tv_min", 90))


async def scope(room: Room) -> int:
    return await _synced(room, await room.set("coffees", 9))


async def invalid(room: Room) -> int:
    room.error("update", FaultKind.REFUSE, error_code="validation", error="Value must be <b>less</b>")
    return await _synced(room, await room.set("coffees", 9))


async def refused(room: Room) -> int:
    room.error("update", FaultKind.STATUS, status=400, error="Not today")
    return await _synced(room, await room.set("coffees", 9))


async def not_found(room: Room) -> int:
    room.error("update", FaultKind.REFUSE, error_code="not_found", error="User doesn't have it")
    return await _synced(room, await room.set("coffees", 9))


async def type_changed(room: Room) -> int:
    entry = await room.set("water", 250)
    room.demo.world.attribute(USER, "water").value_type = ValueType.PERCENTAGE
    room.demo.edit(USER, "water", room.day, 0.1)
    return await _synced(room, entry)


async def endpoint(room: Room) -> int:
    room.error("update", FaultKind.STATUS, status=404)
    return await _synced(room, await room.set("coffees", 9))


async def strange(room: Room) -> int:
    room.error("update", FaultKind.GARBAGE, times=3)
    before = room.value("coffees")
    entry = await room.set("coffees", 9)
    for _ in range(3):
        await room.sync()
        room.demo.edit(USER, "coffees", room.day, before)  # else it would be found there, whatever the answers say
        room.pass_(seconds=SETTLING_SECONDS + 1)
    return await _synced(room, entry)


async def changed_elsewhere(room: Room) -> int:
    room.demo.edit(USER, "coffees", room.day, 5)
    await room.sync()
    entry = await room.set("coffees", 9)
    room.demo.edit(USER, "coffees", room.day, 12)
    room.pass_(minutes=20)
    return await _synced(room, entry)


async def third_total(room: Room) -> int:
    entry = await _lost(room)
    room.demo.edit(USER, "coffees", room.day, 77)
    room.pass_(seconds=SETTLING_SECONDS)
    return await _synced(room, entry)


async def maybe_twice(room: Room) -> int:
    entry = await _lost(room)
    room.pass_(seconds=SETTLING_SECONDS + 1)
    await room.sync()
    room.pass_(seconds=SETTLING_SECONDS / 10 + 1)
    room.error("increment", FaultKind.SLOW, seconds=0.2)
    sync = asyncio.create_task(room.sync())
    await until(lambda: room.written("coffees"))
    room.demo.edit(USER, "coffees", room.day, 4)  # the first one came through after all
    await sync
    return entry


async def cannot_read(room: Room) -> int:
    room.demo.edit(USER, "coffees", room.day, 2)
    room.demo.world.tokens.withhold(USER, READING_FOOD)
    room.pass_(minutes=2)
    return await _synced(room, await room.add("coffees"))


async def cannot_read_back(room: Room) -> int:
    entry = await _lost(room)
    room.demo.world.tokens.withhold(USER, READING_FOOD)
    room.pass_(seconds=SETTLING_SECONDS + 1)
    return await _synced(room, entry)


async def restored(room: Room) -> int:
    room.demo.edit(USER, "coffees", room.day, 2)
    await room.add("coffees")
    room.error("*", FaultKind.LOST_BEFORE, times=9)

    def damage() -> None:
        room.demo.world.faults.clear()
        (room.folder / DATABASE).write_bytes(b"gone" * 4096)

    await room.restart(damage)
    await room.sync()
    (line,) = await room.engine.views.outbox()
    return line.entry.id


async def too_long(room: Room) -> int:
    room.demo.edit(USER, "mood_note", room.day, "x" * 240)
    return await _synced(room, await _joined(room, "short walk"))


async def last_text(room: Room) -> int:
    room.demo.edit(USER, "mood_note", room.day, "")
    entry = await _synced(room, await _joined(room, "tea"))
    room.pass_(minutes=10)
    await room.engine.journal.undo(entry)
    room.error("update", FaultKind.REFUSE, error_code="validation", error="May not be blank")
    await room.sync()
    (line,) = await room.engine.views.outbox()
    return line.entry.id


async def _joined(room: Room, words: str) -> int:
    (entry,) = await room.engine.journal.save(Append(Key("mood_note", room.day), words, "09:10"))
    return entry.id


async def _synced(room: Room, entry: int) -> int:
    await room.sync()
    return entry


async def below_zero(room: Room) -> int:
    """Somebody else has lowered it since three were taken away."""
    room.demo.edit(USER, "coffees", room.day, 5)
    await room.sync()
    entry = await room.add("coffees", -3)
    room.demo.edit(USER, "coffees", room.day, 2)
    room.pass_(minutes=2)
    return await _synced(room, entry)


async def _lost(room: Room) -> int:
    """An addition to a total of 2 whose request never arrived, as the person alone knows."""
    room.demo.edit(USER, "coffees", room.day, 2)
    await room.sync()
    room.error("increment", FaultKind.LOST_BEFORE)
    return await _synced(room, await room.add("coffees"))


PLIGHTS = (
    Plight(
        Reason.OWNER,
        owner,
        ("Needs you: Withings fills it", "Taken over, Withings stops filling Weight until you give it back."),
        attribute="weight",
        label="Weight",
    ),
    Plight(Reason.OWNER_LOST, owner_lost, ("Needs you: now filled by Oura", "Taken over,")),
    Plight(
        Reason.GIVEN_BACK,
        given_back,
        ("Needs you: it was given back", "Exist will show Exist Desktop as its source"),
        attribute="water",
        label="Water",
        owned=("water",),
    ),
    Plight(
        Reason.INACTIVE,
        inactive,
        ("Needs you: it is switched off in Exist", "Taken over, it is shown in Exist again."),
        attribute="tv_min",
        label="TV",
        owned=(),
    ),
    Plight(
        Reason.SCOPE,
        scope,
        ("Needs you: sign in again to allow Food and drink",),
        scopes=ALL_SCOPES - WRITING_FOOD,
    ),
    Plight(Reason.INVALID, invalid, ("Needs you: Exist did not accept it", "Exist says: Value must be <b>less</b>")),
    Plight(Reason.REFUSED, refused, ("Needs you: Exist refused it", "Exist says: Not today")),
    Plight(Reason.NOT_FOUND, not_found, ("Needs you: Exist does not have it any more",)),
    Plight(
        Reason.TYPE_CHANGED,
        type_changed,
        ("Needs you: its type has changed, a percentage from 0 to 100 is expected",),
        attribute="water",
        label="Water",
        owned=(),
    ),
    Plight(Reason.ENDPOINT, endpoint, ("Needs you: this version may be out of date",)),
    Plight(Reason.STRANGE, strange, ("Needs you: Exist answered strangely",)),
    Plight(
        Reason.CHANGED_ELSEWHERE,
        changed_elsewhere,
        ("Needs you: changed elsewhere after you saved", "It was 5 when you saved 9; Exist has 12 now."),
    ),
    Plight(
        Reason.THIRD_TOTAL,
        third_total,
        ("Needs you: changed elsewhere, it may be counted already", "It was 2, and +1 makes 3; Exist has 77 now."),
    ),
    Plight(
        Reason.MAYBE_TWICE,
        maybe_twice,
        ("Needs you: it may be counted twice", "It was 2, and +1 makes 3; Exist has 4 now."),
    ),
    Plight(
        Reason.CANNOT_READ,
        cannot_read,
        ("Needs you: Exist's total cannot be seen, so nothing can be added to it",),
    ),
    Plight(
        Reason.CANNOT_READ,
        cannot_read_back,
        ("Needs you: Exist's total cannot be seen, it may be counted already", "It was 2, and +1 makes 3."),
        name="cannot_read, in doubt",
    ),
    Plight(Reason.BELOW_ZERO, below_zero, ("Needs you: that would be below zero", "Exist has 2 now.")),
    Plight(
        Reason.RESTORED,
        restored,
        ("Needs you: restored from the safety copy, it may be in Exist already",),
    ),
    Plight(
        Reason.TOO_LONG,
        too_long,
        ("Needs you: there is no room for it", "Exist has 240 characters there, and these are 17 more"),
        attribute="mood_note",
        label="Daily note",
        owned=("mood_note",),
    ),
    Plight(
        Reason.LAST_TEXT,
        last_text,
        ("Needs you: Exist keeps the last text of a day; write another",),
        attribute="mood_note",
        label="Daily note",
        owned=("mood_note",),
    ),
)
