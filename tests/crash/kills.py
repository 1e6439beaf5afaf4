"""The real program, killed at random moments; afterwards every entry that was called saved is in Exist once.

`python -m tests.crash.kills N [--seed S]` kills N processes: commands that add and sync, and a window that never
rests. They are killed while they start, recover, save, send, wait for an answer and note it; what they had said
before is held against the rows of the demo server, which is a process of its own and keeps count of every write.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from exist_desktop.store.store import DATABASE
from tests.crash.restless import ADDED, TEXT, TOTAL
from tests.e2e.server import Server
from tests.patience import PATIENCE
from tests.report import tried

USER = "josh"
KILLS_PER_LIFE = 7
"""So many share a data folder; more would use up the hour's requests."""
SETTLE_SECONDS = "0.6"
LATENCY_SECONDS = 0.03
"""How long the server thinks, so that many moments lie between a request and its answer."""
LEFT = {
    "sending": "while something was sent",
    "unknown": "while something was checked",
    "pending": "while something waited",
    "held": "while something was held",
}
ROOT = Path(__file__).parents[2]


@dataclass
class Tally:
    """What a run came to. `found` says what the killed processes had been doing, by what was left on the disk."""

    kills: int = 0
    entries: int = 0
    asked: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        found = ", ".join(f"{what} {number}" for what, number in sorted(self.found.items()))
        return f"{self.kills} kills ({found}), {self.entries} entries called saved, {self.asked} left to the person"


