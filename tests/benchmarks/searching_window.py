"""The program itself, which searches relations in ten years as soon as it is painted, and counts lost time."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from exist_desktop.__main__ import main
from tests.benchmarks.busy_window import Gaps
from tests.benchmarks.watched import watch

if TYPE_CHECKING:
    from exist_desktop.app.application import Application


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _searching() -> type[Application]:
    from exist_desktop.app import application
    from exist_desktop.relations import OwnRelations

    class Searching(application.Application):
        """Compares all with all three times, then one with all, and ends by itself."""

        async def connect(self) -> None:
            """Goes on as the program does, then searches: numpy is loaded first, and the third search has the days."""
            await super().connect()
            engine, today = self._engine, datetime.now(UTC).date().toordinal()
            memory, gaps, taken = _most_memory(), Gaps(), [time.perf_counter()]
            await OwnRelations(engine.store, engine.preferences, engine).of_all(today, 1)
            taken.append(time.perf_counter())
            relations = OwnRelations(engine.store, engine.preferences, engine)  # which has nothing at hand yet
            all_pairs = await relations.of_all(today, 1)
            taken.append(time.perf_counter())
            await relations.of_all(today, 1)
            taken.append(time.perf_counter())
            grown, of_all = _most_memory() - memory, gaps.take()
            await engine.relations.of_attribute("measure_0", today, (-1, 0, 1))
            taken.append(time.perf_counter())
            first, warm, again, one = (1000 * (end - begin) for begin, end in pairwise(taken))
            found: dict[str, object] = {
                "first": first,
                "warm": warm,
                "again": again,
                "one": one,
                "memory": grown,
                "tests": all_pairs.tests,
            }
            found |= {"gaps": of_all, "gaps of one": gaps.take()}
            print(json.dumps(found), flush=True)
            self.closed.set()

    return Searching


if __name__ == "__main__":
    watch(_searching)
    sys.exit(main())
