"""The demo server as a process of its own, which can be killed at the worst moment and comes back with its rows."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

import httpx

from exist_desktop.demo.people.people import YEAR_DAYS
from tests.daylight import where_it_is_day
from tests.patience import PATIENCE

CONTROL = {"X-Demo-Control": "1"}


class Server:
    """One demo server over all its lives: the same port and the same rows each time."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "server.json"
        self._zone = where_it_is_day(datetime.now(UTC))
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Start it, again where it was before."""
        given = ("--state", str(self.state), "--zone", self._zone, "--days", str(YEAR_DAYS))
        command = (sys.executable, "-m", "exist_desktop", "demo-server", *given)
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        told = json.loads(self._process.stdout.readline())
        self.base_url: str = told["base_url"]
        self.client_id: str = told["client_id"]
        self.client_secret: str = told["client_secret"]
        self.tokens: dict[str, str] = told["tokens"]

    def stop(self) -> None:
        """End it in good order; nothing where it has ended."""
        if self._process is not None:
            self._process.terminate()
            self.wait_for_end()

    def wait_for_end(self) -> int:
        """The exit code, once it has ended by itself."""
        assert self._process is not None
        code = self._process.wait(PATIENCE)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None
        return code

    def control(self, method: str, path: str, **fields: Any) -> Any:
        """Ask or tell the server behind the program's back."""
        query, body = (fields, None) if method == "GET" else (None, fields)
        address = f"{self.base_url}/demo/{path}"
        answer = httpx.request(method, address, params=query, json=body, headers=CONTROL, trust_env=False)
        answer.raise_for_status()
        return answer.json()

    def today(self) -> date:
        """The day it is where the server's people live."""
        return datetime.now(ZoneInfo(self._zone)).date()

    def value(self, attribute: str, day: date, user: str = "josh") -> Any:
        """What stands in the server for that day."""
        return self.rows(attribute, day, user)["value"]

    def rows(self, attribute: str, day: date, user: str = "josh") -> Any:
        """The value, the owner, and every write that was applied."""
        return self.control("GET", "rows", user=user, attribute=attribute, date=day.isoformat())

    def calls(self, call: str) -> list[Any]:
        """The requests of one kind, in their order."""
        return [request for request in self.control("GET", "requests")["requests"] if request["call"] == call]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
