"""Blows to the computer: processes that end, power that fails, a disk that refuses, each where it was planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.simulation.computer import Computer
from tests.simulation.disk import failing
from tests.simulation.faults import Fault, Operation
from tests.simulation.judge import Judge
from tests.simulation.loop import Gone, Life
from tests.simulation.plan import Strike

SPARED = 0.7
"""How often a statement within a transaction is passed over, so that all of them have their turn."""
UNTIL_NEXT_START = (1.0, 1.0, 30.0, 500.0)


@dataclass(eq=False)
class Blow:
    """A planned strike, and how many chances it still lets go by."""

    strike: Strike
    skip: int


@dataclass
class Blows:
    """The blows of one episode that have not fallen yet."""

    computer: Computer
    random: Random
    judge: Judge
    count: Callable[[Fault, Operation], None]
    start_again: Callable[[], None]
    waiting: list[Blow] = field(default_factory=list)

    def plan(self, strikes: tuple[Strike, ...], calm_at: float) -> None:
        """Takes the strikes; those at no operation in particular fall at some instant."""
        self.waiting = [Blow(strike, strike.skip) for strike in strikes if strike.operation is not Operation.RUN]
        for strike in strikes:
            if strike.operation is Operation.RUN:
                self.computer.loop.call_later(self.random.uniform(1, calm_at), self._fall, strike)

    def on_call(self, life: Life, statement: str, operation: Operation) -> None:
        """A statement is about to be done: the disk refuses it, or the process ends before it."""
        if not self.waiting or statement == "ROLLBACK":
            return
        if statement == "BEGIN IMMEDIATE" or (statement != "COMMIT" and self.random.random() < SPARED):
            return
        blow = self._due(operation, lambda strike: strike.fault is Fault.DISK or not strike.after)
        if blow is None:
            return
        self.count(blow.strike.fault, operation)
        if blow.strike.fault is Fault.DISK:
            raise failing(self.random.choice(("full", "i/o", "busy")))
        self._hit(blow.strike.fault, life)
        raise Gone

    def on_commit(self, life: Life, operation: Operation) -> None:
        """A transaction is on the disk: the process may end before it hears of that."""
        self.judge.committed(operation)
        blow = self._due(operation, lambda strike: strike.fault is not Fault.DISK and strike.after)
        if blow is not None:
            self.count(blow.strike.fault, operation)
            self._hit(blow.strike.fault, life)

    def on_request(self, operation: Operation) -> None:
        """A request has just left: the computer may not be there any more when the answer comes."""
        blow = self._due(operation, lambda _strike: True)
        if blow is not None:
            soon = self.random.choice((0.0, 0.2, 1.0)) * self.random.random()
            self.computer.loop.call_later(soon, self._fall, blow.strike)

    def _due(self, operation: Operation, fits: Callable[[Strike], bool]) -> Blow | None:
        """The blow that falls at this operation now; one that does not yet has let a chance go by."""
        for blow in self.waiting:
            if blow.strike.operation is operation and fits(blow.strike):
                blow.skip -= 1
                if blow.skip < 0:
                    self.waiting.remove(blow)
                    return blow
        return None

    def _fall(self, strike: Strike) -> None:
        if self.computer.programs:
            self.count(strike.fault, strike.operation)
            self._hit(strike.fault, self.computer.programs[0].life)

    def _hit(self, fault: Fault, life: Life) -> None:
        program = next((p for p in self.computer.programs if p.life is life), None)
        if fault is Fault.POWER_CUT:
            self.computer.cut_power()
        elif program is not None:
            self.computer.kill(program)
        self.computer.loop.call_later(self.random.choice(UNTIL_NEXT_START), self.start_again)
