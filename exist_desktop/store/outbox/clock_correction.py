"""Corrects instants on the disk after the computer's clock was set between two runs.

If it is known how long the system has been running, so is the jump of the clock, and instants move with it. Else those
that cannot be true are corrected: nothing has happened in the future, and no wait is longer than the longest planned
one. Otherwise a reading of tomorrow would count as fresh until tomorrow.
"""

from __future__ import annotations

import json

from msgspec import Struct

from exist_desktop.domain.day import DAY_SECONDS, HOUR_SECONDS
from exist_desktop.store import history_copy, meta, strict_json
from exist_desktop.store.transaction import Transaction

LONGEST_WAIT = DAY_SECONDS
"""The longest wait that is planned: the daily probe of what is held."""
LONGEST_PAUSE = HOUR_SECONDS
"""The longest wait of what waits to be sent: after an answer without sense it is tried again in an hour."""

_MINE = "series IN (SELECT id FROM series WHERE account = :account)"
_JUMP = 0.5
"""A smaller difference between two clocks, in seconds, does not count as a change of the clock."""


class Uptime(Struct, frozen=True):
    """How long the system has been running. Values are comparable within one `start` of the system."""

    start: str
    seconds: float


def follow_clock(tx: Transaction, now: float, uptime: Uptime | None) -> None:
    """Moves the account's instants by as much as the clock was set since the last call, if that is known."""
    if uptime is None:
        return
    kept = _kept(meta.get(tx, meta.COUNTED_BY))
    if kept is not None and kept[0].start == uptime.start:
        jump = (now - kept[1]) - (uptime.seconds - kept[0].seconds)
        if abs(jump) > _JUMP:
            _move(tx, jump)
    fields = {"start": uptime.start, "seconds": uptime.seconds, "now": now}
    meta.put(tx, meta.COUNTED_BY, json.dumps(fields))


def _kept(note: str | None) -> tuple[Uptime, float] | None:
    """Returns the clocks of the last call, or None if they are not known."""
    try:
        fields = strict_json.loads(note or "")
        return Uptime(str(fields["start"]), float(fields["seconds"])), float(fields["now"])
    except (ValueError, TypeError, KeyError, OverflowError):
        return None


def _move(tx: Transaction, jump: float) -> None:
    moved = {"account": tx.account.id, "jump": jump, "pacing": meta.PACING, "beginning": history_copy.BEGINNING}
    tx.execute(f"UPDATE covered SET read_at = read_at + :jump WHERE {_MINE}", moved)
    tx.execute(f"UPDATE withheld SET asked_at = asked_at + :jump WHERE {_MINE}", moved)
    tx.execute(f"UPDATE extent SET refused_at = refused_at + :jump WHERE {_MINE}", moved)
    tx.execute(f"UPDATE fresh SET read_at = read_at + :jump, written_at = written_at + :jump WHERE {_MINE}", moved)
    tx.execute(
        "UPDATE op SET sent_at = sent_at + :jump, checked_at = checked_at + :jump, "
        "not_before = CASE WHEN not_before > 0 THEN not_before + :jump ELSE not_before END "
        "WHERE account = :account AND state NOT IN ('done', 'dropped')",
        moved,
    )
    tx.execute(
        "UPDATE attribute SET denied_at = denied_at + :jump, reacquired_at = reacquired_at + :jump "
        "WHERE account = :account",
        moved,
    )
    tx.execute("UPDATE fence SET until = until + :jump WHERE account = :account", moved)
    tx.execute(
        "UPDATE owner_entry SET sent_at = sent_at + :jump, restored_at = restored_at + :jump, "
        "not_before = CASE WHEN not_before > 0 THEN not_before + :jump ELSE not_before END "
        "WHERE account = :account AND state NOT IN ('sent', 'undone')",
        moved,
    )
    tx.execute(
        "UPDATE owner_fence SET until = until + :jump, "
        "flying = CASE WHEN flying > 0 THEN flying + :jump ELSE flying END WHERE account = :account",
        moved,
    )
    tx.execute(
        "UPDATE meta SET value = json_set(value, '$.at', json_extract(value, '$.at') + :jump) "
        "WHERE account = :account AND name = :pacing AND json_valid(value)",
        moved,
    )
    tx.execute(
        "UPDATE meta SET value = json_set(value, '$.in_vain_at', json_extract(value, '$.in_vain_at') + :jump) "
        "WHERE account = :account AND name = :beginning AND json_valid(value) AND json_extract(value, '$.in_vain_at')",
        moved,
    )


def put_right(tx: Transaction, now: float, settling: float) -> None:
    """Corrects instants that lie in the future. A reading of unknown age counts as an old one."""
    times = {"account": tx.account.id, "now": now, "settled": now + settling, "later": now + LONGEST_PAUSE}
    times["latest"] = now + LONGEST_WAIT
    tx.execute(f"UPDATE covered SET read_at = 0 WHERE {_MINE} AND read_at > :now", times)
    tx.execute(f"UPDATE withheld SET asked_at = 0 WHERE {_MINE} AND asked_at > :now", times)
    tx.execute(f"UPDATE extent SET refused_at = 0 WHERE {_MINE} AND refused_at > :now", times)
    tx.execute(f"UPDATE fresh SET read_at = 0 WHERE {_MINE} AND read_at > :now", times)
    tx.execute(f"UPDATE fresh SET written_at = :now WHERE {_MINE} AND written_at > :now", times)
    tx.execute(
        "UPDATE op SET sent_at = min(sent_at, :now), checked_at = min(checked_at, :now), "
        "not_before = min(not_before, CASE state "
        "WHEN 'unknown' THEN :settled WHEN 'pending' THEN :later ELSE :latest END) "
        "WHERE account = :account AND state NOT IN ('done', 'dropped') "
        "AND (sent_at > :now OR checked_at > :now OR not_before > :now)",
        times,
    )
    tx.execute(
        "UPDATE attribute SET denied_at = min(denied_at, :now), reacquired_at = min(reacquired_at, :now) "
        "WHERE account = :account AND (denied_at > :now OR reacquired_at > :now)",
        times,
    )
    tx.execute(
        "UPDATE meta SET value = json_set(value, '$.in_vain_at', 0) "
        "WHERE account = :account AND name = :beginning AND json_valid(value) "
        "AND json_extract(value, '$.in_vain_at') > :now",
        {**times, "beginning": history_copy.BEGINNING},
    )
    tx.execute("UPDATE fence SET until = :settled WHERE account = :account AND until > :settled", times)
    tx.execute(
        "UPDATE owner_entry SET sent_at = min(sent_at, :now), restored_at = min(restored_at, :now), "
        "not_before = min(not_before, CASE state WHEN 'held' THEN :latest ELSE :settled END) "
        "WHERE account = :account AND state NOT IN ('sent', 'undone')",
        times,
    )
    tx.execute(
        "UPDATE owner_fence SET until = min(until, :settled), flying = min(flying, :settled) WHERE account = :account",
        times,
    )
