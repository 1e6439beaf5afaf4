"""Entries as programs get them, with the same names in every version. What saves them needs nothing else of `show`."""

from __future__ import annotations

from typing import Any

from exist_desktop.domain.outbox.ops import Entry
from exist_desktop.domain.ownership.entries import OwnerEntry


def entry_document(entry: Entry) -> dict[str, Any]:
    """Returns an entry for programs. The codes of `reason` do not change between versions."""
    return {
        "id": entry.id,
        "attribute": entry.key.attribute,
        "date": entry.key.day.isoformat(),
        "kind": str(entry.kind),
        "value": entry.amount,
        "state": str(entry.state),
        "reason": str(entry.reason) if entry.reason else None,
    }


def owner_document(entry: OwnerEntry) -> dict[str, Any]:
    """Returns a take-over, a give-back or a creation for programs: it has neither a day nor a value."""
    return {
        "id": entry.id,
        "attribute": entry.attribute,
        "date": None,
        "kind": str(entry.kind),
        "value": None,
        "state": str(entry.state),
        "reason": str(entry.reason) if entry.reason else None,
    }
