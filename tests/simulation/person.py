"""The person in front of the program: enters, undoes, decides, sends, signs in, and sometimes does it all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random

from exist_desktop.api.oauth.sign_in import SignedIn
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.domain.account import Profile
from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import Append, Command, Increment, Key, SetValue
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.actions import OutboxAction, actions
from exist_desktop.domain.outbox.ops import Entry, EntryKind, EntryState
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, Value
from tests.simulation.computer import Program
from tests.simulation.exist import CLIENT, Exist
from tests.simulation.judge import Judge, Saved
from tests.simulation.promises import Promise

STEPS: dict[str, float] = {"coffees": 1, "keystrokes": 3, "water": 250, "steps": 5, "sleep": 15, "weight": 0.5}
WORDS = ("coffee", "coffee", "tea\n\nand ünïcode ☕", "coffee with milk", "مشي قصير")
"""What joins a note; the same again, several lines, a part of another one, another script."""
LABELS = ("Push-ups", "Long walks", "Piano")


@dataclass
class Person:
    """One person, with an account each for work and home. `names` and `days` are what they track in this episode."""

    random: Random
    exist: Exist
    judge: Judge
    names: Sequence[str]
    days: Sequence[date]
    user: str = "josh"
    scopes: str | None = None
    labels: list[str] = field(default_factory=lambda: list(LABELS))

    def _command(self) -> Command:
        key = Key(self.random.choice(self.names), self.random.choice(self.days))
        step = STEPS.get(key.attribute)
        if step is not None and self.random.random() < 0.65:
            return Increment(key, step * self.random.choice((1, 1, 1, 2, -1)))
        if key.attribute == "mood_note" and self.random.random() < 0.7:
            return Append(key, self.random.choice(WORDS), f"{datetime.fromtimestamp(self.judge.loop.now, UTC):%H:%M}")
        return SetValue(key, self._value(key.attribute))

    def _value(self, name: str) -> int | float | str:
        match name:
            case "mood":
                return self.random.choice((1, 3, 5, 7, 9))
            case "mood_note":
                return self.random.choice(("rain", "sun", "a <b>bold</b> walk", "ünïcode ☕"))
            case "walk":
                return self.random.randint(0, 1)
            case "weight":
                return self.random.randint(600, 800) / 10
            case _:
                return self.random.randint(0, 90)

    async def save(self, program: Program) -> None:
        """Enters something, or two things at once."""
        commands = [self._command() for _ in range(1 if self.random.random() < 0.85 else 2)]
        await self.enter(program, *{command.key: command for command in commands}.values())

    async def enter(self, program: Program, *commands: Command) -> None:
        """What the program calls saved is remembered."""
        user = self._user_of(program)
        try:
            saved = await program.engine.journal.save(*commands)
        except InvalidValueError:
            return
        self.remember(user, saved)

    def _user_of(self, program: Program) -> str:
        account = program.engine.account
        return account.username if account else self.user

    def remember(self, user: str, saved: Sequence[Entry]) -> None:
        """What the program called saved."""
        for entry in saved:
            key = entry.key
            kept = Saved(user, key.attribute, key.day.isoformat(), str(entry.kind), entry.amount)
            self.judge.called_saved(user, entry.uid, kept)

    async def make(self, program: Program) -> None:
        """Wants an attribute that Exist does not have."""
        if not self.labels:
            return
        label = self.labels.pop()
        user = self._user_of(program)
        first = FirstValue(self.random.choice(self.days), self.random.randint(1, 9))
        group = Group("health", "Health", 4)
        self.remember(user, await program.engine.journal.make(label, group, ValueType.QUANTITY, first))

    async def undo(self, program: Program) -> None:
        """Takes back one of the last things entered."""
        lines = await program.engine.views.outbox(finished=True)
        if lines:
            entry = self.random.choice(lines[:5]).entry
            self.judge.withdrawn.add(entry.uid)
            try:
                await program.engine.journal.undo(entry.id)
            except InvalidValueError:
                return

    async def decide(self, program: Program) -> None:
        """Answers what some held entry asks, in one of the ways that the page offers."""
        held = [line for line in await program.engine.views.outbox() if line.entry.state is EntryState.HELD]
        if not held:
            return
        line = self.random.choice(held)
        entry, journal = line.entry, program.engine.journal
        offered = [act for act in actions(line) if act not in (OutboxAction.CORRECT, OutboxAction.SIGN_IN)] or [
            OutboxAction.DISCARD
        ]
        act = self.random.choice(offered)
        user = self._user_of(program)
        self.judge.say(program.life.name, f"decides {entry.uid} {entry.reason}: {act.name}")
        self.judge.decided.add((user, entry.key.attribute, entry.key.day.isoformat()))
        match act:
            case OutboxAction.TAKE_OVER:
                self.judge.agrees(user, entry.key.attribute)
                await journal.take_over(entry.key.attribute)
            case OutboxAction.USE_MINE:
                await journal.use_mine(entry.id)
            case OutboxAction.USE_BOTH:
                await journal.use_both(entry.id)
            case OutboxAction.KEEP_THEIRS:
                self._lets_go(program, entry)
                await journal.keep_theirs(entry.id)
            case _:
                self._lets_go(program, entry)
                await journal.discard(entry.id)

    def _lets_go(self, program: Program, entry: Entry) -> None:
        """What a discarded total has replaced before it left goes with it."""
        same_op = "SELECT uid FROM entry WHERE op = (SELECT op FROM entry WHERE uid = ?) AND id <= ?"
        rows = program.computer.disk.rows(same_op, (entry.uid, entry.id)) if entry.kind is EntryKind.SET else []
        self.judge.withdrawn |= {entry.uid, *(row["uid"] for row in rows)}

    async def send_now(self, program: Program) -> None:
        """Does not want to wait."""
        if program.engine.link is not None:
            program.engine.link.schedule.send_now()

    async def sync(self, program: Program) -> None:
        """As the command line's `sync` does."""
        if program.engine.link is not None:
            await program.engine.link.schedule.sync()

    async def refresh(self, program: Program) -> None:
        """Wants to see what is new."""
        if program.engine.link is not None:
            program.engine.link.schedule.refresh()

    async def look(self, program: Program) -> None:
        """Sees on the days of what waits what was entered, whatever was read of them."""
        before = self._waiting(program)
        for (name, day), value in before.items():
            tile = (await program.engine.views.day(date.fromisoformat(day))).tile(name)
            still = self._waiting(program).get((name, day)) == value
            if still and tile is not None and tile.value != value:
                self.judge.fail(Promise.OURS_IS_SHOWN, f"{name} {day} waits with {value!r} and shows {tile.value!r}")

    def _waiting(self, program: Program) -> dict[tuple[str, str], Value]:
        rows = program.computer.disk.rows(
            "SELECT attribute, day, value FROM op JOIN account ON account.id = account WHERE username = ? "
            "AND kind = 'set' AND state = 'pending' AND NOT EXISTS (SELECT 1 FROM op AS other WHERE other.id <> op.id "
            "AND (other.account, other.attribute, other.day) = (op.account, op.attribute, op.day) "
            "AND other.state NOT IN ('done', 'dropped'))",
            (self._user_of(program),),
        )
        return {(row["attribute"], row["day"]): row["value"] for row in rows}

    async def sign_in(self, program: Program) -> None:
        """Signs in, again or as somebody else."""
        token = self.exist.issue(self.user, self.scopes)
        granted = None if self.scopes is None else frozenset(self.scopes.split())
        tokens = Tokens(
            TokenKind.BEARER, token.access, token.refresh, token.expires_at, granted, CLIENT, "a secret of the client"
        )
        profile = Profile(self.user, timezone=self.exist.accounts[self.user].zone)
        await program.engine.adopt(SignedIn(tokens, profile))
        program.engine.start()
