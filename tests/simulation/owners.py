"""Who fills what, in the episodes that are about it: the person's wishes, other services, and what must hold of both.

The person takes over, gives back, creates and undoes; services fill what is theirs, lose it and get it again; and on
the service's own pages attributes change hands or are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from exist_desktop.domain.account import Account
from exist_desktop.domain.attributes import Group
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.actions import OutboxAction, actions
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.value_types import ValueType
from exist_desktop.errors import AppError
from exist_desktop.journal.owner_journal import CustomAttribute, FromTemplate
from exist_desktop.store.reading.outbox_list import read_owner_lines
from exist_desktop.store.transaction import Transaction
from tests.simulation.computer import Program
from tests.simulation.exist import ANDROID, FITBIT, OURS, Answer, Exist
from tests.simulation.faults import MET_BY, Fault, Operation
from tests.simulation.judge import OWNERSHIP_GLANCE, UNFINISHED, Judge
from tests.simulation.network import WRITES, Request
from tests.simulation.person import Person
from tests.simulation.plan import STRIKES, Plan, Strike
from tests.simulation.promises import Promise
from tests.simulation.weather import Weather

OWNED, OWNED_FROM = 4, 2
"""Each so many-th episode is about owners, from this one on."""
ACTS = {"take": 10, "give": 9, "undo wish": 4, "decide wish": 3, "create": 3}
EVENTS = {"fills": 6, "moves": 2, "hides": 1, "leaves": 2, "joins": 2}
ASKED_OF_OWNERS = (Operation.ACQUIRE, Operation.RELEASE, Operation.OWNERS, Operation.T1, Operation.T2, Operation.T3)
FILLED_BY = {"steps": FITBIT, "sleep": FITBIT, "weight": FITBIT, "mood": ANDROID, "mood_note": ANDROID}
"""Who else can fill what. Everything else only this program can."""
LIKELY = frozenset(
    {
        *(Fault.STALE, Fault.OWNER_LOST, Fault.ELSEWHERE, Fault.LOST_AFTER, Fault.LOST_BEFORE, Fault.LATE),
        *(Fault.MIXED, Fault.UNLISTED, Fault.PART, Fault.SHAPE, Fault.SERVER_APPLIED, Fault.CRASH, Fault.POWER_CUT),
    }
)
"""Faults of which such an episode has one more."""
SCOPES = ("activity", "mood", "sleep", "food", "health", "custom", "manual")
DAY = 86_400.0
WISH = "SELECT owner_entry.*, account.username FROM owner_entry JOIN account ON account.id = owner_entry.account "


def is_about_owners(seed: int) -> bool:
    """Whether the episode of that seed is about owners."""
    return seed % OWNED == OWNED_FROM


def with_owners(plan: Plan, seed: int, faults: frozenset[Fault]) -> Plan:
    """The same plan with wishes about owners, and with what happens to them at the service."""
    random = Random(f"owners {seed}")
    likely = sorted(LIKELY & faults)
    plan = replace(plan, kinds=tuple(sorted({*plan.kinds, *random.sample(likely, min(len(likely), 1))})))
    moments = [random.uniform(1, plan.calm_at) for _ in range(random.choice((2, 4)))]
    acts = random.choices(list(ACTS), list(ACTS.values()), k=random.randint(6, 18))
    spread = (0.3, 5.0, 12.0, 60.0, 400.0)
    new = [(min(random.choice(moments) + random.choice(spread) * random.random(), plan.calm_at), act) for act in acts]
    events = random.choices(list(EVENTS), list(EVENTS.values()), k=random.randint(2, 8))
    strikes = [
        Strike(kind, random.choice(ASKED_OF_OWNERS), random.choice((0, 0, 1, 2)), random.random() < 0.5)
        for kind in plan.kinds
        if kind in STRIKES
    ]
    return replace(
        plan,
        focus=random.choice((plan.focus, Operation.ACQUIRE, Operation.RELEASE)),
        acts=tuple(sorted((*plan.acts[:: random.choice((1, 2, 3))], *new))),
        strikes=(*plan.strikes, *(one for one in strikes if one.operation in MET_BY[one.fault])),
        names=tuple(dict.fromkeys((*plan.names[:2], *random.sample(sorted(FILLED_BY), 2)))),
        owners=tuple(sorted((random.uniform(1, plan.calm_at), event) for event in events)),
    )


def furnish(exist: Exist, users: tuple[str, ...], seed: int) -> str | None:
    """Gives the service other services that fill, and one of the manners that it may have. Returns the scopes."""
    random = Random(f"service {seed}")
    exist.echoes, exist.keeps_manual, exist.lags = (random.random() < share for share in (0.4, 0.3, 0.5))
    exist.chooses = random.choice
    for user in users:
        for one in exist.accounts[user].attributes.values():
            one.providers = [FILLED_BY[one.name]] if one.name in FILLED_BY else []
            if one.name == "steps":
                one.providers.append("withings")
    if random.random() < 0.7:
        return None
    exist.keeps_scopes = True
    kept = [group for group in SCOPES if random.random() < 0.75]
    return " ".join([*(f"{group}_read" for group in SCOPES), *(f"{group}_write" for group in kept)])


@dataclass
class OwnerActs:
    """What the person wants of owners."""

    person: Person
    watch: OwnerWatch
    random: Random
    labels: list[str] = field(default_factory=lambda: ["Naps", "Ränge 🎲", "Tea"])

    async def take(self, program: Program) -> None:
        """Takes over one or two of what others fill, or what nobody does."""
        names, user = await self._some(program, ours=False), self._user(program)
        with self.watch.means(user, names, OwnerKind.TAKE_OVER):
            self.watch.saved(user, await program.engine.journal.owners.acquire(*names))

    async def give(self, program: Program) -> None:
        """Gives back one or two of what is filled from here."""
        names, user = await self._some(program, ours=True), self._user(program)
        with self.watch.means(user, names, OwnerKind.GIVE_BACK):
            self.watch.saved(user, await program.engine.journal.owners.release(*names))

    async def _some(self, program: Program, *, ours: bool) -> list[str]:
        rows = [row for row in await program.engine.owners.attributes() if row.attribute.name in FILLED_BY or ours]
        meant = [row.attribute.name for row in rows if row.ours is ours or row.wish is not None]
        known = [name for name in meant if not name.startswith("new:")]
        return self.random.sample(known, min(self.random.choice((1, 1, 2)), len(known)))

    async def undo(self, program: Program) -> None:
        """Takes back one of the last wishes."""
        lines = [line for line in await program.engine.views.owner_lines(finished=True) if actions(line)]
        lines = [line for line in lines if OutboxAction.UNDO in actions(line)][:4]
        if lines:
            wish = self.random.choice(lines).entry
            with self._withdraws(program, wish):
                await program.engine.journal.undo(wish.id)

    async def decide(self, program: Program) -> None:
        """Tries a held wish again, or discards it."""
        held = [one for one in await program.engine.views.owner_lines() if one.entry.state is EntryState.HELD]
        if not held:
            return
        wish = self.random.choice(held).entry
        if self.random.random() < 0.7:
            await program.engine.journal.use_mine(wish.id)
        else:
            with self._withdraws(program, wish):
                await program.engine.journal.discard(wish.id)

    def _withdraws(self, program: Program, wish: OwnerEntry) -> AbstractContextManager[None]:
        user = self._user(program)
        self.watch.judge.say(user, f"takes back {wish.kind} {wish.attribute} {wish.uid}")
        self.watch.withdrawn.add(wish.uid)
        of_it = "SELECT uid FROM entry WHERE attribute = ?"
        if wish.kind is OwnerKind.CREATE:
            self.watch.judge.withdrawn |= {row["uid"] for row in program.computer.disk.rows(of_it, (wish.attribute,))}
        if wish.kind is OwnerKind.CREATE and wish.state is not EntryState.SENT:
            return nullcontext()
        return self.watch.means(user, [wish.attribute], wish.kind.opposite)

    async def create(self, program: Program) -> None:
        """Wants a new attribute, with a first value or without."""
        if not self.labels or self.random.random() < 0.3:
            await program.engine.journal.create(FromTemplate("water"))
            return
        group = Group("health", "Health", 4)
        wanted = CustomAttribute(self.labels.pop(), group, ValueType.QUANTITY, manual=self.random.random() < 0.8)
        first = FirstValue(self.random.choice(self.person.days), self.random.randint(1, 9))
        made = await program.engine.journal.create(wanted, first if self.random.random() < 0.5 else None)
        self.watch.saved(self._user(program), [made.entry])
        self.person.remember(self._user(program), made.values)

    def _user(self, program: Program) -> str:
        account = program.engine.account
        return account.username if account else self.person.user


@dataclass
class Services:
    """What other services do, and what is done on the service's own pages."""

    exist: Exist
    weather: Weather
    judge: Judge
    user: str
    random: Random

    def happens(self, event: str) -> None:
        """One event."""
        attributes = self.exist.accounts[self.user].attributes
        name = self.random.choice(sorted(FILLED_BY))
        one, service = attributes[name], FILLED_BY[name]
        match event:
            case "fills":
                for filled in sorted(FILLED_BY):
                    if attributes[filled].owner not in (None, OURS):
                        self.weather.write_elsewhere(filled)
                return
            case "moves":
                to = self.random.choice((service, service, OURS, None))
                self.exist.hand_over(self.user, name, to)
            case "hides":
                self.exist.switch_off(self.user, name)
            case "leaves":
                one.providers = [other for other in one.providers or () if other != service]
                if one.owner == service:
                    self.exist.hand_over(self.user, name, None)
            case "joins":
                one.providers = [*(one.providers or ()), *([] if service in (one.providers or ()) else [service])]
        self.judge.say("service", f"{event}: {name} is {one.owner}'s, active {one.active}, for {one.providers}")