class Life:
    """One data folder, in which processes are started and killed; `saved` has the entries that they called saved."""

    def __init__(self, server: Server, folder: Path, chance: random.Random, tally: Tally, day: date) -> None:
        self.server = server
        self.folder = folder
        self.chance = chance
        self.tally = tally
        self.day = day
        self.saved: set[int] = set()
        self.said = folder / "said.txt"
        folder.mkdir(parents=True)
        for name in (ADDED, TOTAL, TEXT):
            server.control("POST", "owner", user=USER, attribute=name, service="client")
        self.before = self._number(ADDED)
        self.variables: Mapping[str, str] = os.environ | {
            "EXIST_DESKTOP_SERVER": server.base_url,
            "EXIST_DESKTOP_DATA_DIR": str(folder / "data"),
            "EXIST_DESKTOP_TOKEN": server.tokens[USER],
            "EXIST_DESKTOP_SETTLE_SECONDS": SETTLE_SECONDS,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
        }
        started = time.monotonic()
        self.run("sync", "--json")
        self.usual_seconds = time.monotonic() - started

    def _number(self, name: str) -> float:
        return float(self.server.value(name, self.day, USER) or 0)

    def run(self, *typed: str) -> Any:
        """What a command that nobody kills answers."""
        command = (sys.executable, "-m", "exist_desktop", *typed)
        done = subprocess.run(
            command, env=self.variables, capture_output=True, text=True, check=False, timeout=PATIENCE, cwd=ROOT
        )
        assert "Traceback" not in done.stderr, done.stderr
        return json.loads(done.stdout)

    def kill_something(self) -> None:
        """Start a process and kill it at some moment of its life, or while it is at its busiest."""
        match self.chance.choice(("add", "sync", "window", "window")):
            case "add":
                self._kill_late("add", ADDED, f"+{self.chance.randint(1, 3)}", "--date", self.day.isoformat(), "--json")
            case "sync":
                self._kill_late("sync", "--json")
            case _:
                self._kill_window()

    def _kill_late(self, *typed: str) -> None:
        process, started = self._start("exist_desktop", *typed), time.monotonic()
        try:
            process.wait(self.chance.uniform(0.3, 1.0) * self.usual_seconds)
        except subprocess.TimeoutExpired:
            pass
        else:
            self.usual_seconds = time.monotonic() - started
        answer = self._kill(process, typed[0])
        if typed[0] == "add" and answer.strip():
            self._note(*(entry["id"] for entry in json.loads(answer)["entries"]))

    def _kill_window(self) -> None:
        process = self._start("tests.crash.busy_window", self.day.isoformat(), str(self.chance.randrange(10**6)))
        assert process.stdout is not None
        lines: list[str] = []
        if self.chance.random() < 0.7:
            lines += [process.stdout.readline() for _ in range(self.chance.randint(1, 20))]
            time.sleep(self.chance.uniform(0, 0.1))
        else:
            time.sleep(self.chance.uniform(0, 1.5) * self.usual_seconds)
        lines += self._kill(process, "window").splitlines()
        self._note(*(json.loads(line)["id"] for line in lines if '"id"' in line and line.rstrip().endswith("}")))

    def _start(self, module: str, *typed: str) -> subprocess.Popen[str]:
        with self.said.open("a") as said:
            command = (sys.executable, "-m", module, *typed)
            return subprocess.Popen(
                command, env=self.variables, stdout=subprocess.PIPE, stderr=said, text=True, cwd=ROOT
            )

    def _kill(self, process: subprocess.Popen[str], what: str) -> str:
        """Kill it as the system does when memory runs out; what it had said."""
        process.kill()
        said, _ = process.communicate()
        killed = process.returncode < 0
        assert killed or process.returncode == 0 or what != "window", self.said.read_text()[-3000:]
        self.tally.kills += killed
        self.tally.found[f"{what} {self._left_on_disk()}" if killed else f"{what} after its end"] += 1
        return said

    def _left_on_disk(self) -> str:
        """What a look at copies of the files tells, so that the program itself is the first to open them."""
        with tempfile.TemporaryDirectory() as place:
            for path in (self.folder / "data").glob(f"{DATABASE}*"):
                shutil.copy(path, place)
            with contextlib.closing(sqlite3.connect(Path(place) / DATABASE)) as copy:
                states = {state for (state,) in copy.execute("SELECT state FROM op")}
        return next((word for state, word in LEFT.items() if state in states), "while nothing waited")

    def _note(self, *ids: int) -> None:
        self.saved.update(ids)

    def check(self) -> None:
        """Restart, let it come to rest, and hold what was called saved against the server's own rows."""
        self._come_to_rest()
        entries = {entry["id"]: entry for entry in self.run("outbox", "--all", "--json")["entries"]}
        assert self.saved <= entries.keys(), f"called saved and gone: {self.saved - entries.keys()}"
        sent = [entry for entry in entries.values() if entry["state"] == "sent"]
        asking = [entry for entry in entries.values() if entry["state"] == "held"]
        assert len(sent) + len(asking) == len(entries), f"neither in Exist nor asking: {entries}"
        assert all(entry["reason"] for entry in asking)
        self._check_additions(sent, asking)
        self._check_totals(sent, asking)
        assert "Traceback" not in self.said.read_text(), self.said.read_text()[-3000:]
        self.tally.entries += len(self.saved)
        self.tally.asked += len(asking)

    def _come_to_rest(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while (left := self.run("sync", "--json"))["waiting"] or left["checking"]:
            assert time.monotonic() < deadline, f"never came to rest: {left}"
            time.sleep(float(SETTLE_SECONDS) / 4)

    def _check_additions(self, sent: list[Any], asking: list[Any]) -> None:
        counted = self._number(ADDED) - self.before
        least = sum(entry["value"] for entry in sent if entry["kind"] == "add")
        most = least + sum(entry["value"] for entry in asking if entry["kind"] == "add")
        assert least <= counted <= most, f"{counted} counted, {least} sent, {most - least} asked about"

    def _check_totals(self, sent: list[Any], asking: list[Any]) -> None:
        for name in (TOTAL, TEXT):
            totals = [entry for entry in sent if entry["attribute"] == name]
            if totals and name not in {entry["attribute"] for entry in asking}:
                newest = max(totals, key=lambda entry: int(entry["id"]))
                assert self.server.value(name, self.day, USER) == newest["value"]


def run(kills: int, seed: int) -> Tally:
    """Kill so many processes; the same seed chooses the same acts and moments, as far as a machine repeats itself."""
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory(prefix="kills-") as place, Server(Path(place)) as server:
        server.control("POST", "limit", hourly=1_000_000)
        server.control("POST", "latency", seconds=LATENCY_SECONDS)
        lives = 0
        while tally.kills < kills:
            lives += 1
            day = datetime.now(UTC).date() - timedelta(days=lives % 300)
            life = Life(server, Path(place) / f"life-{lives}", chance, tally, day)
            enough = min(kills, tally.kills + KILLS_PER_LIFE)
            while tally.kills < enough:
                life.kill_something()
            life.check()
    tried("real machine", "kills", tally.kills)
    tried("real machine", "entries saved before and after kills", tally.entries)
    return tally


def main() -> int:
    """Kill as many as asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kills", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    typed = parser.parse_args()
    print(f"seed {typed.seed}", flush=True)
    print(run(typed.kills, typed.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
