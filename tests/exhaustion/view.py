"""What two states must have in common to be one and the same: all that can still decide anything.

Numbers of rows become places, instants become ages, and ages beyond all that the program looks at are one age.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable
from pathlib import Path
from typing import Any

from exist_desktop.domain.account import Account
from exist_desktop.store import history
from exist_desktop.store.meta import DISPATCHES
from exist_desktop.store.transaction import Transaction
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.exhaustion.program import USER
from tests.exhaustion.state import STALEST_READ, State
from tests.exhaustion.world import World
from tests.simulation.network import ORIGIN

OLDEST = -1000.0
"""Older than everything that an age is compared with here: a total's quarter of an hour is the longest."""
SINCE_SECONDS = 60.0
"""The age of an entry is compared as roughly as this: it counts only against a quarter of an hour."""
FINISHED = ("done", "dropped")
_OPS = (
    "SELECT id, kind, value, state, since, shown, accepted, base, sent_at, phase, checked_at, strange, not_before, "
    "reason, outcome FROM op ORDER BY id"
)
_ACCOUNT = Account(1, ORIGIN, USER)
_ENTRIES = "SELECT uid, kind, value, shown, op, undone_at IS NULL AS standing FROM entry ORDER BY id"


def view(world: World) -> Hashable:
    """The present state as it is compared with others."""
    now, state = world.now, world.state
    ops = world.disk.rows(_OPS)
    place = {op["id"]: number for number, op in enumerate(ops)}
    applied = world.applied
    reading = history.reading(Transaction(world.disk.connection, _ACCOUNT), world.key)
    read_at = reading.at
    return (
        tuple((*_op(op, now, read_at), applied[op["id"]]) for op in ops),
        tuple(
            (e["uid"], e["kind"], e["value"], e["shown"], place[e["op"]], e["standing"])
            for e in world.disk.rows(_ENTRIES)
        ),
        tuple(max(row["until"] - now, 0.0) for row in world.disk.rows("SELECT until FROM fence")),
        (reading.value, max(read_at - now, -61.0)),
        _service(world),
        tuple((place[late.op], late.left_at - now, late.body) for late in world.air),
        _copy(world),
        (tuple(world.uids), frozenset(world.taken_back)),
        (state.asking, state.acts, state.crashes, state.faults),
    )


def _op(op: Any, now: float, read_at: float) -> tuple[object, ...]:
    if op["state"] in FINISHED:
        return op["kind"], op["value"], op["state"], op["outcome"]
    looked_at = max(op["sent_at"] or 0.0, op["checked_at"] or 0.0)
    return (
        op["kind"],
        op["value"],
        op["state"],
        _age(op["since"], now) // SINCE_SECONDS,
        op["shown"],
        op["accepted"],
        op["base"],
        _age(op["sent_at"], now),
        op["phase"],
        _age(op["checked_at"], now),
        op["strange"],
        max(op["not_before"] - now, 0.0),
        op["reason"],
        read_at > looked_at,
        read_at >= op["not_before"],
    )


def _age(instant: float | None, now: float) -> float:
    return 0.0 if instant is None else max(instant - now, OLDEST)


def _service(world: World) -> tuple[object, ...]:
    """The value there, and those that a reading may still show."""
    past = world.exist.accounts[USER].values.get(world.place, [])
    young = [(at - world.now, value) for at, value in past if at > world.now - STALEST_READ]
    before = past[-len(young) - 1][1] if len(past) > len(young) else None
    return before, tuple(young)


def _copy(world: World) -> tuple[object, ...]:
    open_uids, noted = _copied(world.copy_path, world.copy_path.read_bytes())
    number = world.disk.rows("SELECT value FROM meta WHERE name = ?", (DISPATCHES,))
    return open_uids, (int(number[0]["value"]) if number else 0) - noted


@functools.lru_cache(maxsize=4096)
def _copied(path: Path, _contents: bytes) -> tuple[frozenset[str], int]:
    copy = UnsentLog(path)
    return frozenset(copied.new.uid for copied in copy.unfinished()), copy.dispatches()


def staleness(state: State) -> list[float]:
    """By how many seconds a reading must lag to show each of the values that it may."""
    ages = [state.now - at for at, _ in state.values if at > state.now - STALEST_READ]
    return [age + 0.5 for age in ages]
