"""Python's garbage collection, on the widgets' thread only.

Otherwise it runs in whichever thread allocates next, also the store's. It would delete Qt objects there that belong to
the widgets' thread, and Qt then ends the program. When nothing happens any more, freed memory goes back to the system.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer

REST_MILLISECONDS = 1_600
"""The longest interval of checks, while nothing happens: a window that is open all day rarely wakes the processor."""
BUSY_MILLISECONDS = 25
"""The interval after a collection. While many objects are created, collections come often, so that none takes long."""
THRESHOLDS = (5_000, 40, 50)
"""Thresholds of each generation. A full collection takes longer than a frame, so it is rare."""


class GarbageTimer(QObject):
    """Checks whether a collection is due, the oldest generation first, and runs one at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(BUSY_MILLISECONDS)

    def hasten(self) -> None:
        """Checks sooner, because something happens that leaves garbage."""
        if self._timer.interval() > BUSY_MILLISECONDS:
            self._timer.setInterval(BUSY_MILLISECONDS)

    def _look(self) -> None:
        if collect_due():
            self.hasten()
        elif self._timer.interval() < REST_MILLISECONDS:
            self._timer.setInterval(2 * self._timer.interval())
            if self._timer.interval() >= REST_MILLISECONDS:
                give_memory_back()


def give_memory_back() -> None:
    """Lets the C library return what was freed. It keeps more than a megabyte of a start, and of a search dozens."""
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)


def collect_due() -> bool:
    """Collects the oldest generation that is due. Returns whether there was one."""
    for generation, (count, most) in reversed(list(enumerate(zip(gc.get_count(), THRESHOLDS, strict=True)))):
        if count > most:
            gc.collect(generation)
            return True
    return False
