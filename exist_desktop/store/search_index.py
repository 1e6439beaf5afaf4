"""The index of words: it takes up the texts that have changed in *history* since it last did.

It holds texts as they are searched, so that it and what a person types agree. Words are found by their beginnings, in a
tenth of the time that it takes to look through all texts; what has no such words, or is found nowhere as one, is looked
for in all texts: parts of words, scripts without spaces, emoji.
"""

from __future__ import annotations

import unicodedata

from exist_desktop.domain.text.fold import fold
from exist_desktop.store.transaction import Transaction

MOST_UNINDEXED = 100
SERIES_BITS = 20
SERIES = (1 << SERIES_BITS) - 1


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


def matches(tx: Transaction, term: str) -> list[tuple[int, str]]:
    """The day and the attribute of each text that holds a folded term, as far as the index has taken them up."""
    names = dict(tx.execute("SELECT id, name FROM series WHERE account = ?", (tx.account.id,)).fetchall())
    rows = _by_words(tx, term) if _is_of_words(term) else []
    rows = rows or _by_parts(tx, term)
    changed = {day << SERIES_BITS | series for series, day in tx.execute("SELECT series, day FROM unindexed")}
    return [(row >> SERIES_BITS, names[row & SERIES]) for row in rows if row & SERIES in names and row not in changed]


def _by_words(tx: Transaction, term: str) -> list[int]:
    return [row[0] for row in tx.execute("SELECT rowid FROM words WHERE words MATCH ?", (f'"{term}"*',))]


def _by_parts(tx: Transaction, term: str) -> list[int]:
    return [row[0] for row in tx.execute("SELECT rowid FROM words WHERE instr(folded, ?)", (term,))]


def _is_of_words(term: str) -> bool:
    """Whether it consists of letters of a script with words, and digits."""
    return all(unicodedata.category(character) in ("Ll", "Nd") for character in term)
