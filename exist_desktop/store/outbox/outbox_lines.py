"""An entry as the Outbox lists it, from a row that has its op's columns too."""

from __future__ import annotations

import sqlite3

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.outbox.ops import Doubt, EntryState, Kind, OpState, OutboxLine, Outcome, Phase
from exist_desktop.store import rows

LINE = (
    "SELECT entry.*, op.state, op.reason, op.detail, op.settled_at, op.outcome, op.total, op.base, "
    "op.phase, op.kind AS op_kind, op.value AS op_value FROM entry JOIN op ON op.id = entry.op "
)
"""The columns of a line, before what says which."""


def line_of(row: sqlite3.Row, attribute: Attribute) -> OutboxLine:
    """The line of a row with these columns."""
    entry = rows.entry(row)
    if row["state"] == OpState.DOUBT and row["op_kind"] == Kind.ADD:
        return OutboxLine(entry, attribute, doubt=Doubt(row["base"], row["op_value"]))
    if entry.state is not EntryState.SENT:
        unanswered = row["state"] == OpState.PENDING and row["phase"] == Phase.LOST
        return OutboxLine(entry, attribute, unanswered=unanswered)
    return OutboxLine(entry, attribute, row["settled_at"], row["total"], Outcome(row["outcome"]))
