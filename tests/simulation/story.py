"""How an episode is lived: the person's acts, what happens around the program, and the calm at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from exist_desktop.api.oauth.credential_store import SERVICE
from exist_desktop.api.oauth.tokens import TokenKind, Tokens, to_stored
from tests.simulation.blows import Blows
from tests.simulation.computer import Computer, Program
from tests.simulation.ending import Ending
from tests.simulation.exist import CLIENT, WAYS_OF_KEEPING, Exist
from tests.simulation.faults import Fault, Operation, Table
from tests.simulation.judge import Judge
from tests.simulation.loop import SimulatedLoop
from tests.simulation.network import ORIGIN, Network
from tests.simulation.own_files import OwnFiles
from tests.simulation.owners import OwnerActs, OwnerWatch, Services
from tests.simulation.person import Person
from tests.simulation.plan import Plan, needs_renewal
from tests.simulation.weather import Weather

FIRST_SECONDS = 600.0
SECOND_COPY_SECONDS = 120.0
CLOCK_STEPS = (-86_400.0, -3600.0, -60.0, 60.0, 3600.0, 86_400.0)
ZONES = ("Australia/Lord_Howe", "Asia/Kathmandu", "America/New_York", "Pacific/Apia")
GROUPS = ("activity", "productivity", "mood", "sleep", "food", "health", "custom", "manual")
ALL_SCOPES = " ".join(f"{group}_{right}" for group in GROUPS for right in ("read", "write"))


@dataclass
class Story:
    """One episode under way."""

    loop: SimulatedLoop
    random: Random
    plan: Plan
    computer: Computer
    exist: Exist
    judge: Judge
    person: Person
    scopes: str | None = None
    """The scopes that the person grants, where that is fixed."""
    table: Table = field(default_factory=Counter)

    def __post_init__(self) -> None:
        user = self.person.user
        self.exist.keeps_texts = WAYS_OF_KEEPING[len(self.plan.acts) % len(WAYS_OF_KEEPING)]
        self.weather = Weather(self.loop, self.random, self.plan, self.exist, self.judge, user, self._count)
        self.watch = OwnerWatch(self.judge)
        self.files = OwnFiles(self)
        self.wishes = OwnerActs(self.person, self.watch, self.random)
        self.services = Services(self.exist, self.weather, self.judge, user, self.random)
        if self.plan.owners:
            self.judge.owners = self.watch
        self.blows = Blows(self.computer, self.random, self.judge, self._count, self.start_again)
        self.computer.network = Network(self.loop, self.exist, self.random, self.judge, self.weather)

    def live(self) -> None:
        """From the first start to the end of the calm."""
        start, disk = self.loop.now, self.computer.disk
        self._prepare()
        self.weather.on_request = self.blows.on_request
        disk.on_call, disk.on_commit = self.blows.on_call, self.blows.on_commit
        self.blows.plan(self.plan.strikes, self.plan.calm_at)
        self.computer.start()
        for at, act in self.plan.acts:
            self.loop.call_at(start + at, self._act, act)
        for at, fault in self.plan.around:
            self.loop.call_at(start + at, self._around, fault)
        for at in self.plan.changes:
            self.loop.call_at(start + at, self._change_the_past)
        for at, event in self.plan.owners:
            self.loop.call_at(start + at, self._of_owners, event)
        for at, act in self.plan.files:
            self.loop.call_at(start + at, self.files.happens, act)
        for at in self.plan.looks:
            self.loop.call_at(start + at, self._look)
        self.run_until(start + self.plan.calm_at)
        self.blows.waiting.clear()
        self.weather.calm = True
        Ending(self).live()

    def sign_in_first(self) -> None:
        """A first start, a sign-in, and one reading of everything."""
        program = self.computer.start()
        self.run_until(self.loop.now + 1)
        program.do(self.person.sign_in(program), "signs in")
        self.run_until(self.loop.now + FIRST_SECONDS - 1)

    def clear_away(self) -> None:
        """Ends what still runs, so that nothing of it is left."""
        for program in list(self.computer.programs):
            self.computer.kill(program)
        self.loop.stopped = None
        self.loop.run_until(lambda: self.loop.idle, self.loop.now)
        self.computer.disk.connection.close()
        self.files.clear_away()

    def run_until(self, instant: float) -> None:
        """Lets the time pass."""
        self.loop.run_until(lambda: False, instant)
        self.loop.now = max(self.loop.now, instant)

    def start_again(self) -> None:
        """The person starts the program, where none runs; whatever was saved must be there."""
        if not self.computer.programs:
            self.judge.inspect()
            self.computer.start()

    @property
    def program(self) -> Program | None:
        """The one whose window the person sees."""
        return next((p for p in self.computer.programs if p.ready and not p.quitting), None)

    def _prepare(self) -> None:
        self.computer.tells_uptime = self.random.random() < 0.75
        self.judge.looks = not {Fault.STALE, Fault.FORBIDDEN, Fault.CLOCK} & set(self.plan.kinds)
        scopes = self.random.choice((None, None, ALL_SCOPES))
        self.person.scopes = self.scopes or scopes
        token = self.exist.issue(self.person.user, self.person.scopes)
        kept = Tokens(TokenKind.BEARER, token.access, token.refresh, token.expires_at, None, CLIENT, "a secret")
        self.computer.keyring.items[SERVICE, f"{self.person.user} at {ORIGIN}"] = to_stored(kept)
        self.computer.keyring.on_refused = self._keyring_refused
        if self.plan.unread:
            self.computer.disk.connection.execute("DELETE FROM meta WHERE name LIKE '%_read' OR name = 'last_sync'")
        if needs_renewal(self.plan):
            self.loop.call_later(self.random.uniform(0, self.plan.calm_at / 2), self._expire)
        if Fault.KEYRING in self.plan.kinds and self.plan.focus is Operation.START:
            self._lock()

    def _count(self, fault: Fault, operation: Operation) -> None:
        self.table[fault, operation] += 1
        self.judge.say("weather", f"{fault} at {operation}")

    def _act(self, act: str) -> None:
        """What the person does at an instant of the plan; without a program, they start it."""
        program = self.program
        if program is None:
            self.start_again()
            return
        if act == "quit":
            program.quit(self._quit(program))
            return
        work = {
            "save": self.person.save,
            "undo": self.person.undo,
            "decide": self.person.decide,
            "send now": self.person.send_now,
            "sync": self.person.sync,
            "refresh": self.person.refresh,
            "make": self.person.make,
            "sign in": self.person.sign_in,
            "take": self.wishes.take,
            "give": self.wishes.give,
            "undo wish": self.wishes.undo,
            "decide wish": self.wishes.decide,
            "create": self.wishes.create,
        }[act]
        program.do(work(program), act)

    async def _quit(self, program: Program) -> None:
        await program.stop_acts()
        await program.engine.close()
        self.judge.inspect()
        self.loop.call_soon(self._leave, program)

    def _leave(self, program: Program) -> None:
        if program in self.computer.programs:
            self.computer.kill(program)
        self.loop.call_later(self.random.choice((0.5, 20, 400)), self.start_again)

    def _around(self, fault: Fault) -> None:
        """Something changes around the program, whatever it does just now."""
        match fault:
            case Fault.CLOCK:
                self._set_clock()
            case Fault.ZONE:
                self.exist.accounts[self.person.user].zone = self.random.choice(ZONES)
            case Fault.KEYRING:
                self._lock()
                return
            case Fault.UNSENT_LOG:
                self._second_copy()
            case Fault.ELSEWHERE:
                self.weather.write_elsewhere(self.random.choice(self._known_names()))
                return
            case Fault.OWNER_LOST:
                self.weather.take_away(self.random.choice(self._known_names()))
                return
        self._count(fault, Operation.RUN)

    def _of_owners(self, event: str) -> None:
        self.services.happens(event)

    def _change_the_past(self) -> None:
        assert self.judge.past is not None
        self.judge.say("elsewhere", self.judge.past.change())

    def _look(self) -> None:
        program = self.program
        if program is not None:
            program.do(self.person.look(program), "looks")

    def _known_names(self) -> list[str]:
        there = self.exist.accounts[self.person.user].attributes
        return [name for name in self.plan.names if name in there] or ["coffees"]

    def _set_clock(self) -> None:
        """By the person, or by the time service. Over a new start of the system nobody can tell by how much."""
        by = self.random.choice(CLOCK_STEPS)
        self.computer.ahead += by
        self.judge.say("computer", f"its clock is set by {by:+.0f} s")
        unknown = Fault.POWER_CUT in self.plan.kinds or not self.computer.tells_uptime
        if unknown and (by > 0 or Fault.UNSENT_LOG in self.plan.kinds):
            self.judge.clock_unsure = True

    def _lock(self) -> None:
        self.computer.keyring.locked = True
        self.loop.call_later(self.random.uniform(1, 600), self.unlock)

    def unlock(self) -> None:
        """The person opens the keyring, and the program that has waited for it looks into it."""
        self.computer.keyring.locked = False
        program = self.program
        if program is not None and program.engine.link is None:
            program.do(program.connect(), "connects")

    def _keyring_refused(self) -> None:
        program = self.program
        linked = program is not None and program.engine.link is not None
        self._count(Fault.KEYRING, Operation.REFRESH if linked else Operation.START)

    def _second_copy(self) -> None:
        """The command line, or a second window, on the same data: it enters something, sends, and ends."""
        program = self.computer.start()
        self.loop.call_later(self.random.uniform(0.5, 5), self._use_second_copy, program)

    def _use_second_copy(self, program: Program) -> None:
        if program in self.computer.programs and program.ready:
            program.do(self._save_beside(program), "save beside")
            program.do(self.person.sync(program), "sync beside")
            self.loop.call_later(self.random.uniform(1, SECOND_COPY_SECONDS), self._close_second_copy, program)

    async def _save_beside(self, program: Program) -> None:
        """What is saved there is told to the window, as the command line does."""
        await self.person.save(program)
        for other in self.computer.programs:
            if other is not program and other.engine.link is not None:
                other.engine.link.schedule.entry_saved()

    def _close_second_copy(self, program: Program) -> None:
        if program in self.computer.programs:
            program.quit(self._quit(program))

    def _expire(self) -> None:
        """All access tokens of the person end; their refresh tokens go on."""
        for token in self.exist.tokens.values():
            token.expires_at = self.loop.now
        if Fault.KEYRING in self.plan.kinds:
            self._lock()
