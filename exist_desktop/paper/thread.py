"""A thread of Qt's own for drawing letters: Qt keeps fonts by thread, and puts them away with a timer.

A thread of Python's has no timers, and each font would be a warning.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QThread

from exist_desktop.long_work import Course, LongWork

T = TypeVar("T")


class _Thread(QThread, Generic[T]):
    """Does one piece of work and keeps what came of it."""

    def __init__(self, work: LongWork[T], course: Course) -> None:
        super().__init__()
        self._work = work
        self._course = course
        self.done: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        """Does the work; called by Qt on the new thread."""
        try:
            self.done.append(self._work.do(self._course))
        except BaseException as error:
            self.error = error


class InQtThread(Generic[T]):
    """Long work that is done on a thread of Qt's, for which a thread of Python's waits."""

    def __init__(self, work: LongWork[T]) -> None:
        self._work = work

    def do(self, course: Course) -> T:
        """Does it."""
        thread = _Thread(self._work, course)
        thread.start()
        thread.wait()
        if thread.error is not None:
            raise thread.error
        return thread.done[0]
