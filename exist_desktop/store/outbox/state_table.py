"""Rows that move from state to state by a table: what a rule of it says, and the one statement that follows it.

A transition that is not in the table raises, and its transaction is rolled back: what is in an impossible state could
be sent twice, or never.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from exist_desktop.store.transaction import Transaction

State = TypeVar("State", bound=StrEnum)


class Rule(Struct, Generic[State], frozen=True):
    """From which states a transition leads to which, and the assignments of columns that go with it."""

    before: frozenset[State]
    after: State
    clears: str = ""


class NoSuchTransitionError(Exception):
    """A row cannot move from its state to that one: a bug."""


def change_state(
    tx: Transaction,
    table: Literal["op", "owner_entry"],
    number: int,
    transition: Enum,
    rule: Rule[State],
    columns: Mapping[str, object],
) -> None:
    """Moves the row of that number by the rule of a transition. Raises `NoSuchTransitionError`."""
    assignments = [f"state = '{rule.after}'", *(f"{name} = :{name}" for name in columns)]
    states = ", ".join(f"'{state}'" for state in sorted(rule.before))
    statement = f"UPDATE {table} SET {', '.join(filter(None, [*assignments, rule.clears]))} WHERE id = :id"
    moved = tx.execute(f"{statement} AND state IN ({states})", {"id": number, **columns})
    if moved.rowcount != 1:
        row = tx.execute(f"SELECT state FROM {table} WHERE id = ?", (number,)).fetchone()
        raise NoSuchTransitionError(f"{table} {number} is {row['state'] if row else 'missing'}: no {transition.name}")
