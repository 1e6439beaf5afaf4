"""An op changes its state in one place, by a table, and never as the table does not say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from exist_desktop.domain.outbox.ops import OpState
from exist_desktop.store.file.database import Connection
from exist_desktop.store.outbox.transitions import TRANSITIONS, NoSuchTransitionError, Transition, move
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import Notebook, put, with_notebook

SOURCE = Path(__file__).parents[2] / "exist_desktop"
ENDS = {OpState.DONE, OpState.DROPPED}


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
    """Whether a statement assigns the state of an op; a condition on it is none of this."""
    assigned = re.search(r"\bUPDATE\s+(?:OR\s+\w+\s+)?op\s+SET\s+(.*?)(?:\bWHERE\b|$)", text, re.DOTALL)
    return assigned is not None and re.search(r"\bstate\s*=", assigned[1]) is not None


def test_the_state_of_an_op_is_written_in_one_place() -> None:
    modules = [path for path in SOURCE.rglob("*.py") if path.parent.name != "file"]  # migrations are of the past
    writing = {path.name for path in modules for text in _texts(path) if _writes_state(text)}
    moving = {path.name for path in modules for text in _texts(path) if re.search(r"UPDATE op SET \?", text)}
    assert (writing, moving) == (set(), {"transitions.py"})
    entering = [text for path in modules for text in _texts(path) if re.search(r"\bINTO\s+op\b", text)]
    assert entering
    assert all("'pending'" in text for text in entering)


@pytest.mark.parametrize(
    ("statement", "writes"),
    [
        ("UPDATE op SET state = 'done' WHERE id = ?", True),
        ("UPDATE OR IGNORE op\n SET phase = ?, state = ?", True),
        ("UPDATE op SET phase = ? WHERE state = 'held'", False),
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
