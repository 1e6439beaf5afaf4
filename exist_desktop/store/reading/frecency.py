"""What quick entry reads of the person's own history: uses, and a day's moods."""

from __future__ import annotations

import json
from datetime import date
from itertools import zip_longest

from exist_desktop.domain.attributes import MOOD, MOOD_NOTE
from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.statistics.frecency import Use
from exist_desktop.store import rows
from exist_desktop.store.outbox.undo import undone_uid
from exist_desktop.store.transaction import Transaction

MOST_USES = 2_000
"""Entries that are looked at, the newest ones."""


def uses(tx: Transaction, since: float) -> tuple[Use, ...]:
    """Returns what was logged since an instant and not undone, newest first. Instants are exact to 0.01 s.

    They come in one row, since each further row would let the database's thread and the window's take turns.
    """
    (found,) = tx.execute(
        "SELECT json_group_array(json_array(attribute, at)) FROM (SELECT attribute, at FROM entry "
        "WHERE account = ? AND at >= ? AND undone_at IS NULL ORDER BY at DESC LIMIT ?)",
        (tx.account.id, since, MOST_USES),
    ).fetchone()
    return tuple(Use(attribute, at) for attribute, at in json.loads(found))


SLIP_SECONDS = 60.0
"""A mood that is replaced within this time was a slip."""


def moods_of(tx: Transaction, day: date, since: float) -> tuple[Entry, ...]:
    """Returns the entries of mood and note for a day that were made since an instant, oldest first.

    Undone moods, their undo, and moods that were corrected at once are left out.
    """
    found = tx.execute(
        "SELECT entry.*, op.state, op.reason, op.detail FROM op JOIN entry ON entry.op = op.id "
        "WHERE op.account = ? AND op.attribute IN (?, ?) AND op.day = ? AND entry.at >= ? "
        "AND entry.undone_at IS NULL ORDER BY entry.id",
        (tx.account.id, MOOD, MOOD_NOTE, day.isoformat(), since),
    )
    listed = [rows.entry(row) for row in found]
    undone = {origin for entry in listed if (origin := undone_uid(entry.uid))}
    kept = [entry for entry in listed if entry.uid not in undone and not undone_uid(entry.uid)]
    return tuple(entry for entry, later in zip_longest(kept, kept[1:]) if not _is_slip(entry, later))


def _is_slip(entry: Entry, later: Entry | None) -> bool:
    """Whether the next entry corrected a mood so soon that a wrong face was pressed."""
    if later is None or entry.key.attribute != MOOD or later.key != entry.key:
        return False
    return later.at - entry.at < SLIP_SECONDS


def agreed(tx: Transaction) -> frozenset[str]:
    """Returns the attributes that the person agreed to take over, if that has not happened yet."""
    found = tx.execute("SELECT attribute FROM consent WHERE account = ?", (tx.account.id,))
    return frozenset(row["attribute"] for row in found)
