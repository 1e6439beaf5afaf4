"""What one episode will be, drawn from its seed before it begins: the faults, when they strike, what is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.simulation.faults import COMMITS, DRAWN, READS, REQUESTS, Fault, Operation

NAMES = ("coffees", "weight", "mood", "mood_note", "walk", "steps", "sleep", "keystrokes", "water")
ACTS = {
    "save": 60,
    "undo": 9,
    "decide": 9,
    "send now": 6,
    "sync": 4,
    "refresh": 2,
    "make": 3,
    "sign in": 1,
    "quit": 2,
}
STRIKES = (Fault.CRASH, Fault.POWER_CUT, Fault.DISK)
AROUND = (Fault.CLOCK, Fault.ZONE, Fault.KEYRING, Fault.UNSENT_LOG, Fault.OWNER_LOST, Fault.ELSEWHERE)
OFTEN_OFFLINE = 0.12
COPIED, COPIED_FROM = 40, 4
"""Each so many-th episode copies a past, from this one on."""
LONG, LONG_PAST = 20, 16
"""Each so many-th of these has so many years, which is more than an hour's share."""
ASKING = frozenset(
    {
        *(Fault.FORBIDDEN, Fault.MIXED, Fault.UNLISTED, Fault.SHAPE, Fault.HUGE, Fault.OWNER_LOST, Fault.ELSEWHERE),
        *(Fault.CLOCK, Fault.KEYRING, Fault.STALE),
    }
)
"""Faults after which the person may be asked something."""


@dataclass(frozen=True)
class Strike:
    """A blow to the computer when it is at that operation for the nth time, before or after it is done."""

    fault: Fault
    operation: Operation
    skip: int
    after: bool


@dataclass(frozen=True)
class Plan:
    """An episode before it happens. Times are seconds from its start; the faults end at `calm_at`."""

    kinds: tuple[Fault, ...]
    rate: float
    focus: Operation
    calm_at: float
    acts: tuple[tuple[float, str], ...]
    strikes: tuple[Strike, ...]
    around: tuple[tuple[float, Fault], ...]
    names: tuple[str, ...]
    days: tuple[date, ...]
    offline: tuple[float, float]
    """From when to when there is no way to the service at all."""
    unread: bool
    """Catalogue, templates and averages were last read long ago."""
    years: int = 0
    """How many years of days the service has, which are copied; 0 where nothing is."""
    changes: tuple[float, ...] = ()
    """When somebody changes one of these days."""
    looks: tuple[float, ...] = ()
    """When the window shows the days of what waits."""
    owners: tuple[tuple[float, str], ...] = ()
    """What happens to owners at the service, and when; empty where the episode is not about them."""

    files: tuple[tuple[float, str], ...] = ()
    """When the person makes or uses a file of our own; empty where the episode is not about them."""

    @property
    def clean(self) -> bool:
        """Whether nobody but the person writes, and nothing is refused or malformed.

        What a backup says may have been sent since is asked about.
        """
        return not ASKING & set(self.kinds) and not self.owners and not self.files


def draw(random: Random, faults: frozenset[Fault], today: date) -> Plan:
    """A plan from these faults."""
    kinds = _kinds(random, faults)
    offline = (0.0, 0.0)
    if Fault.NO_ROUTE in faults and random.random() < OFTEN_OFFLINE:
        begins = random.uniform(0, 600)
        offline = (begins, begins + random.uniform(300, 3000))
        kinds = tuple(sorted({*kinds, *(faults & {random.choice((Fault.ELSEWHERE, Fault.NO_ROUTE))})}))
    focus = _focus(random, kinds)
    names = _names(random, focus)
    calm_at = max(random.uniform(300, 2400), offline[1])
    burst = random.random() < 0.02
    days = tuple(
        today - timedelta(days=ago)
        for ago in range(6 if burst or focus is Operation.SINGLE else random.choice((1, 1, 2)))
    )
    acts = _acts(random, focus, calm_at, burst)
    return Plan(
        kinds,
        random.choice((0.1, 0.25, 0.5, 0.8)),
        focus,
        calm_at,
        acts,
        _strikes(random, kinds, focus),
        tuple(
            (random.uniform(1, calm_at), kind) for kind in kinds if kind in AROUND for _ in range(random.randint(1, 3))
        ),
        NAMES if burst else names,
        days,
        offline=offline,
        unread=focus in READS or random.random() < 0.1,
    )


