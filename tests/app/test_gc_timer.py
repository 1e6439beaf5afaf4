"""Garbage goes on the widgets' thread alone, and it does go."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from exist_desktop.app.gc_timer import REST_MILLISECONDS, THRESHOLDS, GarbageTimer, collect_due


class Ring:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


def make_much() -> list[list[int]]:
    return [[number] for number in range(THRESHOLDS[0] * 2)]


def test_no_other_thread_collects(qtbot: QtBot) -> None:
    owner = QObject()
    GarbageTimer(owner)
    gone: list[str] = []
    ring = Ring()
    weakref.finalize(ring, lambda: gone.append(threading.current_thread().name))
    del ring
    worker = threading.Thread(target=make_much, name="store")
    worker.start()
    worker.join()
    assert gone == []
    kept = make_much()
    collect_due()
    assert gone == [threading.main_thread().name]
    assert kept
    assert not gc.isenabled()


def test_it_looks_seldom_while_nothing_happens_and_soon_when_something_does(qtbot: QtBot) -> None:
    owner = QObject()
    collector = GarbageTimer(owner)
    timer = collector.findChild(QTimer)
    assert timer is not None
    gc.collect()
    for _ in range(12):
        timer.timeout.emit()
    assert timer.interval() == REST_MILLISECONDS
    collector.hasten()
    assert timer.interval() < 50
