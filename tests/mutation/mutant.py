"""What a mutant is, and the three kinds of watchers that may catch it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.exhaustion import Bounds
from tests.mutation.breaking import Cut, broken
from tests.simulation import Fault, Promise


@dataclass(frozen=True)
class Episodes:
    """The simulation catches it, in an episode with these faults; `seeds` are ones that do."""

    faults: frozenset[Fault]
    seeds: tuple[int, ...] = ()


@dataclass(frozen=True)
class SmallWorld:
    """The exhaustion catches it within these bounds."""

    bounds: Bounds


@dataclass(frozen=True)
class Test:
    """A test of another room catches it, `room.module:test`, for neither of the others can see it."""

    __test__ = False
    where: str
    why: str


Watcher = Episodes | SmallWorld | Test


@dataclass(frozen=True)
class Mutant:
    """A rule broken: what it is called, how it is done, who catches it, and the promises of which one is then broken.

    A test that catches it has no promise of the simulation's: there `promises` is empty.
    """

    name: str
    cuts: tuple[Cut, ...]
    watcher: Watcher
    promises: frozenset[Promise] = frozenset()

    def at_work(self) -> AbstractContextManager[None]:
        """The program with that rule broken."""
        return broken(*self.cuts)


def episodes(*faults: Fault, seeds: tuple[int, ...] = ()) -> Episodes:
    """Episodes with these faults alone."""
    return Episodes(frozenset(faults), seeds)