@dataclass
class OwnerWatch:
    """Who watches over owners, beside the judge of everything else."""

    judge: Judge
    withdrawn: set[str] = field(default_factory=set)
    wished: dict[str, tuple[str, str, OwnerKind]] = field(default_factory=dict)
    meant: dict[tuple[str, str], tuple[OwnerKind, float, int]] = field(default_factory=dict)
    """What was said last of an attribute, when, and the number of the last wish before."""
    released: set[tuple[str, str]] = field(default_factory=set)
    """What this program has given back, and not taken again since."""
    was_ours: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for user, account in self.judge.exist.accounts.items():
            self.was_ours |= {(user, one.name) for one in account.attributes.values() if one.owner == OURS}

    @contextmanager
    def means(self, user: str, names: list[str], kind: OwnerKind) -> Iterator[None]:
        """The person says this; what they said before is no more, unless the program refuses, or ends meanwhile.

        A process that ends may have saved it or not: a take-over counts until it is known, a give-back from then on.
        """
        before = dict(self.meant)
        meant = {(user, name): (kind, self.judge.loop.now, self._last_number()) for name in names}
        if kind is OwnerKind.TAKE_OVER:
            self.meant |= meant
        for name in names:
            opposite = (user, name, kind.opposite)
            self.withdrawn |= {uid for uid, wish in self.wished.items() if wish == opposite}
            self.judge.say(user, f"means {kind} {name}")
        try:
            yield
        except AppError:
            self.meant = before
            raise
        self.meant |= meant

    def saved(self, user: str, wishes: Any) -> None:
        """The program called them saved."""
        for wish in wishes:
            self.wished[wish.uid] = user, wish.attribute, wish.kind

    def leaving(self, request: Request, user: str) -> None:
        """A request is about to leave."""
        if request.operation is Operation.ACQUIRE:
            for item in request.items:
                self._check_asked(user, str(item.get("name") or item.get("template")))
        if request.operation is Operation.RELEASE:
            for item in request.items:
                self._check_on_disk(user, item["name"])
        if request.operation in WRITES:
            for item in request.items:
                attribute = self.judge.exist.accounts[user].attributes.get(item["name"])
                if (user, item["name"]) in self.released and attribute is not None and attribute.owner != OURS:
                    self.judge.fail(Promise.NOTHING_AFTER, f"{item} of {attribute.owner}")

    def _check_asked(self, user: str, name: str) -> None:
        """What others fill, what was given back, lost or is hidden is taken only on the person's word."""
        attribute = self.judge.exist.accounts[user].attributes.get(name)
        if attribute is None or attribute.owner == OURS or self.judge.loop.now - attribute.since <= OWNERSHIP_GLANCE:
            return
        free = attribute.owner is None and attribute.active and (user, name) not in self.was_ours
        if not free and not self._has_word(user, name):
            what = f"{name} is {attribute.owner}'s, active {attribute.active}, meant {self.meant.get((user, name))}"
            self.judge.fail(Promise.ASKED_FIRST, what)

    def _has_word(self, user: str, name: str) -> bool:
        of = (user, name)
        consent = self.judge.disk.rows(
            "SELECT 1 FROM consent JOIN account ON account.id = account WHERE username = ? AND attribute = ?", of
        )
        wish = self.judge.disk.rows(
            f"{WISH} WHERE username = ? AND attribute = ? AND kind = 'take-over' AND state = 'sending'", of
        )
        agreed = bool(consent) and of in self.judge.consents
        return agreed or (bool(wish) and of in self.meant and self.meant[of][0] is OwnerKind.TAKE_OVER)

    def _check_on_disk(self, user: str, name: str) -> None:
        of = (user, name)
        wish = self.judge.disk.rows(
            f"{WISH} WHERE username = ? AND attribute = ? AND kind = 'give-back' AND state = 'sending'", of
        )
        if not wish:
            self.judge.fail(Promise.ON_DISK_FIRST, f"{name} is released, and nobody wanted that")

    def applied(self, request: Request, answer: Answer, user: str) -> None:
        """The service has done it."""
        for place in answer.applied:
            item = request.items[place]
            of = (user, str(item.get("name") or item.get("template")))
            if request.operation is Operation.ACQUIRE:
                self.released.discard(of)
                self.was_ours.add(of)
            elif request.operation is Operation.RELEASE:
                self.released.add(of)
            else:
                continue
            attribute = self.judge.exist.accounts[user].attributes[of[1]]
            self.judge.say("exist", f"{request.operation} {of[1]}: {attribute.owner}'s, manual {attribute.manual}")

    def committed(self) -> None:
        """What is known to be filled from here needs no word any more, and has used it up."""
        if self.judge.consents:
            rows = "SELECT username, name FROM attribute JOIN account ON account.id = account WHERE owned"
            self.judge.consents -= {(row["username"], row["name"]) for row in self.judge.disk.rows(rows)}

    def inspect(self) -> None:
        """At each start and at the end: every wish is there as it was, and what is not done is visible."""
        kept = {row["uid"]: row for row in self.judge.disk.rows(WISH)}
        for uid, (user, name, kind) in self.wished.items():
            row = kept.get(uid)
            if row is None or (row["username"], row["kind"]) != (user, kind):
                self.judge.fail(Promise.SAVED_STAYS, f"{kind} of {name} became {tuple(row) if row else None}")
            if row["state"] == "undone" and uid not in self.withdrawn:
                self.judge.fail(Promise.SAVED_STAYS, f"{kind} of {name} went away by itself")
        for row in self.judge.disk.rows("SELECT * FROM account"):
            account = Account(row["id"], row["server"], row["username"])
            for line in read_owner_lines(Transaction(self.judge.disk.connection, account), None):
                if not actions(line) and line.entry.kind is not OwnerKind.CREATE:
                    self.judge.fail(Promise.VISIBLE, f"nothing can be done about {line.entry}")

    def judge_end(self) -> None:
        """Nothing waits by itself, and each owner is whom the person wanted last, unless somebody else has moved it."""
        for row in self.judge.disk.rows(f"{WISH} WHERE state NOT IN ('sent', 'undone', 'held')"):
            if not self._waits_for_entries(row):
                self.judge.fail(Promise.ARRIVES, f"{row['kind']} {row['attribute']} is {row['state']}")
        for of, (kind, at, number) in self.meant.items():
            attribute = self.judge.exist.accounts[of[0]].attributes[of[1]]
            since = max(self.judge.exist.moved.get(of, 0.0), self.judge.agreed_at.get(of, 0.0))
            if since > at or not self._is_done(of, kind, number):
                continue
            if kind is OwnerKind.GIVE_BACK and attribute.owner == OURS:
                self.judge.fail(Promise.GIVEN_BACK, f"{of[1]}")
            if kind is OwnerKind.TAKE_OVER and attribute.owner != OURS:
                self.judge.fail(Promise.TAKEN_OVER, f"{of[1]} is {attribute.owner}'s")

    def _last_number(self) -> int:
        return int(self.judge.disk.rows("SELECT ifnull(max(id), 0) FROM owner_entry")[0][0])

    def _is_done(self, of: tuple[str, str], kind: OwnerKind, after: int) -> bool:
        """Whether such a wish came after that number and is done. One that only withdrew another leaves nothing."""
        last = (
            f"{WISH} WHERE username = ? AND attribute = ? AND owner_entry.id > ? ORDER BY owner_entry.id DESC LIMIT 1"
        )
        return any(row["kind"] == kind and row["state"] == "sent" for row in self.judge.disk.rows(last, (*of, after)))

    def _waits_for_entries(self, row: Any) -> bool:
        held = f"SELECT 1 FROM op WHERE account = ? AND attribute = ? AND {UNFINISHED}"
        return row["state"] == "waiting" and bool(self.judge.disk.rows(held, (row["account"], row["attribute"])))

    def compare_record(self) -> None:
        """What is known of owners here, and what the record says, is what the service has."""
        found = "SELECT attribute.*, username FROM attribute JOIN account ON account.id = account"
        for row in self.judge.disk.rows(found):
            there = self.judge.exist.accounts[row["username"]].attributes[row["name"]]
            if bool(row["owned"]) != (there.owner == OURS):
                self.judge.fail(Promise.RECORD_IS_TRUE, f"{row['name']} is {there.owner}'s, and owned {row['owned']}")
            changes = "SELECT * FROM owner_change WHERE account = ? AND attribute = ? ORDER BY id DESC LIMIT 1"
            for last in self.judge.disk.rows(changes, (row["account"], row["name"])):
                said = OURS if last["after_ours"] else last["after_name"]
                if said != there.owner:
                    self.judge.fail(Promise.RECORD_IS_TRUE, f"{row['name']} is {there.owner}'s, the record says {said}")
