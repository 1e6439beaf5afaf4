"""The program itself, which reads everything and sends many entries as soon as it is painted, and counts lost time.

A timer of one millisecond runs in the window's thread; what lies between two of its ticks is a gap, in which no key
and no click would have been answered.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from exist_desktop.__main__ import main
from exist_desktop.domain.commands import Key, SetValue
from tests.benchmarks.measures import HUNDRED, attributes, days, value
from tests.benchmarks.watched import watch

if TYPE_CHECKING:
    from exist_desktop.app.application import Application

TICK = 1
SENT_DAYS = 7


class Gaps(QObject):
    """The gaps since the last `take`, each with the processor time that this process used in it; in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[tuple[float, float]] = []
        self._last = self._now()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=TICK)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def take(self) -> list[tuple[float, float]]:
        """The gaps so far; the one that is open counts too."""
        self._on_tick()
        found, self._found = self._found, []
        return found

    @staticmethod
    def _now() -> tuple[float, float]:
        return 1000 * time.perf_counter(), 1000 * time.process_time()

    def _on_tick(self) -> None:
        wall, cpu = now = self._now()
        self._found.append((wall - self._last[0], cpu - self._last[1]))
        self._last = now


def _busy() -> type[Application]:
    from exist_desktop.app import application

    class Busy(application.Application):
        """Reads, sends and ends by itself."""

        async def connect(self) -> None:
            """Goes on as the program does, then lets it work as hard as it ever has to."""
            await super().connect()
            link = self._engine.link
            assert link is not None
            gaps, found = Gaps(), {}
            await link.client.profile()
            found["first request"] = gaps.take()
            await link.schedule.sync()
            found["reading"] = gaps.take()
            keys = [(item, day) for item in attributes(HUNDRED) if item.owned for day in days(SENT_DAYS)]
            await self._engine.journal.save(*(SetValue(Key(item.name, day), value(item, day)) for item, day in keys))
            found["saving"] = gaps.take()
            await link.schedule.sync()
            found["sending"] = gaps.take()
            print(json.dumps(found), flush=True)
            self.closed.set()

    return Busy


if __name__ == "__main__":
    watch(_busy)
    sys.exit(main())
