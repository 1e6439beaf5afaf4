"""Whole lives of the program in a few milliseconds: a person, a server, other writers and every fault, from one seed.

Everything of the program runs as it is: engine, journal, store with its SQL, worker, schedule, client, decoding,
session, wire. Simulated are the things outside it: time and its loop, the disk under SQLite, the network under the
wire, the service, the keyring, the person. The same seed gives the same trace.

    from tests.simulation import Broken, Rules, run_episode

    result = run_episode(17)                    # raises `Broken` where a promise does not hold
    result = run_episode(17, Rules(faults=frozenset({Fault.CRASH})))
    except Broken as broken: broken.promise     # which one: a member of `Promise`
                             broken.seed        # `python -m tests.simulation --seed 17` plays it again
                             broken.tail        # the last lines of the trace

`Promise` names what must hold after each step and at the end; whoever breaks the program on purpose expects one of
these names. An episode leaves nothing behind: neither files nor module state.
"""

from __future__ import annotations

from tests.simulation.episode import Result, Rules, run_episode
from tests.simulation.faults import Fault
from tests.simulation.promises import Broken, Promise

__all__ = ["Broken", "Fault", "Promise", "Result", "Rules", "run_episode"]
