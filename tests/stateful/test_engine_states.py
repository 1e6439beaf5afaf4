"""A person at the desk, the real engine, and the demo server with all that can go wrong on the wire, in any order.

It is a second generator beside the simulation, and shares nothing with it: here the wire is a real socket, the service
is the demo server with its control calls, and Hypothesis draws the acts and makes what it finds small. Nothing
disappears on the way, and when the trouble is over, every total is the fold of the standing entries.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import EntryState, OutboxLine, Reason, fold
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, Value, same
from exist_desktop.errors import NotPossibleError
from tests.demo_server import DemoServer
from tests.known import known_after
from tests.report import tried
from tests.sync.clocks import SteppedClock
from tests.sync.engine_harness import EngineHarness, at_desk

pytestmark = pytest.mark.long("many sequences of acts are made up")

NAMES = ("coffees", "weight")
DAYS_AGO = (0, 1)
WRITES = ("update", "increment")
TROUBLE: dict[str, dict[str, Any]] = {
    "lost before": {"kind": FaultKind.LOST_BEFORE},
    "lost after": {"kind": FaultKind.LOST_AFTER},
    "503": {"kind": FaultKind.STATUS, "status": 503},
    "502, applied": {"kind": FaultKind.STATUS, "status": 502, "applied": True},
    "429": {"kind": FaultKind.STATUS, "status": 429, "retry_after": "60"},
    "cut": {"kind": FaultKind.CUT},
    "garbage": {"kind": FaultKind.GARBAGE},
    "one left out": {"kind": FaultKind.OMIT},
    "refused oddly": {"kind": FaultKind.REFUSE},
    "refused oddly in part": {"kind": FaultKind.MIX},
}
PERSONS = frozenset({Reason.STRANGE, Reason.REFUSED})
"""What a sole writer may be asked about after answers like these; all of it was surely not applied."""
ENOUGH_HOURS = 8


class AtTheDesk(RuleBasedStateMachine):
    """One person who alone writes, from the first sign-in to the end of all trouble."""

    def __init__(self) -> None:
        super().__init__()
        self.open = contextlib.ExitStack()
        folder = self.open.enter_context(tempfile.TemporaryDirectory())
        self.clock = SteppedClock()
        demo = self.open.enter_context(DemoServer(clock=self.clock.true))
        self.loop = self.open.enter_context(asyncio.Runner())
        self.sitting = at_desk(demo, Path(folder) / "data", self.clock, owned=NAMES)
        self.harness: EngineHarness = self.loop.run(self.sitting.__aenter__())
        self.before = {(name, day): self.harness.value(name, day) for name in NAMES for day in self.days}
        self.saved: set[str] = set()

    @property
    def days(self) -> list[date]:
        return [self.harness.day - timedelta(days=ago) for ago in DAYS_AGO]

    async def _lines(self) -> tuple[OutboxLine, ...]:
        """All entries, oldest first."""
        return (await self.harness.engine.views.outbox(finished=True))[::-1]

    @rule(name=st.sampled_from(NAMES), ago=st.sampled_from(DAYS_AGO), amount=st.integers(0, 5), whole=st.booleans())
    def saves(self, name: str, ago: int, amount: int, whole: bool) -> None:
        key = Key(name, self.days[ago])
        command: Command = SetValue(key, amount) if whole else Increment(key, amount)
        (entry,) = self.loop.run(self.harness.engine.journal.save(command))
        self.saved.add(entry.uid)

    @precondition(lambda self: self.saved)
    @rule(back=st.integers(0, 2))
    def undoes(self, back: int) -> None:
        lines = self.loop.run(self._lines())
        with contextlib.suppress(NotPossibleError, InvalidValueError):
            self.loop.run(self.harness.engine.journal.undo(lines[-1 - back % len(lines)].entry.id))
            self.saved |= {line.entry.uid for line in self.loop.run(self._lines())}

    @rule(call=st.sampled_from((*WRITES, "with-values")), kind=st.sampled_from(sorted(TROUBLE)), skip=st.integers(0, 1))
    def trouble_comes(self, call: str, kind: str, skip: int) -> None:
        if call in WRITES or kind not in ("one left out", "refused oddly", "refused oddly in part"):
            self.harness.error(call, skip=skip, **TROUBLE[kind])

    @rule()
    def sends(self) -> None:
        self.loop.run(self.harness.sync())

    @rule(minutes=st.sampled_from((1, 6, 20)))
    def time_passes(self, minutes: int) -> None:
        self.clock.pass_(minutes=minutes)

    @rule()
    def starts_again(self) -> None:
        self.loop.run(self._start_again())

    async def _start_again(self) -> None:
        await self.harness.reopen()
        await self.harness.sign_in()

    @invariant()
    def nothing_disappears(self) -> None:
        lines = self.loop.run(self._lines())
        assert {line.entry.uid for line in lines} == self.saved

    def teardown(self) -> None:
        try:
            self.loop.run(self._end())
            tried("state machine", "lives")
            tried("state machine", "entries", len(self.saved))
        finally:
            self.loop.run(self.sitting.__aexit__(None, None, None))
            self.open.close()

    async def _end(self) -> None:
        """The trouble is over; whatever was held for it is sent again by the person."""
        self.harness.demo.world.faults.clear()
        for _ in range(ENOUGH_HOURS):
            self.clock.pass_(minutes=65)
            result = await self.harness.sync()
            for line in await self.harness.engine.views.outbox():
                if line.entry.state is EntryState.HELD:
                    assert line.entry.reason in PERSONS, f"{line.entry} is asked about"
                    await self.harness.engine.journal.use_mine(line.entry.id)
            if result.waiting == result.checking == result.held == 0:
                break
        else:
            raise AssertionError(f"after hours there still waits {await self.harness.engine.views.outbox()}")
        await self._check_totals()

    async def _check_totals(self) -> None:
        standing = [line.entry.command for line in await self._lines() if line.entry.state is not EntryState.UNDONE]
        for (name, day), before in self.before.items():
            mine = [command for command in standing if command.key == Key(name, day)]
            assert same(self.harness.value(name, day), _expected(before, mine), ValueType.DECIMAL), f"{name} on {day}"


def _expected(before: Value | None, commands: list[Command]) -> Value | None:
    if not commands:
        return before
    return known_after(before, fold(commands))


TestAtTheDesk = AtTheDesk.TestCase
TestAtTheDesk.settings = settings(max_examples=12, stateful_step_count=20)
