"""The index of words: it takes up the texts that have changed in *history* since it last did.

It holds texts as they are searched, so that it and what a person types agree. Words are found by their beginnings, in a
tenth of the time that it takes to look through all texts; what has no such words, or is found nowhere as one, is looked
for in all texts: parts of words, scripts without spaces, emoji.
"""

from __future__ import annotations

import json
import unicodedata

from exist_desktop.domain.text.fold import fold
from exist_desktop.store.transaction import Transaction

MOST_UNINDEXED = 100
SERIES_BITS = 20
SERIES = (1 << SERIES_BITS) - 1

FEW = 50
"""Fewer texts than that are too few to leave out those that hold a term within a word."""
# in one row: for each more, the database's thread would take its turn with that of the window
_BY_WORDS = "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?"
_BY_PARTS = "SELECT json_group_array(rowid) FROM words WHERE instr(folded, ?)"


def take_up(tx: Transaction) -> None:
    """Brings the index to what the history has now."""
    changed = tx.execute(
        "SELECT unindexed.series, unindexed.day, value FROM unindexed "
        "LEFT JOIN history ON history.series = unindexed.series AND history.day = unindexed.day"
    ).fetchall()
    if not changed:
        return
    rows = [(day << SERIES_BITS | series, value) for series, day, value in changed]
    tx.executemany("DELETE FROM words WHERE rowid = ?", [(row,) for row, _ in rows])
    tx.executemany(
        "INSERT INTO words (rowid, folded) VALUES (?, ?)",
        [(row, fold(value)) for row, value in rows if isinstance(value, str) and value],
    )
    tx.execute("DELETE FROM unindexed")


def is_behind(tx: Transaction) -> bool:
    """Whether so many texts have changed that looking through them takes time."""
    return len(tx.execute("SELECT 1 FROM unindexed LIMIT ?", (MOST_UNINDEXED,)).fetchall()) == MOST_UNINDEXED


def unindexed(tx: Transaction) -> list[tuple[str, int, str]]:
    """The attribute, the day and the text of what has changed since; the index does not answer for these."""
    found = tx.execute(
        "SELECT name, unindexed.day, value FROM unindexed JOIN series ON series.id = unindexed.series "
        "JOIN history ON history.series = unindexed.series AND history.day = unindexed.day "
        "WHERE account = ? AND typeof(value) = 'text'",
        (tx.account.id,),
    )
    return [(name, day, value) for name, day, value in found]


def matches(tx: Transaction, term: str) -> dict[str, set[int]]:
    """The days of the texts that hold a folded term, by attribute, as far as the index has taken them up.

    Where few words begin with it, it is looked for within words, too.
    """
    found = _days_by_series(tx, _BY_WORDS, f'"{term}"*') if _is_of_words(term) else {}
    if sum(map(len, found.values())) < FEW:
        found = _days_by_series(tx, _BY_PARTS, term)
    for series, day in tx.execute("SELECT series, day FROM unindexed"):
        found.get(series, set()).discard(day)
    names = tx.execute("SELECT id, name FROM series WHERE account = ?", (tx.account.id,))
    return {name: found[series] for series, name in names if series in found}


def _days_by_series(tx: Transaction, statement: str, term: str) -> dict[int, set[int]]:
    (listed,) = tx.execute(statement, (term,)).fetchone()
    rows = json.loads(listed)
    return {
        series: {row >> SERIES_BITS for row in rows if row & SERIES == series}
        for series in {row & SERIES for row in rows}
    }


def _is_of_words(term: str) -> bool:
    """Whether it consists of letters of a script with words, and digits."""
    return all(unicodedata.category(character) in ("Ll", "Nd") for character in term)
