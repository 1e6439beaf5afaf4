"""Whatever a person does and whatever the wire does, in any order: nothing is lost, nothing counts twice.

The other side here is a plain number that only this program writes. What is shown is then always the fold of the
standing entries in their order, and once everything has arrived that is what the other side has.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from exist_desktop.domain.commands import Command, SetValue
from exist_desktop.domain.outbox import EntryState, Op, OpState, Outcome, Reason
from exist_desktop.domain.settlements import AnswerLost, Arrived, NotApplied, Settlement, WasHeld
from exist_desktop.domain.values import Value, ValueProblem, ValueType, same, total
from exist_desktop.errors import NotPossible
from exist_desktop.store import ops
from exist_desktop.store.second_copy import SecondCopy
from exist_desktop.store.store import Store
from tests.store.notebook import NOW, Notebook, add, fill, put

NAMES = ("coffees", "weight")
WAITING = (OpState.PENDING, OpState.HELD)
names = st.sampled_from(NAMES)
amounts = st.integers(0, 9)


def _after(value: Value | None, command: Command) -> Value:
    return command.value if isinstance(command, SetValue) else total(value, command.delta)


class AnyOrder(RuleBasedStateMachine):
    """A person, a worker and a wire that fails; `there` is what the other side has."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.there: dict[str, Value] = {}
        self.saved: list[int] = []
        self.book = self.loop.run(self._start())

    async def _start(self) -> Notebook:
        store = Store(Path(self.folder.name) / "data")
        await store.open(NOW)
        return Notebook(store, await fill(store))

    def teardown(self) -> None:
        self.loop.run(self.book.store.close())
        self.loop.close()
        self.folder.cleanup()

    def _ops(self, *states: OpState) -> list[Op]:
        return [op for op in self.loop.run(self.book.unfinished()) if op.state in states]

    def _act(self, command: Command) -> None:
        with contextlib.suppress(ValueProblem):  # it would go below zero
            self.saved += [entry.id for entry in self.loop.run(self.book.journal.save(command))]

    def _settle(self, settlement: Settlement) -> None:
        self.loop.run(self.book.settle(settlement))

    def _arrives(self, op: Op) -> None:
        self.there[op.key.attribute] = _after(self.there.get(op.key.attribute), op.command)

    @initialize(name=names, amount=amounts)
    def something_is_there(self, name: str, amount: int) -> None:
        self._act(put(amount, name))
        self._leave()
        self.is_answered()

    @rule(name=names, amount=amounts)
    def sets(self, name: str, amount: int) -> None:
        self._act(put(amount, name))

    @rule(name=names, delta=st.integers(-3, 3))
    def adds(self, name: str, delta: int) -> None:
        self._act(add(delta, name))

    @precondition(lambda self: self.saved)
    @rule(data=st.data())
    def undoes(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.saved))
        with contextlib.suppress(NotPossible, ValueProblem):
            self.loop.run(self.book.journal.undo(entry))
            newest = self.loop.run(self.book.views.outbox(finished=True))[0].entry.id
            self.saved += [newest] if newest not in self.saved else []

    @rule()
    def leaves(self) -> None:
        self._leave()

    def _leave(self) -> None:
        """The oldest op leaves whose key has nothing in flight, with a base that was read just now."""
        flying = {op.key for op in self._ops(OpState.SENDING, OpState.UNKNOWN)}
        ready = [op for op in self._ops(OpState.PENDING) if op.key not in flying]
        if ready:
            self.loop.run(self._send(ready[0]))

    async def _send(self, op: Op) -> None:
        there = self.there.get(op.key.attribute)
        await self.book.say(there, op.key.attribute)
        await self.book.store.begin([ops.Departure(op.id, op.command, there or 0)], self.book.now)

    @precondition(lambda self: self._ops(OpState.SENDING))
    @rule()
    def is_answered(self) -> None:
        for op in self._ops(OpState.SENDING)[:1]:
            self._arrives(op)
            self._settle(Arrived(op.id, Outcome.ANSWERED, self.there[op.key.attribute]))

    @precondition(lambda self: self._ops(OpState.SENDING))
    @rule(arrives=st.booleans())
    def loses_its_answer(self, arrives: bool) -> None:
        for op in self._ops(OpState.SENDING)[:1]:
            if arrives:
                self._arrives(op)
            self._settle(AnswerLost(op.id, self.book.now + 330))

    @precondition(lambda self: self._ops(OpState.SENDING))
    @rule()
    def never_left(self) -> None:
        for op in self._ops(OpState.SENDING)[:1]:
            self._settle(NotApplied(op.id))

    @precondition(lambda self: [op for op in self._ops(OpState.SENDING) if op.phase is None or not op.phase.resent])
    @rule()
    def is_refused(self) -> None:
        for op in self._ops(OpState.SENDING)[:1]:
            self._settle(WasHeld(op.id, Reason.INVALID))

    @precondition(lambda self: self._ops(OpState.HELD))
    @rule()
    def is_tried_again(self) -> None:
        lines = self.loop.run(self.book.views.outbox())
        held = next(line.entry for line in lines if line.entry.state is EntryState.HELD)
        self.loop.run(self.book.journal.use_mine(held.id))

    @precondition(lambda self: self._ops(OpState.UNKNOWN))
    @rule()
    def is_looked_for(self) -> None:
        """A lost addition is settled by what is there: it has arrived, or it leaves again with the same base."""
        for op in self._ops(OpState.UNKNOWN)[:1]:
            self.loop.run(self._look(op))

    async def _look(self, op: Op) -> None:
        assert not isinstance(op.command, SetValue)
        there = self.there.get(op.key.attribute)
        if same(there, total(op.base, op.command.delta), ValueType.DECIMAL):
            await self.book.settle(Arrived(op.id, Outcome.COMPARED, there))
            return
        assert same(there, op.base, ValueType.DECIMAL)
        await self._send(op)

    @rule(arrives=st.booleans())
    def crashes_and_starts_again(self, arrives: bool) -> None:
        for op in self._ops(OpState.SENDING):
            if arrives:
                self._arrives(op)
        self.loop.run(self.book.store.close())
        self.book = self.loop.run(self._start_again())

    async def _start_again(self) -> Notebook:
        again = await self._start()
        again.uids = self.book.uids
        now = again.now
        await again.store.database.write(lambda c: ops.recover(c, again.account, now + 330, now))
        return again

    @invariant()
    def one_waits_and_one_is_in_flight(self) -> None:
        unfinished = self.loop.run(self.book.unfinished())
        places = [(op.key, op.state in WAITING) for op in unfinished]
        assert len(places) == len(set(places))

    @invariant()
    def nothing_saved_disappears(self) -> None:
        listed = {line.entry.id for line in self.loop.run(self.book.views.outbox(finished=True))}
        assert listed == set(self.saved)

    @invariant()
    def the_second_copy_has_what_is_not_there_yet(self) -> None:
        copied = {kept.draft.uid for kept in SecondCopy(self.book.copy).unfinished()}
        assert copied >= {line.entry.uid for line in self.loop.run(self.book.views.outbox())}

    @invariant()
    def what_is_shown_is_the_fold_of_what_stands(self) -> None:
        lines = self.loop.run(self.book.views.outbox(finished=True))
        for name in NAMES:
            value: Value | None = None
            for line in reversed(lines):
                if line.entry.key.attribute == name and line.entry.state is not EntryState.UNDONE:
                    value = _after(value, line.entry.command)
            assert same(self.loop.run(self.book.shown(name)), value, ValueType.DECIMAL)

    @rule()
    def all_arrives(self) -> None:
        """The faults end: what is shown is what is there."""
        while self.loop.run(self.book.unfinished()):
            for op in self._ops(OpState.HELD)[:1]:
                assert op.reason is Reason.INVALID
                self.is_tried_again()
            for _ in self._ops(OpState.UNKNOWN)[:1]:
                self.is_looked_for()
            self._leave()
            self.is_answered()
        for name in NAMES:
            assert same(self.loop.run(self.book.shown(name)), self.there.get(name), ValueType.DECIMAL)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=300, stateful_step_count=20)
