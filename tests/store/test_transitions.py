"""An op and a wish change their state in one place, by a table, and never as the table does not say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from exist_desktop.domain.outbox.ops import EntryState, OpState
from exist_desktop.domain.ownership.entries import OwnerKind
from exist_desktop.store.file.database import Connection
from exist_desktop.store.outbox.state_table import NoSuchTransitionError
from exist_desktop.store.outbox.transitions import TRANSITIONS, Transition, move
from exist_desktop.store.ownership import entries
from exist_desktop.store.ownership.transitions import WISH_TRANSITIONS, WishTransition
from exist_desktop.store.ownership.transitions import move as move_wish
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import Notebook, put, with_notebook

SOURCE = Path(__file__).parents[2] / "exist_desktop"
FIRST = {"op": OpState.PENDING, "owner_entry": EntryState.WAITING}
ENDS = {OpState.DONE, OpState.DROPPED}
ENDS_OF_WISHES = {EntryState.SENT, EntryState.UNDONE}
TAKING_IN = "store/transfer/importing.py"
"""Where entries of a file become history again, and never wait."""
_ASSEMBLED = re.compile(r"\bUPDATE (?:\?|op|owner_entry) SET \?")
"""A statement whose table or assignments are put together while the program runs."""


def _modules() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if path.parent.name != "file"]  # migrations are of the past


def _texts(path: Path) -> list[str]:
    """The literal texts of a module, each with the parts that stand beside one another in one."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return found


def _writes_state(text: str) -> bool:
    """Whether a statement assigns the state of an op or a wish; a condition on it is none of this."""
    tables = "|".join(FIRST)
    assigned = re.search(rf"\bUPDATE\s+(?:OR\s+\w+\s+)?(?:{tables})\s+SET\s+(.*?)(?:\bWHERE\b|$)", text, re.DOTALL)
    return assigned is not None and re.search(r"\bstate\s*=", assigned[1]) is not None


def test_the_state_of_an_op_and_of_a_wish_is_written_in_one_place() -> None:
    modules = _modules()
    assert {path.name for path in modules for text in _texts(path) if _writes_state(text)} == set()
    assembled = {str(path.relative_to(SOURCE)) for path in modules for text in _texts(path) if _ASSEMBLED.search(text)}
    assert assembled == {"store/outbox/state_table.py"}
    moving = re.compile(r"(?<!def )\bchange_state\(")
    callers = {str(path.relative_to(SOURCE)) for path in modules if moving.search(path.read_text(encoding="utf-8"))}
    assert callers == {"store/outbox/transitions.py", "store/ownership/transitions.py"}


@pytest.mark.parametrize(("table", "first"), FIRST.items())
def test_what_is_saved_waits_at_first(table: str, first: str) -> None:
    entering = [
        text
        for path in _modules()
        if str(path.relative_to(SOURCE)) != TAKING_IN
        for text in _texts(path)
        if re.search(rf"\bINTO\s+{table}\b", text)
    ]
    assert entering
    assert all(f"'{first}'" in text for text in entering)


def test_what_returns_from_a_file_is_over() -> None:
    returning = [text for text in _texts(SOURCE / TAKING_IN) if re.search(r"\bINTO\s+(?:op|owner_entry)\b", text)]
    states = [set(re.findall(r"'(\w+)'", text)) for text in returning]
    assert states == [{OpState.DONE, OpState.DROPPED}]


@pytest.mark.parametrize(
    ("statement", "writes"),
    [
        ("UPDATE op SET state = 'done' WHERE id = ?", True),
        ("UPDATE OR IGNORE op\n SET phase = ?, state = ?", True),
        ("UPDATE owner_entry SET state = 'held' WHERE id = ?", True),
        ("UPDATE op SET phase = ? WHERE state = 'held'", False),
        ("UPDATE owner_entry SET not_before = ? WHERE state = 'held'", False),
        ("SELECT id FROM op WHERE state = 'held'", False),
    ],
)
def test_what_counts_as_writing_a_state(statement: str, *, writes: bool) -> None:
    assert _writes_state(statement) is writes


@pytest.mark.parametrize("state", OpState)
def test_what_ended_stays_and_all_else_can_go_on(state: OpState) -> None:
    leading_away = {rule.after for rule in TRANSITIONS.values() if state in rule.before and rule.after is not state}
    assert bool(leading_away) is (state not in ENDS)
    assert set(TRANSITIONS) == set(Transition)


@pytest.mark.parametrize("state", EntryState)
def test_a_wish_that_ended_stays_and_any_other_can_go_on(state: EntryState) -> None:
    leading_away = {
        rule.after for rule in WISH_TRANSITIONS.values() if state in rule.before and rule.after is not state
    }
    assert bool(leading_away) is (state not in ENDS_OF_WISHES)
    assert set(WISH_TRANSITIONS) == set(WishTransition)


@with_notebook
async def test_a_transition_that_is_not_in_the_table_raises_and_nothing_is_changed(book: Notebook) -> None:
    await book.journal.save(put(4, "mood"))
    for transition, rule in TRANSITIONS.items():
        if OpState.PENDING in rule.before:
            continue

        def wrong(connection: Connection, transition: Transition = transition) -> None:
            (number,) = connection.execute("SELECT id FROM op").fetchone()
            connection.execute("UPDATE op SET detail = 'lost with the rest'")
            move(Transaction(connection, book.account), number, transition)

        with pytest.raises(NoSuchTransitionError, match=f"is pending: no {transition.name}"):
            await book.store.database.write(wrong)
    (op,) = await book.unfinished()
    assert (op.state, op.detail) == (OpState.PENDING, "")


@with_notebook
async def test_an_op_that_is_not_there_cannot_be_moved(book: Notebook) -> None:
    with pytest.raises(NoSuchTransitionError, match="missing"):
        await book.store.write(book.account, lambda tx: move(tx, 99, Transition.DROP))


@with_notebook
async def test_a_wish_moves_as_its_table_says_or_not_at_all(book: Notebook) -> None:
    wanted = await book.store.write(
        book.account, lambda tx: entries.add(tx, OwnerKind.TAKE_OVER, "mood", "the wish", 1_000.0)
    )
    for transition, rule in WISH_TRANSITIONS.items():
        if EntryState.WAITING in rule.before:
            continue

        def wrong(tx: Transaction, transition: WishTransition = transition) -> None:
            tx.execute("UPDATE owner_entry SET detail = 'lost with the rest'")
            move_wish(tx, wanted.id, transition, settled_at=1_001.0)

        with pytest.raises(NoSuchTransitionError, match=f"is waiting: no {transition.name}"):
            await book.store.write(book.account, wrong)
    assert await book.store.read(book.account, lambda tx: entries.get(tx, wanted.id)) == wanted
