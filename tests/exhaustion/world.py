"""The small world at work: the real program on a disk in memory, and a service whose every answer is chosen.

A state is laid under it, something happens, and the state that came of it is taken up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import httpx
import msgspec

from exist_desktop.domain.commands import Append, Command, Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import NotPossibleError
from exist_desktop.store import accounts
from exist_desktop.store.store import UNSENT_LOG
from exist_desktop.store.transaction import Transaction
from tests.exhaustion.program import USER, Process
from tests.exhaustion.response import response
from tests.exhaustion.script import Script, Seen
from tests.exhaustion.state import APPLIED, REQUEST_LIFE, Act, Bounds, End, Fate, Late, State, Tracked
from tests.exhaustion.tables import forget_other_days, lay_rows, rows_of
from tests.simulation.disk import Disk
from tests.simulation.exist import Answer, Exist
from tests.simulation.faults import Operation
from tests.simulation.loop import Gone, Life, SimulatedLoop
from tests.simulation.network import ORIGIN, WRITES, Request
from tests.simulation.promises import Broken, Promise

T = TypeVar("T")
START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC).timestamp()
DAY = date(2026, 11, 22)
SECONDS_ON_THE_WAY = 1.0


class World:
    """The one world of a search."""

    def __init__(self, folder: Path, tracked: Tracked) -> None:
        self.folder = folder
        self.key = Key(tracked, DAY)
        self.place = (str(tracked), DAY.isoformat())
        self.kind = ValueType.TEXT if tracked is Tracked.NOTE else ValueType.QUANTITY
        self.now = START
        self.disk = Disk()
        self.exist = Exist(lambda: self.now, [USER])
        account = self.exist.accounts[USER]
        account.attributes = {tracked: account.attributes[tracked]}
        account.values.clear()
        self.access = self.exist.issue(USER, None).access
        self.script = Script()
        self.seen = Seen()
        self.state: State
        self.applied: Counter[int] = Counter()
        self.uids: list[str] = []
        self.taken_back: set[str] = set()
        self.air: list[Late] = []
        self._copy_at_death = b""
        self.broken: Broken | None = None
        self._acts_left = 0
        self.possible = True
        """Whether all that the person wanted could be done."""
        self._dying_at_commit = self._acting = self._stepping = False
        self.disk.on_call = self._on_call
        self.program = Process(self)

    def first_state(self, bounds: Bounds) -> State:
        """Somebody has signed in, and everything was read."""

        def sign_in(connection: Any) -> None:
            account = accounts.find_or_add(connection, ORIGIN, USER)
            accounts.use(Transaction(connection, account))

        self.do(self.program.store.open(self.now))
        self.do(self.program.store.database.write(sign_in))
        assert self.do(self.program.worker.pull())
        self.now += 2 * REQUEST_LIFE
        copy = self.copy_path.read_bytes() if self.copy_path.exists() else b""
        forget_other_days(self.disk.connection, self.key.attribute, self.key.day)
        self.disk.connection.execute("DROP TRIGGER an_entry_stays")  # a state is laid over another one
        return State(
            rows=rows_of(self.disk.connection),
            copy=copy,
            now=self.now,
            values=(),
            air=(),
            applied=(),
            uids=(),
            taken_back=frozenset(),
            asking=False,
            acts=bounds.acts,
            crashes=bounds.crashes,
            faults=bounds.faults,
            fates=bounds.fates,
        )

    @property
    def copy_path(self) -> Path:
        return self.folder / UNSENT_LOG

    def lay(self, state: State) -> None:
        """Makes that state the present one."""
        self.state = state
        self.now = state.now
        lay_rows(self.disk.connection, state.rows)
        self.copy_path.write_bytes(state.copy)
        self.exist.accounts[USER].values[self.place] = list(state.values)
        self.applied = Counter(dict(state.applied))
        self.uids, self.taken_back, self.air = list(state.uids), set(state.taken_back), list(state.air)
        self._acts_left, self.possible = state.acts, True

    def take_up(self) -> State:
        """The present state."""
        oldest = self.now - 2 * REQUEST_LIFE
        values = self.exist.accounts[USER].values.get(self.place, [])
        younger = [kept for kept in values if kept[0] > oldest]
        return replace(
            self.state,
            rows=rows_of(self.disk.connection),
            copy=self.copy_path.read_bytes(),
            now=self.now,
            values=tuple(values[-len(younger) - 1 :]),
            air=tuple(self.air),
            applied=tuple(sorted(self.applied.items())),
            uids=tuple(self.uids),
            taken_back=frozenset(self.taken_back),
        )

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Lets the program do something to its end; raises `Gone` where it ends itself."""
        loop = SimulatedLoop(self.now)
        task = loop.create_task(work)
        loop.run_until(task.done, self.now)
        assert task.done(), "the program waits for something that never comes"
        return cast("T", task.result())

    # What can happen

    def act(self, act: Act) -> None:
        """The person does something."""
        self._acts_left -= 1
        if act is Act.UNDO:
            self._undo()
            return
        command = self._command(act)
        (entry,) = self.do(self.program.journal.save(command))
        self.uids.append(entry.uid)

    def _command(self, act: Act) -> Command:
        if self.kind is ValueType.TEXT:
            return SetValue(self.key, "rain") if act is Act.SET else Append(self.key, "tea", "10:00")
        return SetValue(self.key, 2) if act is Act.SET else Increment(self.key, 2)

    def _undo(self) -> None:
        lines = self.do(self.program.views.outbox(finished=True))
        last = next((line.entry for line in lines if line.entry.state is not EntryState.UNDONE), None)
        if last is None:
            self.possible = False
            return
        try:
            self.do(self.program.journal.undo(last.id))
            self.taken_back.add(last.uid)
        except NotPossibleError:
            self.possible = False

    def new_uid(self) -> str:
        return f"e{self._acts_left}"

    def die_while_saving(self, act: Act) -> None:
        """The program is killed between the second copy's line and the commit."""
        self._dying_at_commit = True
        try:
            self.act(act)
        except Gone:
            self.copy_path.write_bytes(self._copy_at_death)
            self.start_anew()
            return
        raise AssertionError("an act is committed")

    def start_anew(self) -> None:
        """The process has ended, and another one starts on what is there."""
        self.disk.roll_back()
        self.program.life.alive = False
        self.program = Process(self)
        self.do(self.program.open(self.now))

    def step(self, script: Script) -> Seen:
        """The worker takes a step, and this happens meanwhile."""
        self.script, self.seen, self._stepping = script, Seen(), True
        try:
            self.seen.step = self.do(self.program.step())
        except Gone:
            self.seen.ended = True
        self._stepping = False
        if self.broken is not None:
            raise self.broken
        if self.seen.ended:
            self.start_anew()
        return self.seen

    def arrive(self, late: Late, at: float) -> None:
        """A late request arrives."""
        self.air.remove(late)
        now, self.now = self.now, at
        answer = self.exist.answer(late.path, {}, late.body, USER)
        self.now = now
        self.applied[late.op] += len(answer.applied)

    def lose(self, late: Late) -> None:
        """A late request never arrives."""
        self.air.remove(late)

    # What the program meets on its way

    def _on_call(self, _life: Life, statement: str, _operation: Operation) -> None:
        if statement == "COMMIT" and self._dying_at_commit:
            self._dying_at_commit = False
            self._copy_at_death = self.copy_path.read_bytes()  # who is killed does not take its line back
            self._die()
        if statement != "BEGIN IMMEDIATE" or self._acting or not self._stepping:
            return
        self.seen.commits += 1
        if self.script.at == self.seen.commits:
            then, self.script = self.script.then, replace(self.script, at=0)
            if then is None:
                self._die()
            else:
                self._beside(then)

    def _beside(self, act: Act) -> None:
        """The person does something while the worker is at work."""
        self._acting = True
        self.act(act)
        self._acting = False

    def _die(self) -> None:
        self.program.life.alive = False
        raise Gone

    def meets(self, request: Request) -> httpx.Response:
        """What becomes of a request of the program."""
        self.seen.request = request
        script = self.script
        ops = self._leaving(request) if request.operation in WRITES else []
        for act in script.acts:
            self._beside(act)
        if script.end is not None:
            self._ends(request, ops, script.end)
        answer = self._done(request, ops, script)
        self.now += SECONDS_ON_THE_WAY
        return response(request, answer, script.fate)

    def _leaving(self, request: Request) -> list[int]:
        request.items = msgspec.json.decode(request.body)
        adds = request.operation is Operation.INCREMENT
        found = []
        for item in request.items:
            sending = self.disk.rows(
                "SELECT id, kind, iif(kind = 'lines', total, value) AS leaves, day FROM op WHERE state = 'sending'"
            )
            ops = [
                op["id"]
                for op in sending
                if (op["kind"] == "add", op["leaves"], op["day"]) == (adds, item["value"], item.get("date"))
            ]
            if not ops:
                raise Broken(Promise.ON_DISK_FIRST, f"{item} leaves, and the disk has {[tuple(op) for op in sending]}")
            found.append(ops[0])
        if any(late.left_at + REQUEST_LIFE >= self.now for late in self.air):
            raise Broken(Promise.FENCE, f"{request.items} leaves while an earlier request may still arrive")
        return found

    def _ends(self, request: Request, ops: list[int], end: End) -> None:
        if end is End.APPLIED:
            self._apply(request, ops)
        elif end is End.LATE:
            self.air += self._late(request, ops)
        self._die()

    def _done(self, request: Request, ops: list[int], script: Script) -> Answer:
        if request.operation not in WRITES:
            return self.exist.answer(request.path, request.query, b"", USER, stale=script.ago)
        if script.fate in APPLIED:
            return self._apply(request, ops)
        if script.fate is Fate.LATE:
            self.air += self._late(request, ops)
        return Answer(200, b"")

    def _apply(self, request: Request, ops: list[int]) -> Answer:
        answer = self.exist.answer(request.path, request.query, request.body, USER)
        for place in answer.applied:
            self.applied[ops[place]] += 1
        return answer

    def _late(self, request: Request, ops: list[int]) -> list[Late]:
        items = zip(ops, request.items, strict=True)
        return [Late(op, request.path, msgspec.json.encode([item]), self.now) for op, item in items]
