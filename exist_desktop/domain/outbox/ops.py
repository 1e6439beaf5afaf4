"""Entries and ops: what a person entered, what is sent for it, and how entries fold into an op.

An *entry* is one command of a person and is never changed. An *op* is the fold of the entries of one key that are not
undone (account, attribute, day); it is what is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import reduce

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Append, Command, Fold, Increment, Key, Lines, SetValue, TakeOut
from exist_desktop.domain.outbox.batches import Differing
from exist_desktop.domain.text.append import applied
from exist_desktop.domain.values import Number, Seen, Value, total


class EntryKind(StrEnum):
    """What an entry or op says: the day's total, a difference to it, words appended to a text or taken out of it.

    An entry appends or takes out once; an op has all changes of a text in their order, as LINES.
    """

    SET = "set"
    ADD = "add"
    APPEND = "append"
    TAKE_OUT = "take-out"
    LINES = "lines"


class OpState(StrEnum):
    """The state of an op.

    PENDING waits to be sent; SENDING was sent, or is about to be; UNKNOWN is an increment, or lines, whose answer was
    lost; HELD was not applied and needs the person; DOUBT may have been applied and needs the person; DONE is in Exist;
    DROPPED has no entry left, or was replaced by a later total.
    """

    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"
    HELD = "held"
    DOUBT = "doubt"
    DONE = "done"
    DROPPED = "dropped"


class EntryState(StrEnum):
    """The state of an entry, as people and `outbox --json` see it."""

    WAITING = "waiting"
    SENDING = "sending"
    CHECKING = "checking"
    HELD = "held"
    SENT = "sent"
    UNDONE = "undone"


class Counts(Struct, frozen=True):
    """How many entries are in which state. `waiting` includes those being sent; `batched` of them are imported."""

    waiting: int = 0
    checking: int = 0
    held: int = 0
    batched: int = 0

    @property
    def open(self) -> int:
        """All entries that are not in Exist yet."""
        return self.waiting + self.checking + self.held


class Reason(StrEnum):
    """Why an op is held, in doubt or delayed; `words` has the sentence for each."""

    OWNER = "owner"
    OWNER_LOST = "owner_lost"
    GIVEN_BACK = "given_back"
    INACTIVE = "inactive"
    SCOPE = "scope"
    INVALID = "invalid"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    TYPE_CHANGED = "type_changed"
    ENDPOINT = "endpoint"
    STRANGE = "strange"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    THIRD_TOTAL = "third_total"
    MAYBE_TWICE = "maybe_twice"
    CANNOT_READ = "cannot_read"
    BELOW_ZERO = "below_zero"
    RESTORED = "restored"
    TOO_LONG = "too_long"
    LAST_TEXT = "last_text"


class Outcome(StrEnum):
    """How it was found out that an op is in Exist."""

    ANSWERED = "answered"
    COMPARED = "compared"
    RESENT = "resent"
    CANCELLED_OUT = "cancelled_out"
    MOOT = "moot"
    KEPT = "kept"
    CONFIRMED = "confirmed"


class Phase(StrEnum):
    """How far the check of a lost increment, or of lost lines, has come.

    A total that waits again is LOST too, since it may have arrived: undoing it must allow for that. So is a total that
    replaced a lost increment, which may not have arrived. And so are lines that were restored after data was lost: they
    are looked for before they are sent.
    """

    LOST = "lost"
    SEEN_BASE = "seen_base"
    RESENT = "resent"
    RESENT_SEEN_BASE = "resent_seen_base"
    ANSWERED = "answered"

    @property
    def resent(self) -> bool:
        """Whether it was sent a second time, so that it may have been counted twice."""
        return self in (Phase.RESENT, Phase.RESENT_SEEN_BASE, Phase.ANSWERED)

    @property
    def seen_base(self) -> bool:
        """Whether its base was read unchanged after the settling time since it was last sent."""
        return self in (Phase.SEEN_BASE, Phase.RESENT_SEEN_BASE)


class Entry(Struct, frozen=True):
    """What a person did. `at` is the instant in seconds since 1970; `shown` what was known of the key then."""

    id: int
    uid: str
    command: Command
    shown: Seen
    at: float
    state: EntryState
    reason: Reason | None = None
    detail: str = ""

    @property
    def key(self) -> Key:
        """The attribute and day that it is about."""
        return self.command.key

    @property
    def kind(self) -> EntryKind:
        """Its kind: it set a total, added to one, appended words or took words out."""
        match self.command:
            case SetValue():
                return EntryKind.SET
            case Increment():
                return EntryKind.ADD
            case Append():
                return EntryKind.APPEND
            case TakeOut():
                return EntryKind.TAKE_OUT

    @property
    def amount(self) -> Value:
        """The total that it set, the difference that it added, or the words that it appended or took out."""
        match self.command:
            case SetValue(value=value):
                return value
            case Increment(delta=delta):
                return delta
            case Append(words=words):
                return words
            case TakeOut(line=line):
                return line


class Op(Struct, frozen=True):
    """What is sent for one key, and all that is known about it.

    Instants are seconds since 1970. `base` is what was read before it was sent, the total before an addition or the
    text before lines. `total` is the text that is sent for lines. `sent_at` is when the last attempt began. `since` is
    when its newest total (or else entry) was made, `shown` what the person knew of the key then, `accepted` the value
    of Exist's that they agreed to replace. `attempts` counts requests, `strange` the answers that made no sense.
    `batch` is the number of the last batch of its entries, None if one of them is the person's own; `differing` is
    then what becomes of it if Exist has another value.
    """

    id: int
    command: Fold
    state: OpState
    since: float
    shown: Seen = None
    accepted: Value | None = None
    base: Value | None = None
    total: Value | None = None
    sent_at: float | None = None
    phase: Phase | None = None
    checked_at: float | None = None
    attempts: int = 0
    strange: int = 0
    not_before: float = 0.0
    reason: Reason | None = None
    detail: str = ""
    batch: int | None = None
    differing: Differing | None = None

    @property
    def key(self) -> Key:
        """The attribute and day that it is about."""
        return self.command.key

    @property
    def before(self) -> Number | None:
        """The total before an addition was sent."""
        assert not isinstance(self.base, str)
        return self.base


def entry_state(op: OpState) -> EntryState:
    """Returns the state that an op's entries are shown in."""
    return {
        OpState.PENDING: EntryState.WAITING,
        OpState.SENDING: EntryState.SENDING,
        OpState.UNKNOWN: EntryState.CHECKING,
        OpState.HELD: EntryState.HELD,
        OpState.DOUBT: EntryState.HELD,
        OpState.DONE: EntryState.SENT,
        OpState.DROPPED: EntryState.UNDONE,
    }[op]


