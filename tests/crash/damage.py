"""Files of the data folder cut, flipped and zeroed; the next start tells, and nothing is lost and nothing wrong sent.

`python -m tests.crash.damage N [--seed S]` damages a file N times, in folders as a kill leaves them: with entries
that wait, that are on their way and unanswered, that are in Exist, and one that was taken back.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from pathlib import Path

from exist_desktop.demo.people.catalogue import Value
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import EntryState, OutboxLine
from exist_desktop.engine import Engine
from exist_desktop.errors import NotPossibleError, NotPossibleKind, NotSavedError
from exist_desktop.settings import FILE as SETTINGS
from exist_desktop.store.outbox.ops import Dispatch
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from exist_desktop.store.unsent.rescue import BACKUP
from tests.crash.home import ADDED, TEXT, TOTAL, UNDONE, Home, schedule, signed_in_home
from tests.report import tried
from tests.sync.engine_harness import USER

LOG = DATABASE + "-wal"
FILES = (DATABASE, LOG, UNSENT_LOG, BACKUP, DATABASE + "-shm", SETTINGS)


class Blow(Enum):
    """What happens to a file."""

    CUT = "cut"
    FLIPPED = "flipped"
    ZEROED = "zeroed"
    GONE = "gone"


@dataclass(frozen=True)
class Snapshot:
    """A folder as a kill leaves it. `waiting` is what the server does not have yet, `values` what it has."""

    folder: Path
    waiting: tuple[Command, ...]
    values: dict[str, Value]


@dataclass
class Tally:
    """How often each kind of blow led to which word to the person."""

    cases: int = 0
    told: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return f"{self.cases} damaged files: " + ", ".join(f"{what} {n}" for what, n in sorted(self.told.items()))


def strike(path: Path, blow: Blow, chance: random.Random) -> None:
    """Damage a file somewhere."""
    if blow is Blow.GONE:
        path.unlink()
        return
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    match blow:
        case Blow.CUT:
            del content[at:]
        case Blow.ZEROED:
            length = min(chance.choice((16, 512, 4096, 1 << 20)), len(content) - at)
            content[at : at + length] = bytes(length)
        case _:
            for _ in range(chance.choice((1, 1, 8))):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


class Damage:
    """Strikes folders of a home, and looks at what the next start makes of it."""

    def __init__(self, home: Home, place: Path) -> None:
        self.home = home
        self.place = place
        self.day: date = home.demo.today(USER) - timedelta(days=1)
        self.tally = Tally()

    async def snapshots(self) -> tuple[Snapshot, ...]:
        """Folders of a person who enters more and more, each copied while the program runs."""
        found = []
        folder = self.place / "running"
        shutil.copytree(self.home.folder, folder)
        self._set_server({ADDED: 10, TOTAL: 100, TEXT: "as before", UNDONE: 50})
        async with self.home.opened(folder) as engine:
            engine.preferences.change(mood_steps=9)
            await engine.connect()
            await schedule(engine).sync()
            more = Increment(Key(ADDED, self.day), 3)
            total = SetValue(Key(TOTAL, self.day), 1237)
            text = SetValue(Key(TEXT, self.day), "a house by the sea")
            taken_back, *_ = await engine.journal.save(SetValue(Key(UNDONE, self.day), 99))
            await engine.journal.save(more, total)
            await engine.journal.undo(taken_back.id)
            found.append(self._snapshot(folder, more, total))
            await schedule(engine).push_out()
            await engine.journal.save(more, text)
            found.append(self._snapshot(folder, more, text))
            await self._leave_unanswered(engine)
            await engine.journal.save(total)
            found.append(self._snapshot(folder, total, text))
        return tuple(found)

    async def _leave_unanswered(self, engine: Engine) -> None:
        """The addition has left and was applied when the program is killed: nothing of the answer is on the disk."""
        op = next(line for line in await engine.views.outbox() if line.entry.key.attribute == ADDED)
        before = self.home.demo.world.value(USER, ADDED, self.day)
        assert isinstance(before, int)
        assert isinstance(op.entry.command, Increment)
        number = await engine.store.database.read(
            lambda c: c.execute("SELECT op FROM entry WHERE id = ?", (op.entry.id,)).fetchone()[0]
        )
        assert engine.account is not None
        await engine.store.begin(engine.account, [Dispatch(number, op.entry.command, before)], self.home.clock.now())
        self.home.demo.edit(USER, ADDED, self.day, before + int(op.entry.command.delta))

    def _snapshot(self, running: Path, *waiting: Command) -> Snapshot:
        folder = self.place / f"snapshot-{len(list(self.place.iterdir()))}"
        shutil.copytree(running, folder)
        values = {name: self._value(name) for name in (ADDED, TOTAL, TEXT, UNDONE)}
        return Snapshot(folder, waiting, values)

    def _value(self, name: str) -> Value:
        found = self.home.demo.world.value(USER, name, self.day)
        assert found is not None
        return found

    def _set_server(self, values: dict[str, Value]) -> None:
        for name, value in values.items():
            self.home.demo.edit(USER, name, self.day, value)

    async def suffer(self, snapshot: Snapshot, file: str, blow: Blow, seed: int) -> None:
        """One blow, the next start, and everything that has to hold after it."""
        folder = self.place / "struck"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(snapshot.folder, folder)
        self._set_server(snapshot.values)
        self.home.demo.world.requests.clear()
        strike(folder / file, blow, random.Random(seed))
        self.tally.cases += 1
        try:
            async with self.home.opened(folder) as engine:
                self._check_told(engine, folder, await engine.views.outbox() if engine.account else [])
                await engine.connect()
                await schedule(engine).sync()
                await self.home.come_to_rest(engine)
                self._check(snapshot, await engine.views.outbox(finished=True))
        except NotPossibleError as error:
            if error.kind is not NotPossibleKind.NEWER_DATA:
                raise
            self.tally.told["taken for a later version's"] += 1
        except NotSavedError as error:
            raise AssertionError(f"could not be opened: {error}") from error

    def _check_told(self, engine: Engine, folder: Path, lines: tuple[OutboxLine, ...] | list[OutboxLine]) -> None:
        """Whatever is moved aside is there, and the counts are those of the outbox."""
        rescue = engine.store.rescued
        self.tally.told[rescue.loss.name.lower() if rescue else "nothing"] += 1
        aside = list(folder.glob("damaged-*"))
        assert bool(aside) == (rescue is not None and rescue.folder != str(folder))
        assert all(any(kept.iterdir()) for kept in aside)
        if rescue is not None and engine.account is not None:
            assert rescue.waiting + rescue.doubtful == len(lines)

    def _check(self, snapshot: Snapshot, lines: tuple[OutboxLine, ...]) -> None:
        held = [line.entry for line in lines if line.entry.state is EntryState.HELD]
        assert all(entry.reason for entry in held)
        assert self._value(UNDONE) == snapshot.values[UNDONE], "what was taken back was sent"
        adds = [command.delta for command in snapshot.waiting if isinstance(command, Increment)]
        asked = sum(entry.command.delta for entry in held if isinstance(entry.command, Increment))
        before, now = snapshot.values[ADDED], self._value(ADDED)
        assert isinstance(before, int)
        assert isinstance(now, int)
        assert before <= now <= before + sum(adds), f"{before} became {now} by {adds}"
        assert now + asked >= before + sum(adds), f"lost: {before} became {now} by {adds}, {asked} asked about"
        totals = {command.key.attribute: command.value for command in snapshot.waiting if isinstance(command, SetValue)}
        for name in (TOTAL, TEXT):
            former, wanted = snapshot.values[name], totals.get(name, snapshot.values[name])
            asking = any(entry.key.attribute == name for entry in held)
            assert self._value(name) == wanted or (asking and self._value(name) == former), f"{name}: {wanted} was lost"


def cases(number: int, chance: random.Random) -> list[tuple[int, str, Blow, int]]:
    """So many blows, spread over snapshots, files and kinds; the last number is each one's own seed."""
    kinds = [(snapshot, file, blow) for snapshot in range(3) for file in FILES for blow in Blow]
    chosen = [kinds[index % len(kinds)] for index in range(number)]
    return [(*kind, chance.randrange(10**6)) for kind in chosen]


async def strike_many(home: Home, place: Path, number: int, seed: int) -> Tally:
    """So many cases; a failing one names itself."""
    damage = Damage(home, place)
    snapshots = await damage.snapshots()
    for index, file, blow, own_seed in cases(number, random.Random(seed)):
        try:
            await damage.suffer(snapshots[index], file, blow, own_seed)
        except Exception as error:
            raise AssertionError(f"snapshot {index}, {file} {blow.value}, seed {own_seed} of {seed}") from error
    tried("real machine", "damaged files", damage.tally.cases)
    return damage.tally


def main() -> int:
    """Strike as often as asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    typed = parser.parse_args()
    print(f"seed {typed.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="damage-") as place, signed_in_home(Path(place)) as home:
        print(asyncio.run(strike_many(home, Path(place) / "cases", typed.cases, typed.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
