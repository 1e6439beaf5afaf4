"""Python's garbage collection, on the thread of the widgets alone.

Left to itself it runs in whichever thread happens to allocate next, the store's too, and ends Qt objects there that
belong to the widgets' thread; Qt then ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MILLISECONDS = 100
BUSY_MILLISECONDS = 25
"""How soon it is looked again after a round: while much is made, rounds come often, so that none takes long."""
THRESHOLDS = (5_000, 40, 50)
"""Rounds of each generation: a full one takes longer than a frame, so it comes seldom."""


class Collector(QObject):
    """Looks whether a round is due, the oldest generation first; one round at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MILLISECONDS)

    def _look(self) -> None:
        if collect_due():
            self._timer.setInterval(BUSY_MILLISECONDS)
        elif self._timer.interval() < LOOK_MILLISECONDS:
            self._timer.setInterval(min(2 * self._timer.interval(), LOOK_MILLISECONDS))


def collect_due() -> bool:
    """Collects the oldest generation whose round is due; whether there was one."""
    for generation, (count, most) in reversed(list(enumerate(zip(gc.get_count(), THRESHOLDS, strict=True)))):
        if count > most:
            gc.collect(generation)
            return True
    return False
