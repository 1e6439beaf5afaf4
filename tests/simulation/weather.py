"""The weather on the wire: which request meets which fault, and what changes at the service in the meantime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.simulation.exist import ANDROID, FITBIT, Exist
from tests.simulation.faults import MET_BY, Fault, Operation
from tests.simulation.judge import Judge
from tests.simulation.loop import SimulatedLoop
from tests.simulation.network import Request
from tests.simulation.plan import AROUND, STRIKES, Plan

HIGHEST_RATE = 0.8
HOURLY = (Fault.TLS, Fault.MIXED)
"""Faults after which the program looks again in an hour."""
RARE = (
    Operation.TEMPLATES,
    Operation.SINGLE,
    Operation.AVERAGES,
    Operation.MAKE,
    Operation.ACQUIRE,
    Operation.RELEASE,
    Operation.REFRESH,
)
HOUR = 3600.0
AT_A_TIME = (0.01, 0.5, 3.0)


@dataclass
class Weather:
    """What the wire does to requests. `announced` is the end of the longest pause that was asked for."""

    loop: SimulatedLoop
    random: Random
    plan: Plan
    exist: Exist
    judge: Judge
    user: str
    count: Callable[[Fault, Operation], None]
    on_request: Callable[[Operation], None] = lambda _operation: None
    calm: bool = False
    announced: float = 0.0
    foreign_writes: int = 0

    def __post_init__(self) -> None:
        self._began = self.loop.now

    def draw(self, request: Request) -> Fault | None:
        """The fault that a request meets, if any."""
        operation = request.operation
        self.on_request(operation)
        if self.calm:
            return None
        if self.plan.offline[0] <= self.loop.now - self._began < self.plan.offline[1]:
            self.count(Fault.NO_ROUTE, operation)
            return Fault.NO_ROUTE
        possible = [kind for kind in self.plan.kinds if operation in MET_BY[kind] and kind not in STRIKES]
        if not possible or self.random.random() > self._rate(operation):
            return None
        fault = self.random.choice(possible)
        if fault in AROUND:
            self._meanwhile(fault, request)
            return None
        if fault is Fault.PART and len(request.items) < 2:
            return None
        if fault in HOURLY:
            self.announce(self.loop.now + HOUR)
        self.count(fault, operation)
        return fault

    def _rate(self, operation: Operation) -> float:
        """How often a request of this kind meets a fault; what comes last in a row must be reached to meet any."""
        if operation is self.plan.focus:
            return min(HIGHEST_RATE, 2 * self.plan.rate)
        return self.plan.rate / 4 if self.plan.focus in RARE else self.plan.rate

    def announce(self, until: float) -> None:
        """A pause that was announced, or that the program plans for the fault."""
        self.announced = max(self.announced, until)

    def _meanwhile(self, fault: Fault, request: Request) -> None:
        """Something changes at the service while a request is on its way."""
        items = [item for item in request.items if "name" in item]
        if fault is Fault.ELSEWHERE:
            names = [item["name"] for item in items] or request.query.get("attributes", "").split(",")
            name = self.random.choice(names)
            if name in self.exist.accounts[self.user].attributes:
                self.count(fault, request.operation)
                self.loop.call_later(self.random.choice(AT_A_TIME), self.write_elsewhere, name)
        elif fault is Fault.OWNER_LOST and items:
            self.count(fault, request.operation)
            name = self.random.choice(items)["name"]
            self.exist.hand_over(self.user, name, self.random.choice((FITBIT, ANDROID, None)))

    def write_elsewhere(self, name: str) -> None:
        """Exist's own app, or this program on another computer. No value of theirs can be mistaken for one of ours."""
        user, day = self.user, self.random.choice(self.plan.days).isoformat()
        self.foreign_writes += 1
        number = 1000 * self.foreign_writes
        before = self.exist.value(user, name, day)
        if name == "mood_note":
            self._write_a_note(user, day, f"written elsewhere {number}", before or "")
        elif name in ("mood", "walk"):
            self.exist.put(user, name, day, self.random.randint(0, 1) if name == "walk" else self.random.randint(1, 9))
        elif isinstance(before, int | float) and self.random.random() < 0.5:
            self.exist.put(user, name, day, before + number)
        else:
            self.exist.put(user, name, day, number)
        self.judge.wrote_elsewhere((user, name, day))
        self.judge.say("elsewhere", f"{name} {day} is {self.exist.value(user, name, day)!r}")

    def _write_a_note(self, user: str, day: str, text: str, before: str) -> None:
        """A paragraph more below or above, as forms send it; or all of it anew, so that what stood there is gone."""
        way = self.random.choice(("below", "below", "above", "anew"))
        whole = {"below": f"{before}\r\n{text} \r\n", "above": f"{text}\n\n{before}", "anew": text}[way]
        self.exist.put(user, "mood_note", day, whole)
        if way == "anew":
            self.judge.replaced.add((user, "mood_note", day))

    def take_away(self, name: str) -> None:
        """The person hands an attribute to another service, on Exist's own pages."""
        self.exist.hand_over(self.user, name, FITBIT)
