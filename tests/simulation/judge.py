"""Who watches: every request on its way, every commit on the disk, and at starts and at the end all that was promised.

It keeps its own account of what was applied, op by op, by asking the disk which ops are marked as leaving whenever a
request leaves: the program must have written that down before.
"""

from __future__ import annotations

import traceback
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

import msgspec

from exist_desktop.domain.account import Account
from exist_desktop.domain.outbox.actions import actions
from exist_desktop.domain.outbox.ops import OutboxLine
from exist_desktop.domain.values import one_form
from exist_desktop.store.reading.outbox_list import read_outbox
from exist_desktop.store.transaction import Transaction
from tests.simulation.disk import Disk
from tests.simulation.exist import MOST_ITEMS, OURS, Answer, Exist, Key
from tests.simulation.faults import Operation
from tests.simulation.loop import Life, SimulatedLoop
from tests.simulation.network import ORIGIN, WRITES, Request
from tests.simulation.past import Past
from tests.simulation.promises import Broken, Promise

REQUEST_LIFE = 300.0
"""How long a request may live at the service; the settling time is longer."""
HOUR = 3600.0
BUDGET = 300
FACES_AND_TAGS = ("mood", "walk")
"""What people put in place of each other without a question, unless it waited long."""
FIRST_ELSEWHERE = 1000
"""From here on a number was surely not typed here."""
LONG_WAIT = 15 * 60.0
LOOK = 90.0
"""Between the last look at a value and the request that follows from it."""
OWNERSHIP_GLANCE = 90.0
"""Between the last look at an owner and the taking over, an attribute may change hands without anyone's fault."""
ELSEWHERE = "written elsewhere"
"""What begins with this was written by somebody else."""
UNFINISHED = "state NOT IN ('done', 'dropped')"


class Watcher(Protocol):
    """Who watches over one matter beside the judge."""

    def leaving(self, request: Request, user: str) -> None: ...
    def applied(self, request: Request, answer: Answer, user: str) -> None: ...
    def committed(self) -> None: ...
    def inspect(self) -> None: ...


@dataclass(frozen=True)
class Saved:
    """An entry that the program called saved."""

    user: str
    name: str
    day: str
    kind: str
    value: Any


