"""Python's garbage collection, on the thread of the widgets alone.

Left to itself it runs in whichever thread happens to allocate next, the store's too, and ends Qt objects there that
belong to the widgets' thread; Qt then ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MILLISECONDS = 500
THRESHOLDS = (10_000, 20, 50)
"""Rounds of each generation: a full one takes longer than a frame, so it comes seldom."""


class Collector(QObject):
    """Looks twice a second whether a round is due, the oldest generation first; one round at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_due)
        self._timer.start(LOOK_MILLISECONDS)


def collect_due() -> None:
    """Collects the oldest generation whose round is due; nothing where none is."""
    for generation, (count, most) in reversed(list(enumerate(zip(gc.get_count(), THRESHOLDS, strict=True)))):
        if count > most:
            gc.collect(generation)
            return
