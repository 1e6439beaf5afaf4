"""Small facts that outlive a run, by name: of one account, or of this computer."""

from __future__ import annotations

from exist_desktop.domain.account import Account
from exist_desktop.store.transaction import Transaction

COMPUTER = Account(0, "", "")
"""The owner of facts about this computer; no account has its number."""

CURRENT = "current_account"
SIGNED_IN = "signed_in"
LAST_SYNC = "last_sync"
CATALOGUE_READ = "catalogue_read"
TEMPLATES_READ = "templates_read"
AVERAGES_READ = "averages_read"
INSIGHTS_READ = "insights_read"
INSIGHTS_SINCE = "insights_since"
"""From this day on all insights are here."""
CORRELATIONS_READ = "correlations_read"
PAST_AVERAGES_READ = "past_averages_read:"
"""With the name of the attribute behind it."""
RELATIONS_DECIDED = "relations_decided"
"""The pairs of attributes that are kept, and those that are hidden for good, as JSON."""
RELATIONS_SEEN = "relations_seen:"
"""With the question behind it: what was listed at the last looks, as JSON."""
MAPPED_BEFORE = "mapped_before:"
"""With a kind of files behind it: how the last one was mapped, as JSON."""
PACING = "pacing"
CONDITION = "condition"
REFRESHING = "refreshing"
REFUSED = "refused"
"""The mark of a refresh token that was refused."""
SALT = "salt"
"""With it, marks of tokens cannot be looked up in a table of hashes."""
DISPATCHES = "departures"
COUNTED_BY = "counted_by"


def get(tx: Transaction, name: str) -> str | None:
    """Returns the fact of that name, or None."""
    row = tx.execute("SELECT value FROM meta WHERE account = ? AND name = ?", (tx.account.id, name)).fetchone()
    return row["value"] if row else None


def put(tx: Transaction, name: str, value: str | None) -> None:
    """Writes a fact; None deletes it."""
    if value is None:
        tx.execute("DELETE FROM meta WHERE account = ? AND name = ?", (tx.account.id, name))
        return
    tx.execute(
        "INSERT INTO meta (account, name, value) VALUES (?, ?, ?) "
        "ON CONFLICT (account, name) DO UPDATE SET value = excluded.value",
        (tx.account.id, name, value),
    )


def forget_findings(tx: Transaction) -> None:
    """Deletes which findings of Exist's were read, so that they are read again; they themselves stay."""
    tx.execute(
        "DELETE FROM meta WHERE account = ? AND (name IN (?, ?, ?) OR name GLOB ? || '*')",
        (tx.account.id, INSIGHTS_READ, INSIGHTS_SINCE, CORRELATIONS_READ, PAST_AVERAGES_READ),
    )


def instant(tx: Transaction, name: str) -> float | None:
    """Returns a fact that is an instant, in seconds since 1970, or None."""
    found = get(tx, name)
    return float(found) if found else None
