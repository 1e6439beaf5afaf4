"""Our own files in an episode: backups are made and put back, exports are taken in again, in the middle of everything.

A backup takes the place of the database by the program's own code and on a real disk; then the simulated disk has what
came of it. What was sent since is in no backup. So for keys that have changed since then the judge does not fold what
is here, but looks at each addition: none arrives twice unless the person has decided that.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from exist_desktop.domain.outbox.rescue import Loss
from exist_desktop.domain.transfer.export import ExportFormat
from exist_desktop.export.exports import ExportRequest, Exports
from exist_desktop.imports.imports import ImportRequest, Imports
from exist_desktop.store.store import DATABASE, UNSENT_LOG
from exist_desktop.store.unsent import rescue
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.simulation.exist import Key
from tests.simulation.plan import Plan

if TYPE_CHECKING:
    from tests.simulation.computer import Program
    from tests.simulation.story import Story

KEPT, KEPT_FROM = 40, 21
"""Each so many-th episode is about our own files, from this one on."""
IN_A_ROLLBACK_FILE = b"\x01\x01"
"""What bytes 18 and 19 of a database say that has no log beside it; memory has none."""
_ENTRIES = (
    "SELECT entry.uid, entry.attribute, entry.day, entry.undone_at, op.state, op.reason, account.username FROM entry "
    "JOIN op ON op.id = entry.op JOIN account ON account.id = entry.account"
)
_OPS = "SELECT id, account, attribute, day, kind, since FROM op"


def is_about_files(seed: int) -> bool:
    """Whether the episode of that seed is about our own files."""
    return seed % KEPT == KEPT_FROM


def with_files(plan: Plan, seed: int) -> Plan:
    """The same plan with backups, exports and what becomes of them."""
    random = Random(f"files {seed}")
    acts = []
    for _ in range(random.randint(1, 2)):
        first, later = sorted(random.uniform(1, plan.calm_at) for _ in range(2))
        acts += [(first, "back up"), (later, "restore")]
    first, later, last = sorted(random.uniform(1, plan.calm_at) for _ in range(3))
    acts += [(first, "export"), (later, "import"), (last, "import")]
    return replace(plan, files=tuple(sorted(acts)))


class OwnFiles:
    """The files of one story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._backup: bytes | None = None
        self._folder = story.computer.folder
        self._elsewhere = TemporaryDirectory(prefix="simulation-", dir=self._folder.parent)

    def happens(self, act: str) -> None:
        """The person makes or uses a file; without a running program they only start it."""
        program = self._story.program
        if program is None:
            self._story.start_again()
        elif act == "back up":
            self._story.judge.say("person", "makes a backup")
            self._backup = self._story.computer.disk.connection.serialize()
        elif act == "restore" and self._backup is not None:
            self._restore(self._backup)
        elif act == "export":
            program.do(self._export(program), act)
        elif act == "import" and self._exported.exists():
            program.do(self._take_in(program), act)

    def clear_away(self) -> None:
        """Removes what is left."""
        self._elsewhere.cleanup()

    @property
    def _exported(self) -> Path:
        return Path(self._elsewhere.name) / "all.json"

    async def _export(self, program: Program) -> None:
        """Writes a file of what is on the simulated disk at this moment."""
        engine, there = program.engine, self._folder / DATABASE
        there.write_bytes(self._story.computer.disk.connection.serialize())
        try:
            exports = Exports(engine.store, engine.preferences, engine, engine.clock)
            await exports.write(ExportRequest(self._exported, ExportFormat.JSON))
        finally:
            there.unlink()

    async def _take_in(self, program: Program) -> None:
        engine = program.engine
        imports = Imports(engine.store, engine.preferences, engine, engine.clock, engine.server)
        before = self._open()
        await imports.take_in(ImportRequest(self._exported))
        self._story.judge.came_back(self._open() - before)

    def _open(self) -> set[str]:
        return {row["uid"] for row in self._entries().values() if _waits(row)}

    def _entries(self) -> dict[str, Any]:
        return {row["uid"]: row for row in self._story.computer.disk.rows(_ENTRIES)}

    def _ops(self) -> set[tuple[Any, ...]]:
        return {tuple(row) for row in self._story.computer.disk.rows(_OPS)}

    def _restore(self, backup: bytes) -> None:
        """Puts the backup in place. What was under way goes on at the service, and nobody here waits for it."""
        computer, judge = self._story.computer, self._story.judge
        for program in list(computer.programs):
            computer.kill(program)
        judge.say("person", "puts the backup back")
        entries, ops = self._entries(), self._ops()
        path, chosen = self._folder / DATABASE, self._folder / "chosen.sqlite3"
        path.write_bytes(computer.disk.connection.serialize())
        chosen.write_bytes(backup)
        log = UnsentLog(self._folder / UNSENT_LOG)
        rescue.make_ready(chosen, path, log)
        rescue.put_in_place(path, log, self._story.loop.now + computer.ahead, Loss.RESTORED, from_backup=True)
        image = bytearray(path.read_bytes())
        image[18:20] = IN_A_ROLLBACK_FILE
        computer.disk.replace(bytes(image))
        for left in (path, chosen):
            left.unlink()
        self._tell_the_judge(entries, ops)
        self._story.start_again()

    def _tell_the_judge(self, before: dict[str, Any], ops: set[tuple[Any, ...]]) -> None:
        after, judge = self._entries(), self._story.judge
        gone = {uid for uid in before if uid not in after}
        changed = {uid for uid in after if uid not in before or tuple(after[uid]) != tuple(before[uid])}
        keys: set[Key] = {_key(before[uid]) for uid in gone} | {_key(after[uid]) for uid in changed}
        judge.restored(
            lost={uid for uid in gone if _waits(before[uid])},
            gone=gone,
            keys=keys,
            ops={number for number, *_ in self._ops() & ops},
        )


def _waits(row: Any) -> bool:
    return row["undone_at"] is None and row["state"] not in ("done", "dropped")


def _key(row: Any) -> Key:
    return row["username"], row["attribute"], row["day"]
