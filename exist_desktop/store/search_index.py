"""The index of words: it takes up the texts of *history* that have changed since the last time.

It has the texts in their folded form, so that they agree with what a person types. Words are found by their beginnings,
in a tenth of the time that a search of all texts takes. All texts are searched for terms that are no such words, or
that few words begin with: parts of words, scripts without spaces, emoji.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterable

from exist_desktop.domain.text.fold import fold
from exist_desktop.domain.values import Value
from exist_desktop.store.transaction import Transaction

MOST_UNINDEXED = 100
SERIES_BITS = 20
SERIES = (1 << SERIES_BITS) - 1

FEW = 50
"""If fewer texts are found by the beginnings of words, the term is also searched for within words."""
_CHANGED = (
    "SELECT unindexed.series, unindexed.day, value FROM unindexed "
    "LEFT JOIN history ON history.series = unindexed.series AND history.day = unindexed.day"
)
# in one row, since at each row the database's thread and that of the window would take turns
_BY_WORDS = "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?"
_BY_PARTS = "SELECT json_group_array(rowid) FROM words WHERE instr(folded, ?)"
# texts that were taken up by an earlier version may have several spaces in a row
_BY_PHRASE = (
    "SELECT json_group_array(rowid) FROM words "
    "WHERE instr(replace(replace(replace(folded, '  ', ' '), '  ', ' '), '  ', ' '), ?)"
)


def take_up(tx: Transaction) -> None:
    """Brings the index to what the history has now."""
    changed = tx.execute(_CHANGED).fetchall()
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


def days_of(tx: Transaction, term: str, names: Collection[str], replaced: Iterable[tuple[str, int]]) -> set[int]:
    """Returns the days on which one of the attributes `names` has a text with a folded term.

    If few words begin with it, it is searched for within words, too. `replaced` are attributes and days of which
    something else is shown; they do not count.
    """
    of_account = tx.execute("SELECT name, id FROM series WHERE account = ?", (tx.account.id,))
    series = {name: number for name, number in of_account if name in names}
    numbers = frozenset(series.values())
    changed = tx.execute(_CHANGED).fetchall()
    gone = {day << SERIES_BITS | series[name] for name, day in replaced if name in series}
    newer = {day << SERIES_BITS | number: value for number, day, value in changed}
    rows = [row for row in _rows(tx, term) if row & SERIES in numbers]
    if gone or newer:
        rows = [row for row in rows if row not in newer]
        rows += [row for row, value in newer.items() if row & SERIES in numbers and _has(value, term)]
        rows = [row for row in rows if row not in gone]
    return {row >> SERIES_BITS for row in rows}


def _has(value: Value | None, term: str) -> bool:
    return isinstance(value, str) and term in fold(value)


def _rows(tx: Transaction, term: str) -> list[int]:
    """Returns the rows of the index that have a term, as far as it has taken them up."""
    found = _listed(tx, _BY_WORDS, f'"{term}"*') if _is_of_words(term) else []
    return found if len(found) >= FEW else _listed(tx, _BY_PHRASE if " " in term else _BY_PARTS, term)


def _listed(tx: Transaction, statement: str, term: str) -> list[int]:
    (listed,) = tx.execute(statement, (term,)).fetchone()
    return json.loads(listed)  # type: ignore[no-any-return]


def _is_of_words(term: str) -> bool:
    """Whether it consists of letters of a script with words, and digits."""
    return all(unicodedata.category(character) in ("Ll", "Nd") for character in term)