def fold(commands: Iterable[Command | Fold]) -> Fold:
    """Returns one command with the effect of all in their order. All are for one key, and there is at least one."""
    return reduce(_then, map(_alone, commands))


def _alone(command: Command | Fold) -> Fold:
    return Lines(command.key, (command,)) if isinstance(command, Append | TakeOut) else command


def _then(first: Fold, second: Fold) -> Fold:
    assert first.key == second.key
    match first, second:
        case _, SetValue():
            return second
        case SetValue(value=str(text)), Lines(changes=changes):
            return SetValue(first.key, applied(text, changes))
        case Lines(changes=former), Lines(changes=changes):
            return Lines(first.key, (*former, *changes))
        case SetValue(value=int() | float() as value), Increment(delta=delta):
            return SetValue(first.key, total(value, delta))
        case Increment(delta=value), Increment(delta=delta):
            return Increment(first.key, total(value, delta))
    raise AssertionError(f"{second} cannot follow {first}")


class Doubt(Struct, frozen=True):
    """The numbers that the person decides by: the total before additions were sent, and their sum."""

    base: Number
    delta: Number


class OutboxLine(Struct, frozen=True):
    """An entry as the Outbox lists it, with its attribute and, once it is in Exist, how that was found out.

    `sent_at` is the instant of the answer that settled it, in seconds since 1970; `total` what Exist had then. `doubt`
    is set while it may be in Exist and the person has to decide; `unanswered` is whether it waits to be sent again
    because no answer came. `replaced` is the last of the `replaced_count` entries that this one replaced before they
    were sent. `back` is what undoing an entry that is in Exist enters, None if it cannot be undone. `discarded` is
    whether the person discarded it rather than undid it; `returns` whether it can be entered again.
    """

    entry: Entry
    attribute: Attribute
    sent_at: float | None = None
    total: Value | None = None
    outcome: Outcome | None = None
    doubt: Doubt | None = None
    unanswered: bool = False
    replaced: Entry | None = None
    replaced_count: int = 0
    back: Command | None = None
    discarded: bool = False
    returns: bool = False