@dataclass
class Judge:
    """One episode's judge. `foreign` are keys that somebody else wrote, `decided` those the person answered for."""

    loop: SimulatedLoop
    disk: Disk
    exist: Exist
    say: Callable[[str, str], None]
    saved: dict[str, Saved] = field(default_factory=dict)
    foreign: set[Key] = field(default_factory=set)
    decided: set[Key] = field(default_factory=set)
    consents: set[tuple[str, str]] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    first: dict[Key, Any] = field(default_factory=dict)
    looks: bool = True
    """Whether what the program reads is what is there, and when it was typed is what the clock said."""
    applied_to: Counter[int] = field(default_factory=Counter)
    clock_unsure: bool = False
    """A clock set forward before a start makes fences end early: nothing on a computer can tell."""
    requests: int = 0
    past: Past | None = None
    replaced: set[Key] = field(default_factory=set)
    """Keys whose text somebody else has written anew: what was joined before may be gone."""
    owners: Watcher | None = None
    """Who watches over owners, where the episode is about them."""
    agreed_at: dict[tuple[str, str], float] = field(default_factory=dict)
    uncertain: set[Key] = field(default_factory=set)
    """Keys that have changed since a backup was made which then took the place of what was here."""
    _arrived: Counter[str] = field(default_factory=Counter)
    _read: dict[Key, str] = field(default_factory=dict)
    there_before: set[Key] = field(default_factory=set)
    _written_elsewhere: dict[Key, tuple[float, Any]] = field(default_factory=dict)
    _flying: Counter[Key] = field(default_factory=Counter)
    _fences: dict[Key, float] = field(default_factory=dict)
    _sent: dict[str, deque[float]] = field(default_factory=dict)
    _open: dict[int, str] = field(default_factory=dict)

    def fail(self, promise: Promise, what: str) -> NoReturn:
        """A promise does not hold: the episode ends here."""
        broken = Broken(promise, what)
        self.loop.stopped = broken
        raise broken

    def surprised(self, error: BaseException) -> None:
        """The program met something that it does not know."""
        if self.loop.stopped is None:
            trace = "".join(traceback.format_exception(error)[-6:])
            self.loop.stopped = Broken(Promise.NO_SURPRISE, f"{error!r}\n{trace}")

    def leaving(self, life: Life, request: Request, user: str | None) -> None:
        """A request is about to leave."""
        self.requests += 1
        self.say(life.name, f"{request.operation} {request.query or ''}{request.body.decode()}")
        self._check_origin(request)
        if user is not None:
            self._check_budget(life, request, user)
        operation = request.operation
        if self.owners is not None and user is not None:
            self.owners.leaving(request, user)
        elif operation is Operation.ACQUIRE and user is not None:
            self._check_consents(request, user)
        if request.items:
            self._check_batch(request)
        if operation in WRITES:
            self._check_write(request, user)

    def agrees(self, user: str, name: str) -> None:
        """The person agrees to a take-over for the sake of an entry."""
        self.consents.add((user, name))
        self.agreed_at[user, name] = self.loop.now

    def _check_origin(self, request: Request) -> None:
        bears = "Authorization" in request.headers
        if not request.address.startswith(ORIGIN + ("/api/2/" if bears else "/oauth2/")):
            self.fail(Promise.OWN_ORIGIN, request.address)

    def _check_budget(self, life: Life, request: Request, user: str) -> None:
        sent = self._sent.setdefault(user, deque())
        sent.append(self.loop.now)
        while sent[0] <= self.loop.now - HOUR:
            sent.popleft()
        if len(sent) > BUDGET:
            self.fail(Promise.BUDGET, f"{len(sent)} requests of {user}")
        wrong = None if self.past is None else self.past.leaving(life, request, len(sent))
        if wrong and not self.clock_unsure:
            self.fail(Promise.HISTORY_SHARE, wrong)

    def _check_consents(self, request: Request, user: str) -> None:
        for item in request.items:
            name = str(item.get("name") or item.get("template"))
            attribute = self.exist.accounts[user].attributes.get(name)
            if attribute is None or attribute.owner in (None, OURS) or (user, name) in self.consents:
                continue
            if self.loop.now - attribute.since > OWNERSHIP_GLANCE:
                self.fail(Promise.ASKED_FIRST, f"{name} belongs to {attribute.owner}")

    def _check_batch(self, request: Request) -> None:
        if len(request.items) > MOST_ITEMS:
            self.fail(Promise.BATCH_SIZE, f"{len(request.items)} items")
        increments = request.operation is Operation.INCREMENT
        named = [
            (
                str(item.get("name") or item.get("template") or item.get("label")),
                None if increments else item.get("date"),
            )
            for item in request.items
        ]
        if len(set(named)) < len(named):
            self.fail(Promise.UNIQUE_NAMES, str(named))

    def _check_write(self, request: Request, user: str | None) -> None:
        sending = self._sending()
        for item in request.items:
            if not item.get("date"):
                self.fail(Promise.DATE_IS_THERE, str(item))
            found = [op for op in sending if (op["attribute"], op["day"]) == (item["name"], item["date"])]
            mine = [op for op in found if user is None or op["username"] == user]
            if found and not mine:
                self.fail(Promise.OWN_ACCOUNT, f"{item} with the token of {user}")
            adds = request.operation is Operation.INCREMENT
            if not any((op["kind"] == "add") == adds and op["leaves"] == item["value"] for op in mine):
                self.fail(Promise.ON_DISK_FIRST, f"{item} left, and the disk has {[tuple(op) for op in mine]}")
            request.ops.append(mine[0]["id"])
            key = (mine[0]["username"], item["name"], item["date"])
            self._check_alone(key)
            if mine[0]["kind"] == "set":
                self._check_not_run_over(key, mine[0], item["value"])
            elif mine[0]["kind"] == "lines":
                self._check_nothing_lost(key, item["value"])
            request.keys.append(key)
            self._flying[key] += 1

    def _sending(self) -> list[Any]:
        return self.disk.rows(
            "SELECT op.id, op.attribute, op.day, op.kind, op.since, account.username, "
            "CASE op.kind WHEN 'lines' THEN op.total ELSE op.value END AS leaves FROM op "
            "JOIN account ON account.id = op.account WHERE op.state = 'sending'"
        )

    def _check_alone(self, key: Key) -> None:
        if self._flying[key]:
            self.fail(Promise.ONE_IN_FLIGHT, str(key))
        if self._fences.get(key, 0.0) > self.loop.now and not self.clock_unsure:
            self.fail(Promise.FENCE, f"{key} has a fence until {self._fences[key]:.1f}")

    def _check_not_run_over(self, key: Key, op: Any, value: Any) -> None:
        written, theirs = self._written_elsewhere.get(key, (0.0, None))
        telling = isinstance(theirs, str) or (theirs or 0) >= FIRST_ELSEWHERE
        if theirs != self.exist.value(*key) or not telling or theirs == value:
            return  # something else has run over it since, or the person may have seen the same value before
        takes_away = isinstance(theirs, str) or theirs > value
        compared = takes_away and key[1] not in FACES_AND_TAGS
        seen = any(_shows(row["shown"], theirs) for row in self._entries_of(op))
        if not seen and not compared:
            compared = op["since"] < written and self.loop.now - op["since"] > LONG_WAIT + LOOK
        if compared and not seen and written < self.loop.now - LOOK and self.looks and key not in self.decided:
            self.fail(Promise.NOT_RUN_OVER, f"{key} was written elsewhere at {written:.1f} and is {theirs!r}")

    def _entries_of(self, op: Any) -> list[Any]:
        return self.disk.rows("SELECT shown FROM entry WHERE op = ?", (op["id"],))

    def _check_nothing_lost(self, key: Key, text: str) -> None:
        kept = one_form(text).split("\n")
        for line in one_form(self._read.get(key)).split("\n"):
            if line.startswith(ELSEWHERE) and line not in kept:
                self.fail(Promise.NO_TEXT_IS_LOST, f"{key}: {line!r} is not in {text!r}")

    def told(self, request: Request) -> None:
        """The program hears what a reading has found."""
        if request.operation not in (Operation.VALUES, Operation.SINGLE) or not request.found:
            return
        found = msgspec.json.decode(request.found).get("results", [])
        if request.operation is Operation.SINGLE:
            found = [{"name": request.query["attribute"], "values": found}]
        for one in found:
            for value in one["values"] if one["name"] == "mood_note" else ():
                self._read[request.user, one["name"], value["date"]] = value["value"] or ""

    def arriving(self, request: Request, user: str) -> None:
        """It is at the service, and nothing was done yet."""
        for item in request.items if request.operation in WRITES else ():
            self._remember((user, item["name"], item["date"]))

    def _remember(self, key: Key) -> None:
        if key not in self.first:
            self.first[key] = self.exist.value(*key)

    def applied(self, request: Request, answer: Answer, user: str) -> None:
        """The service has done it."""
        if self.owners is not None:
            self.owners.applied(request, answer, user)
        if request.operation not in WRITES:
            return
        for place in answer.applied:
            op, item = request.ops[place], request.items[place]
            self.applied_to[op] += 1
            if request.operation is Operation.INCREMENT:
                self._check_arrived(op, request.keys[place])
            if item["name"] == "mood_note":
                self._read[request.keys[place]] = item["value"]
            self.say("exist", f"applied op {op}: {item['name']} {item['date']} {request.operation} {item['value']!r}")

    def _check_arrived(self, op: int, key: Key) -> None:
        """No addition arrives twice after a backup was put back; before that, its op is looked at as a whole."""
        for row in self.disk.rows("SELECT uid FROM entry WHERE op = ? AND kind = 'add' AND undone_at IS NULL", (op,)):
            self._arrived[row["uid"]] += 1
            if self._arrived[row["uid"]] > 1 and key in self.uncertain - self.decided and not self.clock_unsure:
                self.fail(Promise.ADD_COUNTS_ONCE, f"{row['uid']} of {key} arrived again after a backup was put back")

    def restored(self, *, lost: set[str], gone: set[str], keys: set[Key], ops: set[int]) -> None:
        """A backup has taken the place of the database: which entries are not here any more, which keys changed.

        `lost` are those that were not in Exist, `ops` the numbers of the ops that are as they were. What was fenced of
        keys that have changed is settled, or it is here again as something else.
        """
        if missing := lost & self.saved.keys():
            self.fail(Promise.SAVED_STAYS, f"{missing} waited, and went away with what a backup took the place of")
        for uid in gone:
            self.saved.pop(uid, None)
        self.uncertain |= keys
        self._fences = {key: until for key, until in self._fences.items() if key not in keys}
        self.applied_to = Counter({op: times for op, times in self.applied_to.items() if op in ops})
        self._open = {op["id"]: op["state"] for op in self.disk.rows(f"SELECT * FROM op WHERE {UNFINISHED}")}

    def came_back(self, waiting: set[str]) -> None:
        """A file of our own was taken in, and `waiting` are the entries that wait since then."""
        if mine := {uid for uid in waiting if uid not in self.saved}:
            self.fail(Promise.NOTHING_WAITS_AGAIN, f"{mine} wait again")

    def over(self, request: Request, *, answered: bool) -> None:
        """On this side nothing more will come of it."""
        if request.operation not in WRITES:
            return
        for key in request.keys:
            self._flying[key] -= 1
            if not answered or {key[1:], (key[1], None)} & set(request.left_out):
                self._fences[key] = request.left_at + REQUEST_LIFE

    def wrote_elsewhere(self, key: Key) -> None:
        """Somebody else wrote a value."""
        self.foreign.add(key)
        self._written_elsewhere[key] = (self.loop.now, self.exist.value(*key))

    def was_there(self, key: Key, value: Any) -> None:
        """A value stands where nobody has looked yet."""
        self._written_elsewhere[key] = (0.0, value)
        self.there_before.add(key)

    def called_saved(self, user: str, uid: str, entry: Saved) -> None:
        """The program said that it is on this computer."""
        self.saved[uid] = entry
        self.say(user, f"saved {uid} {entry.name} {entry.day} {entry.kind} {entry.value!r}")

    def committed(self, operation: Operation) -> None:
        """A transaction is on the disk: what has finished, and what stands."""
        if self.owners is not None:
            self.owners.committed()
        if operation in (Operation.BOOKKEEPING, Operation.READING):
            return
        now_open = {op["id"]: op for op in self.disk.rows(f"SELECT * FROM op WHERE {UNFINISHED}")}
        finished = self._open.keys() - now_open.keys()
        for number in sorted(finished):  # one that a power cut took from the disk is missed by other promises
            for op in self.disk.rows("SELECT * FROM op WHERE id = ?", (number,)):
                self._check_finished(op)
        for op in now_open.values():
            if self._open.get(op["id"]) != op["state"]:
                self._check_open(op)
        self._open = {number: op["state"] for number, op in now_open.items()}

    def _key(self, op: Any) -> Key:
        user = self.disk.rows("SELECT username FROM account WHERE id = ?", (op["account"],))[0]["username"]
        return user, op["attribute"], op["day"]

    def _check_finished(self, op: Any) -> None:
        times = self.applied_to[op["id"]]
        self.say("disk", f"op {op['id']} {op['attribute']} {op['day']} {op['state']} {op['outcome']}, applied {times}x")
        if op["state"] != "done" or op["outcome"] in ("moot", "confirmed", "cancelled_out"):
            if op["kind"] != "set" and times and op["state"] == "dropped" and not self._may_join_anew(op):
                self._unless_decided(op, Promise.APPLIED_NEVER_WAITS, "was applied and dropped")
            return
        if op["kind"] == "add" and times != 1:
            self._unless_decided(op, Promise.ADD_COUNTS_ONCE, f"is done and was applied {times} times")
        if op["kind"] != "add" and not times:
            self.fail(Promise.SET_IS_THERE, f"op {op['id']} {op['attribute']} is done and was never applied")

    def _check_open(self, op: Any) -> None:
        self.say(
            "disk",
            f"op {op['id']} {op['attribute']} {op['day']} {op['kind']} {op['value']!r} {op['state']} "
            f"{op['reason'] or ''}{op['phase'] or ''} base {op['base']!r}",
        )
        waits = op["state"] in ("pending", "held") and op["kind"] != "set"
        if waits and self.applied_to[op["id"]] and not self._may_join_anew(op):
            self._unless_decided(op, Promise.APPLIED_NEVER_WAITS, f"was applied and is {op['state']}")

    def _may_join_anew(self, op: Any) -> bool:
        """Whether somebody else may have run over lines that had arrived."""
        return op["kind"] == "lines" and self._key(op) in self.replaced

    def _unless_decided(self, op: Any, promise: Promise, what: str) -> None:
        if self._key(op) not in self.decided | self.uncertain and not self.clock_unsure:
            self.fail(promise, f"op {op['id']} {op['attribute']} {op['day']} {what}")

    def inspect(self) -> None:
        """At each start and at the end: every entry is there as it was, and what is not done is visible."""
        rows = self.disk.rows(
            "SELECT entry.*, account.username, op.state FROM entry JOIN account ON account.id = entry.account "
            "JOIN op ON op.id = entry.op"
        )
        kept = {row["uid"]: row for row in rows}
        for uid, entry in self.saved.items():
            row = kept.get(uid)
            if row is None or (row["username"], row["kind"], row["value"]) != (entry.user, entry.kind, entry.value):
                self.fail(Promise.SAVED_STAYS, f"{uid}: {entry} became {tuple(row) if row else None}")
            if row["day"] != entry.day:
                self.fail(Promise.DAY_STAYS, f"{uid}: {entry.day} became {row['day']}")
            if row["attribute"] != entry.name and not entry.name.startswith("new:"):
                self.fail(Promise.SAVED_STAYS, f"{uid}: {entry.name} became {row['attribute']}")
        for row in rows:
            if row["uid"] not in self.withdrawn and (row["undone_at"] is not None or row["state"] == "dropped"):
                self.fail(Promise.SAVED_STAYS, f"{row['uid']} {row['attribute']} went away by itself: {row['state']}")
        if self.owners is not None:
            self.owners.inspect()
        self._check_visible(
            [row for row in rows if row["undone_at"] is None and row["state"] not in ("done", "dropped")]
        )

    def _check_visible(self, standing: list[Any]) -> None:
        shown: dict[int, OutboxLine] = {}
        for row in self.disk.rows("SELECT * FROM account"):
            account = Account(row["id"], row["server"], row["username"])
            shown |= {line.entry.id: line for line in read_outbox(Transaction(self.disk.connection, account), None)}
        for row in standing:
            line = shown.get(row["id"])
            if line is None or not actions(line):
                self.fail(Promise.VISIBLE, f"{row['uid']} {row['attribute']} {row['state']} is {line}")
            if row["state"] in ("held", "doubt") and line.entry.reason is None:
                self.fail(Promise.VISIBLE, f"{row['uid']} is held without a reason")


def _shows(shown: Any, theirs: Any) -> bool:
    """Whether a person who saw this saw that too: words of theirs that wait are shown below a text."""
    if not isinstance(theirs, str) or not isinstance(shown, str):
        return bool(shown == theirs)
    return f"{one_form(shown)}\n".startswith(f"{one_form(theirs)}\n")
