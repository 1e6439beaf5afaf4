"""Silence is tested: an error in the log, or a warning of ours, fails the test in which nobody expected it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

OURS = "exist_desktop"


class Logs(logging.Handler):
    """Keeps what is logged during one test and knows what the test expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._expected: list[re.Pattern[str]] = []
        self._loud: list[str] = []

    def expect(self, pattern: str) -> None:
        """Say that the test leads to such a line, and that it would be wrong without."""
        self._expected.append(re.compile(pattern))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line that should have been none, trace included."""
        ours = record.name.partition(".")[0] == OURS
        if ours or record.levelno >= logging.ERROR:
            self._loud.append(f"{record.levelname} {record.name}: {self.format(record)}")

    def judge(self) -> None:
        """Fail where the log held too much or too little."""
        __tracebackhide__ = True
        surprising = [line for line in self._loud if not any(pattern.search(line) for pattern in self._expected)]
        missed = [pattern.pattern for pattern in self._expected if not any(map(pattern.search, self._loud))]
        if surprising:
            pytest.fail("nobody expected in the log:\n" + "\n".join(surprising), pytrace=False)
        if missed:
            pytest.fail("expected in the log, and not there:\n" + "\n".join(missed), pytrace=False)


@contextmanager
def watched_logs() -> Iterator[Logs]:
    """Watch the log, and judge it at the end."""
    logs = Logs()
    root = logging.getLogger()
    root.addHandler(logs)
    try:
        yield logs
    finally:
        root.removeHandler(logs)
    logs.judge()
