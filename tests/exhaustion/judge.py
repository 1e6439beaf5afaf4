"""What must hold in every state, and where the program has come to rest."""

from __future__ import annotations

from typing import NoReturn

from exist_desktop.domain.account import Account
from exist_desktop.domain.outbox.actions import actions
from exist_desktop.domain.outbox.ops import fold
from exist_desktop.domain.values import NotRead, same
from exist_desktop.store import rows
from exist_desktop.store.reading.outbox_list import read_outbox
from exist_desktop.store.reading.views import read_value
from exist_desktop.store.transaction import Transaction
from tests.exhaustion.program import USER
from tests.exhaustion.world import World
from tests.known import known_after
from tests.simulation.network import ORIGIN
from tests.simulation.promises import Broken, Promise

ACCOUNT = Account(1, ORIGIN, USER)


def check(world: World) -> None:
    """Whatever has happened: nothing is lost, and nothing counts as something that it is not."""
    kept = {row["uid"]: row for row in world.disk.rows("SELECT uid, day, undone_at FROM entry")}
    for uid in world.uids:
        if uid not in kept or (kept[uid]["undone_at"] is not None and uid not in world.taken_back):
            _fail(Promise.SAVED_STAYS, f"{uid} is gone")
        if kept[uid]["day"] != world.place[1]:
            _fail(Promise.DAY_STAYS, f"{uid} is of {kept[uid]['day']}")
    for op in world.disk.rows("SELECT id, kind, state, outcome, reason FROM op"):
        times = world.applied[op["id"]]
        told = f"op {op['id']} is {op['state']} {op['outcome'] or op['reason'] or ''}, and was applied {times} times"
        _check_op(op["kind"], op["state"], op["outcome"], times, told)


def _check_op(kind: str, state: str, outcome: str | None, times: int, told: str) -> None:
    match kind, state:
        case "add", "done" if outcome not in ("moot", "cancelled_out") and times != 1:
            _fail(Promise.ADD_COUNTS_ONCE, told)
        case "add", _ if times > 1:
            _fail(Promise.ADD_COUNTS_ONCE, told)
        case "add", ("pending" | "held" | "dropped") if times:
            _fail(Promise.APPLIED_NEVER_WAITS, told)
        case "lines", ("pending" | "held" | "dropped") if times:
            _fail(Promise.APPLIED_NEVER_WAITS, told)
        case "lines", "done" if outcome not in ("moot", "cancelled_out") and not times:
            _fail(Promise.SET_IS_THERE, told)
        case "set", "done" if not times:
            _fail(Promise.SET_IS_THERE, told)


def check_rest(world: World) -> None:
    """Nothing more will happen: what is not done is visible, and the total is the fold of the entries."""
    asked = read_outbox(Transaction(world.disk.connection, ACCOUNT), None)
    for line in asked:
        if line.entry.reason is None or not actions(line):
            _fail(Promise.ARRIVES, f"{line.entry} waits for ever")
    if asked and not world.state.asking:
        _fail(Promise.NOT_ASKED, f"{asked[0].entry}")
    unfinished = world.disk.rows("SELECT id FROM op WHERE state NOT IN ('done', 'dropped')")
    if bool(unfinished) != bool(asked):
        _fail(Promise.VISIBLE, f"{len(unfinished)} ops stand, and {len(asked)} entries are shown")
    if not asked:
        _check_total(world)


def _check_total(world: World) -> None:
    standing = world.disk.rows("SELECT * FROM entry WHERE undone_at IS NULL ORDER BY id")
    there = world.exist.value(USER, *world.place)
    expected = None
    if standing:
        expected = known_after(None, fold([rows.command(row) for row in standing]))
    if not same(there, expected, world.kind):
        _fail(Promise.TOTAL_IS_THE_FOLD, f"Exist has {there!r}, and what stands makes {expected!r}")
    shown = read_value(Transaction(world.disk.connection, ACCOUNT), world.key)
    if isinstance(shown, NotRead) or not same(shown, expected, world.kind):
        _fail(Promise.TOTAL_IS_THE_FOLD, f"{shown!r} is shown, and what stands makes {expected!r}")


def _fail(promise: Promise, what: str) -> NoReturn:
    raise Broken(promise, what)
