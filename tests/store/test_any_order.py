"""Whatever a person does and whatever the wire does, in any order: nothing is lost, nothing counts twice.

The other side here is a plain number that only this program writes. What is shown is then always the fold of the
standing entries in their order, and once everything has arrived that is what the other side has.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from enum import Enum, auto
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from exist_desktop.domain.commands import Command, Increment
from exist_desktop.domain.outbox.op_outcome import AnswerLost, Arrived, NotApplied, WasHeld
from exist_desktop.domain.outbox.ops import EntryState, Op, OpState, Outcome, Reason
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, NotRead, Seen, Value, same, total
from exist_desktop.errors import NotPossibleError
from exist_desktop.store.file.database import Connection
from exist_desktop.store.outbox import ops, sending
from exist_desktop.store.store import Store
from exist_desktop.store.unsent import reconciliation
from exist_desktop.store.unsent.rescue import BACKUP
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.known import known_after
from tests.store.notebook import NOW, Notebook, add, fill, put

pytestmark = pytest.mark.long("many sequences of acts are made up")

NAMES = ("coffees", "weight")
WAITING = (OpState.PENDING, OpState.HELD)


class Fate(Enum):
    """What becomes of a request."""

    ANSWERED = auto()
    ARRIVED_UNANSWERED = auto()
    LOST = auto()
    NEVER_LEFT = auto()
    REFUSED = auto()


def _commands(name: str) -> st.SearchStrategy[Command]:
    totals = st.integers(0, 9).map(lambda amount: put(amount, name))
    return st.one_of(totals, st.integers(-3, 3).map(lambda delta: add(delta, name)))


def _equal(left: Seen, right: Value | None) -> bool:
    return not isinstance(left, NotRead) and same(left, right, ValueType.DECIMAL)


class AnyOrder(RuleBasedStateMachine):
    """A person, a worker and a wire that fails; `there` is what the other side has."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.there: dict[str, Value] = {}
        self.book = self.loop.run(self._open())
        self.saved: set[int] = set()

    async def _open(self) -> Notebook:
        store = Store(Path(self.folder.name) / "data")
        await store.open(NOW)
        return Notebook(store, await fill(store))

    @rule(command=st.sampled_from(NAMES).flatmap(_commands))
    def saves(self, command: Command) -> None:
        with contextlib.suppress(InvalidValueError):  # it would go below zero
            self.saved |= {entry.id for entry in self.loop.run(self.book.journal.save(command))}

    @precondition(lambda self: self.saved)
    @rule(back=st.integers(0, 3))
    def undoes(self, back: int) -> None:
        self.loop.run(self._undo(sorted(self.saved)[-1 - back % len(self.saved)]))

    async def _undo(self, entry: int) -> None:
        with contextlib.suppress(NotPossibleError, InvalidValueError):
            await self.book.journal.undo(entry)
            self.saved |= {line.entry.id for line in await self.book.views.outbox()}

    @rule()
    def leaves(self) -> None:
        self.loop.run(self._leave())

    async def _leave(self) -> None:
        """The oldest waiting op whose key has nothing in flight leaves."""
        unfinished = await self.book.unfinished()
        flying = {op.key for op in unfinished if op.state not in WAITING}
        ready = [op for op in unfinished if op.state is OpState.PENDING and op.key not in flying]
        if ready:
            await self._send(ready[0])

    async def _send(self, op: Op) -> None:
        """It leaves with a base that was read just now."""
        there = self.there.get(op.key.attribute)
        await self.book.say(there, op.key.attribute)
        await self.book.store.begin(self.book.account, [ops.Dispatch(op.id, op.command, there or 0)], self.book.now)

    @rule(fate=st.sampled_from(Fate))
    def meets_its_fate(self, fate: Fate) -> None:
        self.loop.run(self._leave())
        self.loop.run(self._meet(fate))

    async def _meet(self, fate: Fate) -> None:
        sending = [op for op in await self.book.unfinished() if op.state is OpState.SENDING]
        for op in sending[:1]:
            if fate in (Fate.ANSWERED, Fate.ARRIVED_UNANSWERED):
                self._arrive(op)
            match fate:
                case Fate.ANSWERED:
                    await self.book.settle(Arrived(op.id, Outcome.ANSWERED, self.there[op.key.attribute]))
                case Fate.ARRIVED_UNANSWERED | Fate.LOST:
                    await self.book.settle(AnswerLost(op.id, self.book.now + 330))
                case Fate.NEVER_LEFT:
                    await self.book.settle(NotApplied(op.id))
                case Fate.REFUSED:
                    await self.book.settle(WasHeld(op.id, Reason.INVALID))

    def _arrive(self, op: Op) -> None:
        self.there[op.key.attribute] = known_after(self.there.get(op.key.attribute), op.command)

    @rule()
    def is_followed_up(self) -> None:
        self.loop.run(self._follow_up())

    async def _follow_up(self) -> None:
        """The worker looks for lost additions, the person answers for what is held."""
        for op in await self.book.unfinished():
            if op.state is OpState.UNKNOWN:
                await self._look(op)
        held = [line.entry for line in await self.book.views.outbox() if line.entry.state is EntryState.HELD]
        for entry in held[:1]:
            await self.book.journal.use_mine(entry.id)

    async def _look(self, op: Op) -> None:
        """It has arrived, or it leaves again with the same base."""
        assert isinstance(op.command, Increment)
        there = self.there.get(op.key.attribute)
        if _equal(there, total(op.before, op.command.delta)):
            await self.book.settle(Arrived(op.id, Outcome.COMPARED, there))
            return
        assert _equal(there, op.base)
        await self._send(op)

    @rule(arrives=st.booleans())
    def crashes_and_starts_again(self, arrives: bool) -> None:
        self.book = self.loop.run(self._start_again(arrives))

    async def _start_again(self, arrives: bool) -> Notebook:
        for op in await self.book.unfinished():
            if arrives and op.state is OpState.SENDING:
                self._arrive(op)
        await self.book.store.close()
        again = await self._open()
        again.uids = self.book.uids
        account, now = again.account, again.now
        await again.store.write(account, lambda tx: sending.recover(tx, now + 330, now))
        return again

    @invariant()
    def holds(self) -> None:
        self.loop.run(self._hold())

    async def _hold(self) -> None:
        places = [(op.key, op.state in WAITING) for op in await self.book.unfinished()]
        assert len(places) == len(set(places)), "one waits and one is in flight"
        lines = (await self.book.views.outbox(finished=True))[::-1]
        assert {line.entry.id for line in lines} == self.saved, "nothing saved disappears"
        open_uids = {line.entry.uid for line in await self.book.views.outbox()}
        copied = {kept.new.uid for kept in UnsentLog(self.book.copy).unfinished()}
        assert copied >= open_uids, "the second copy has what is not there yet"
        assert await self.book.store.database.read(self._in_agreement), "no start would take anything for lost"
        standing = [line.entry.command for line in lines if line.entry.state is not EntryState.UNDONE]
        for name in NAMES:
            value: Value | None = None
            for command in standing:
                value = known_after(value, command) if command.key.attribute == name else value
            assert _equal(await self.book.shown(name), value), "what is shown is the fold of what stands"

    def _in_agreement(self, connection: Connection) -> bool:
        copied = UnsentLog(self.book.copy).read()
        reconciliation.check(connection, copied, self.book.store.folder / BACKUP)
        return reconciliation.agree(connection, copied)

    def teardown(self) -> None:
        try:
            self.loop.run(self._all_arrives())
        finally:
            self.loop.run(self.book.store.close())
            self.loop.close()
            self.folder.cleanup()

    async def _all_arrives(self) -> None:
        while await self.book.unfinished():
            await self._follow_up()
            await self._leave()
            await self._meet(Fate.ANSWERED)
        for name in NAMES:
            assert _equal(await self.book.shown(name), self.there.get(name)), "what is shown is what is there"


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=25, stateful_step_count=30)
