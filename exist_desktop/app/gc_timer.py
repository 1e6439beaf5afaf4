"""Python's garbage collection, on the thread of the widgets alone.

Left to itself it runs in whichever thread happens to allocate next, the store's too, and ends Qt objects there that
belong to the widgets' thread; Qt then ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

REST_MILLISECONDS = 1_600
"""How seldom it is looked while nothing happens: a program that is open all day wakes the processor for little."""
BUSY_MILLISECONDS = 25
"""How soon it is looked again after a round: while much is made, rounds come often, so that none takes long."""
THRESHOLDS = (5_000, 40, 50)
"""Rounds of each generation: a full one takes longer than a frame, so it comes seldom."""


class GarbageTimer(QObject):
    """Looks whether a round is due, the oldest generation first; one round at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(BUSY_MILLISECONDS)

    def hasten(self) -> None:
        """Something happens, and with it garbage is made."""
        if self._timer.interval() > BUSY_MILLISECONDS:
            self._timer.setInterval(BUSY_MILLISECONDS)

    def _look(self) -> None:
        if collect_due():
            self.hasten()
        elif self._timer.interval() < REST_MILLISECONDS:
            self._timer.setInterval(2 * self._timer.interval())


def collect_due() -> bool:
    """Collects the oldest generation whose round is due; whether there was one."""
    for generation, (count, most) in reversed(list(enumerate(zip(gc.get_count(), THRESHOLDS, strict=True)))):
        if count > most:
            gc.collect(generation)
            return True
    return False
