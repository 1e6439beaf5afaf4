"""What the owner of an attribute is after this client acquired or released it, or was refused a write.

Each function is one part of a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.ownership.entries import OwnerRequest
from exist_desktop.domain.ownership.record import Filler, Why
from exist_desktop.store import catalogue
from exist_desktop.store.ownership.record import note
from exist_desktop.store.transaction import Transaction


def acquired(tx: Transaction, name: str, attribute: Attribute | None, now: float, why: Why = Why.TAKEN_OVER) -> None:
    """Saves that this client has become the owner, and deletes the consent that it may have needed.

    `attribute` is the attribute as the answer has it, if it does.
    """
    before = catalogue.attribute(tx, name)
    if attribute is not None and attribute.name == name:
        catalogue.put_some(tx, [attribute], [name])
    if before is None or not before.owned:
        note(tx, name, before, Filler(Owner.THIS_CLIENT, attribute.service if attribute else None), why, now)
    tx.execute(
        "UPDATE attribute SET owned = 1, was_owned = 1, active = 1, given_back_at = NULL, "
        "reacquired_at = CASE WHEN denied_at IS NULL THEN reacquired_at ELSE ? END, denied_at = NULL "
        "WHERE account = ? AND name = ?",
        (now, tx.account.id, name),
    )
    tx.execute("DELETE FROM consent WHERE account = ? AND attribute = ?", (tx.account.id, name))


def given_back(tx: Transaction, name: str, now: float) -> None:
    """Saves that this client is not the owner because the person gave the attribute back: it is not lost."""
    tx.execute(
        "UPDATE attribute SET owned = 0, was_owned = 0, denied_at = NULL, given_back_at = ? "
        "WHERE account = ? AND name = ?",
        (now, tx.account.id, name),
    )
    tx.execute("DELETE FROM consent WHERE account = ? AND attribute = ?", (tx.account.id, name))


def are_gone(tx: Transaction, names: Iterable[str], now: float) -> None:
    """Saves that Exist does not list these attributes. One whose release it has answered is not this client's."""
    for name in names:
        known = catalogue.attribute(tx, name)
        answered = "account = ? AND attribute = ? AND kind = 'give-back' AND state = 'checking' AND answered"
        found = tx.execute(f"SELECT 1 FROM owner_entry WHERE {answered}", (tx.account.id, name)).fetchone()
        if known is not None and found is not None:
            catalogue.put_some(tx, [replace(known, service=None, active=False)], [], now)


def denied(tx: Transaction, name: str, now: float) -> None:
    """Saves that Exist refused a write because this client is not the owner. Who is it, the next reading says."""
    tx.execute(
        "UPDATE attribute SET denied_at = ? WHERE account = ? AND name = ?",
        (now, tx.account.id, name),
    )


def begin_request(tx: Transaction, request: OwnerRequest, names: Sequence[str], until: float) -> None:
    """Saves, before it leaves, that a request may be on its way until then."""
    tx.executemany(
        "INSERT INTO owner_fence VALUES (?, ?, ?, 0, ?) ON CONFLICT (account, attribute, kind) "
        "DO UPDATE SET until = max(until, flying), flying = excluded.flying",
        [(tx.account.id, name, request, until) for name in names],
    )


def fence(tx: Transaction, name: str, until: float) -> None:
    """Saves that requests of either kind, of which nothing else is known, may be on their way until then."""
    tx.executemany(
        "INSERT INTO owner_fence VALUES (?, ?, ?, ?, 0) ON CONFLICT (account, attribute, kind) "
        "DO UPDATE SET until = max(until, excluded.until)",
        [(tx.account.id, name, request, until) for request in OwnerRequest],
    )


def was_answered(tx: Transaction, request: OwnerRequest, names: Sequence[str]) -> None:
    """Saves that the last such request is not on its way any more. Earlier ones may be."""
    tx.executemany(
        "UPDATE owner_fence SET flying = 0 WHERE account = ? AND attribute = ? AND kind = ?",
        [(tx.account.id, name, request) for name in names],
    )


def fences(tx: Transaction) -> dict[tuple[str, OwnerRequest], float]:
    """Returns until when a request may be on its way, by attribute and request."""
    found = tx.execute(
        "SELECT attribute, kind, max(until, flying) AS until FROM owner_fence WHERE account = ?", (tx.account.id,)
    )
    return {(row["attribute"], OwnerRequest(row["kind"])): row["until"] for row in found}