def with_past(plan: Plan, seed: int) -> Plan:
    """The same plan where the service has a past, with strikes at what the copy does and writes."""
    random = Random(f"past {seed}")
    strikes = tuple(
        Strike(kind, random.choice((Operation.VALUES, Operation.READING)), random.randint(0, 30), random.random() < 0.5)
        for kind in plan.kinds
        if kind in STRIKES
    )
    return replace(
        plan,
        years=LONG_PAST if seed % (LONG * COPIED) == COPIED_FROM else random.choice((1, 1, 2, 3)),
        strikes=(*plan.strikes, *(one for one in strikes if one.operation in DRAWN[one.fault])),
        changes=tuple(random.uniform(1, plan.calm_at) for _ in range(random.randint(2, 12))),
        looks=tuple(random.uniform(1, plan.calm_at) for _ in range(4)),
    )


def _kinds(random: Random, faults: frozenset[Fault]) -> tuple[Fault, ...]:
    """A few kinds of faults that this episode has; some have none."""
    possible = sorted(faults)
    wanted = min(random.choice((0, 1, 1, 2, 2, 3, 4)), len(possible))
    return tuple(random.sample(possible, wanted))


def _focus(random: Random, kinds: tuple[Fault, ...]) -> Operation:
    """The operation that the episode is about: what can meet one of its faults."""
    met = [operation for kind in kinds for operation in DRAWN[kind]]
    return random.choice(met or [*REQUESTS, *COMMITS])


def _names(random: Random, focus: Operation) -> tuple[str, ...]:
    if focus is Operation.SINGLE:
        return ("keystrokes",)  # of low priority, so that the lists leave it out
    wanted = ("water", "sleep", "mood") if focus is Operation.ACQUIRE else ()
    return (*wanted, *random.sample(NAMES, random.choice((1, 2, 2, 3, 5))))


def _acts(random: Random, focus: Operation, calm_at: float, burst: bool) -> tuple[tuple[float, str], ...]:
    number = 45 if burst else random.randint(8, 18)
    moments = [random.uniform(1, calm_at) for _ in range(random.choice((2, 4, 8)))]
    weights = dict(ACTS)
    if burst:
        weights = {"save": 1}
    if focus is Operation.MAKE:
        weights["make"] = 20
    if focus is Operation.ACQUIRE:
        weights["decide"] = 20
    chosen = random.choices(list(weights), list(weights.values()), k=number)
    spread = (0.0, 0.3, 5.0, 12.0, 60.0)
    times = [random.choice(moments) + random.choice(spread) * random.random() for _ in chosen]
    return tuple(zip(sorted(times), chosen, strict=True))


def _strikes(random: Random, kinds: tuple[Fault, ...], focus: Operation) -> tuple[Strike, ...]:
    strikes = []
    for kind in kinds:
        if kind in STRIKES:
            for _ in range(random.randint(1, 3)):
                met = focus if focus in DRAWN[kind] and random.random() < 0.7 else random.choice(DRAWN[kind])
                strikes.append(Strike(kind, met, random.choice((0, 0, 0, 1, 2, 5)), random.random() < 0.5))
    return tuple(strikes)


def needs_renewal(plan: Plan) -> bool:
    """Whether the episode is about the renewal of tokens, so that they must expire."""
    return plan.focus is Operation.REFRESH or any(s.operation is Operation.REFRESH for s in plan.strikes)
