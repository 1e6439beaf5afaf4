"""A program of the tests that tells what happens to it in lines of JSON, and does what it is asked in such lines."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Thread
from types import TracebackType
from typing import Any, Self

from tests.virtual_desktop.waiting import until


class LineProgram:
    """One run of a module; `told` is every line that it has told so far."""

    def __init__(self, module: str) -> None:
        self.told: list[dict[str, Any]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        until(lambda: self.heard("ready"), f"{module} does not serve")

    def heard(self, kind: str) -> list[Any]:
        """What it has told of one kind."""
        return [line[kind] for line in self.told if kind in line]

    def ask(self, **request: Any) -> None:
        """Have it do something, and wait until it has; all that it told before is there then."""
        assert self._process.stdin is not None
        before = len(self.heard("done"))
        print(json.dumps(request), file=self._process.stdin, flush=True)
        until(lambda: len(self.heard("done")) > before, lambda: f"it does not do {request}")

    def _read(self) -> None:
        assert self._process.stdout is not None
        self.told.extend(json.loads(line) for line in self._process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.kill()
        self._process.wait()
        self._reader.join()
        self._process.stdin.close()
        self._process.stdout.close()
