"""The index of words: it takes up the texts of *history* that have changed since the last time.

It has the texts in their folded form, so that they agree with what a person types. Words are found by their beginnings,
in a tenth of the time that a search of all texts takes. All texts are searched for terms that are no such words, or
that few words begin with: parts of words, scripts without spaces, emoji.
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
"""If fewer texts are found by the beginnings of words, the term is also searched for within words."""
# in one row, since at each row the database's thread and that of the window would take turns
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
    """Returns attribute, day and text of what has changed since; the index does not have these."""
    found = tx.execute(
        "SELECT name, unindexed.day, value FROM unindexed JOIN series ON series.id = unindexed.series "
        "JOIN history ON history.series = unindexed.series AND history.day = unindexed.day "
        "WHERE account = ? AND typeof(value) = 'text'",
        (tx.account.id,),
    )
    return [(name, day, value) for name, day, value in found]


def matches(tx: Transaction, term: str) -> dict[str, set[int]]:
    """Returns the days of the texts that contain a folded term, by attribute, as far as they are in the index.

    If few words begin with it, it is searched for within words, too.
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
