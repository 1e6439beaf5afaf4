"""Instants on the disk that cannot be true, since the computer's clock was set back between two runs.

What has happened lies in the past, and no wait is longer than the longest one that is ever planned. Otherwise a
reading of tomorrow would count as fresh until tomorrow, and a check would wait for the day after.
"""

from __future__ import annotations

import sqlite3

from exist_desktop.domain.account import Account

LONGEST_WAIT = 86_400.0
"""The longest wait that is planned: the daily probe of what is held."""


def put_right(connection: sqlite3.Connection, account: Account, now: float, settling: float) -> None:
    """Brings instants back that lie ahead; a reading whose age cannot be told counts as an old one."""
    times = {"account": account.id, "now": now, "settled": now + settling, "latest": now + LONGEST_WAIT}
    connection.execute("UPDATE reading SET read_at = 0 WHERE account = :account AND read_at > :now", times)
    connection.execute(
        "UPDATE op SET sent_at = min(sent_at, :now), checked_at = min(checked_at, :now), "
        "not_before = min(not_before, CASE WHEN state = 'unknown' THEN :settled ELSE :latest END) "
        "WHERE account = :account AND state NOT IN ('done', 'dropped')",
        times,
    )
    connection.execute(
        "UPDATE attribute SET denied_at = min(denied_at, :now), reacquired_at = min(reacquired_at, :now) "
        "WHERE account = :account AND (denied_at > :now OR reacquired_at > :now)",
        times,
    )
    connection.execute("UPDATE fence SET until = :settled WHERE account = :account AND until > :settled", times)
