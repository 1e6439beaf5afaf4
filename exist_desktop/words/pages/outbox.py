"""What the Outbox says of an entry: where it stands, why it waits or is held, and what has become of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from exist_desktop.domain.commands import Append
from exist_desktop.domain.day import local
from exist_desktop.domain.outbox.actions import OutboxAction, actions, theirs
from exist_desktop.domain.outbox.ops import Doubt, Entry, EntryState, Kind, OutboxLine, Outcome, Reason
from exist_desktop.domain.text.append import applied
from exist_desktop.domain.values import total
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.days import DayWords
from exist_desktop.words.error_messages import Message
from exist_desktop.words.error_sentences import EXPECTED
from exist_desktop.words.language import Language
from exist_desktop.words.moments import moment
from exist_desktop.words.pages.outbox_actions import undo_words
from exist_desktop.words.status import StatusWords
from exist_desktop.words.values import Values

HELD: dict[Reason, str] = {
    Reason.OWNER: "{service} fills it",
    Reason.OWNER_LOST: "now filled by {service}",
    Reason.SCOPE: "sign in again to allow {group}",
    Reason.INVALID: "Exist did not accept it",
    Reason.REFUSED: "Exist refused it",
    Reason.NOT_FOUND: "Exist does not have it any more",
    Reason.TYPE_CHANGED: "its type has changed, {expected}",
    Reason.ENDPOINT: "this version may be out of date",
    Reason.STRANGE: "Exist answered strangely",
    Reason.CHANGED_ELSEWHERE: "changed elsewhere after you saved",
    Reason.THIRD_TOTAL: "changed elsewhere, it may be counted already",
    Reason.MAYBE_TWICE: "it may be counted twice",
    Reason.CANNOT_READ: "Exist's total cannot be seen, it may be counted already",
    Reason.BELOW_ZERO: "that would be below zero",
    Reason.RESTORED: "restored from the safety copy, it may be in Exist already",
    Reason.TOO_LONG: "there is no room for it",
    Reason.LAST_TEXT: "Exist keeps the last text of a day; write another",
}

OF_WORDS: dict[Reason, str] = {
    Reason.THIRD_TOTAL: "changed elsewhere, they may be there already",
    Reason.CANNOT_READ: "Exist's text cannot be seen, so nothing can be added to it",
}
"""The words for what joins a text, or is taken out of it."""

NOT_SENT: dict[tuple[Reason, Kind], str] = {
    (Reason.CANNOT_READ, Kind.ADD): "Exist's total cannot be seen, so nothing can be added to it",
    (Reason.CANNOT_READ, Kind.SET): "what Exist has cannot be seen, so nothing is put in its place",
}
"""The words for what surely has not arrived, where the reason alone would leave that open."""

WAITING: dict[Condition, str] = {
    Condition.STARTING: "Waiting",
    Condition.IDLE: "Waiting",
    Condition.SENDING: "Waiting",
    Condition.READING: "Waiting",
    Condition.OFFLINE: "Waiting for a connection",
    Condition.PAUSED: "Waiting, Exist asks to pause",
    Condition.TROUBLE: "Waiting, Exist has trouble",
    Condition.NOT_PRIVATE: "Waiting for a private connection",
    Condition.SIGNED_OUT: "Waiting until you sign in again",
    Condition.READ_ONLY: "Waiting, this token may only read",
    Condition.UPDATED: "Waiting until Exist Desktop is restarted",
    Condition.FAULT: "Waiting, something went wrong here",
}

OUTCOMES: dict[Outcome, str] = {
    Outcome.ANSWERED: "Sent {time}",
    Outcome.COMPARED: "Sent {time} · found by its total",
    Outcome.RESENT: "Sent {time} · sent again and checked",
    Outcome.CANCELLED_OUT: "Settled {time} · nothing was left to send",
    Outcome.MOOT: "Settled {time} · replaced by a newer total",
    Outcome.CONFIRMED: "Settled {time} · as you chose",
}
FOUND_IN_THE_TEXT = "Sent {time} · found in the text"

LINES = (Kind.APPEND, Kind.TAKE_OUT)
FROM_SERVER = frozenset(
    {Reason.INVALID, Reason.REFUSED, Reason.NOT_FOUND, Reason.STRANGE, Reason.SCOPE, Reason.ENDPOINT}
)
"""Reasons whose detail is what the server said."""


@dataclass(frozen=True)
class OutboxWords:
    """Puts outbox lines into words; instants are shown in `zone`."""

    language: Language
    zone: tzinfo

    def state(self, line: OutboxLine, status: SyncStatus, now: float) -> str:
        """Where the entry stands and why, in one sentence without a full stop."""
        say = self.language.say
        match line.entry.state:
            case EntryState.WAITING:
                return self._waiting(line, status, now)
            case EntryState.SENDING:
                return say("Sending…")
            case EntryState.CHECKING:
                return say("Checking with Exist…")
            case EntryState.HELD:
                return self._held(line)
            case EntryState.SENT:
                return self._sent(line, now)
            case EntryState.UNDONE:
                return say("Discarded") if line.discarded else say("Undone")

    def day(self, entry: Entry) -> str:
        """The day that the entry is of, with its year where it was made in another one: a slip in it should be seen."""
        return DayWords(self.language, local(entry.at, self.zone).date()).brief(entry.key.day)

    def detail(self, line: OutboxLine) -> str:
        """What a held entry needs to be decided on: what Exist has or says, or what taking over means.

        Of one that waits, what Exist said when it refused it the first time; of one that is in Exist, what undoing it
        comes to.
        """
        entry = line.entry
        if entry.state is EntryState.WAITING and entry.detail:
            return self.language.say("Exist says: {text}", text=entry.detail)
        if entry.state is not EntryState.HELD:
            return undo_words(self.language, line)
        if entry.reason in (Reason.OWNER, Reason.OWNER_LOST):
            return self._consequence(line)
        if line.doubt is not None:
            return self._sum(line, line.doubt)
        if entry.reason is Reason.TOO_LONG:
            return self._no_room(line)
        if OutboxAction.KEEP_THEIRS in actions(line):
            return self._both(line)
        return self._quoted(line)

    def whole(self, line: OutboxLine, status: SyncStatus, now: float) -> str:
        """Where the entry stands and what it needs, all that is to be read of it in one line."""
        return ". ".join(part for part in (self.state(line, status, now), self.detail(line)) if part)

    def _quoted(self, line: OutboxLine) -> str:
        """The server's own words; a hold for want of a permission may name the group instead."""
        entry = line.entry
        if entry.reason not in FROM_SERVER or entry.detail in ("", line.attribute.group.label):
            return ""
        return self.language.say("Exist says: {text}", text=entry.detail)

    def _sum(self, line: OutboxLine, doubt: Doubt) -> str:
        """The total before an addition, the one that it makes, and the one that Exist has, where that is known."""
        values, now = Values(self.language), theirs(line)
        parts = {
            "before": values.shown(line.attribute, doubt.base),
            "change": values.change(line.attribute, doubt.delta),
            "after": values.shown(line.attribute, total(doubt.base, doubt.delta)),
        }
        if now is None:
            return self.language.say("It was {before}, and {change} makes {after}.", **parts)
        now_shown = values.shown(line.attribute, now)
        return self.language.say(
            "It was {before}, and {change} makes {after}; Exist has {now} now.", now=now_shown, **parts
        )

    def _both(self, line: OutboxLine) -> str:
        """What the person saw and saved, and what Exist has instead; texts are too long to stand in one sentence."""
        values, say, entry, now = Values(self.language), self.language.say, line.entry, theirs(line)
        if now is None:
            return ""
        shown = values.shown(line.attribute, now)
        if entry.kind in LINES:
            return say("You saved “{mine}”; Exist has “{theirs}” now.", mine=entry.amount, theirs=shown)
        if not isinstance(entry.shown, int | float) or isinstance(entry.amount, str) or entry.kind is Kind.ADD:
            return say("Exist has {theirs} now.", theirs=shown)
        return say(
            "It was {before} when you saved {mine}; Exist has {theirs} now.",
            before=values.shown(line.attribute, entry.shown),
            mine=values.shown(line.attribute, entry.amount),
            theirs=shown,
        )

    def _no_room(self, line: OutboxLine) -> str:
        """What fills the text, and how much more it would have to take, their time and line end included."""
        command, theirs = line.entry.command, line.entry.detail
        more = len(applied(theirs, (command,))) - len(theirs) if isinstance(command, Append) else 0
        return self.language.say(
            "Exist has {n} characters there, and these are {more} more: “{theirs}”",
            n=self.language.formats.integer(len(theirs)),
            more=self.language.formats.integer(more),
            theirs=theirs,
        )

    def banner(self, held: Sequence[OutboxLine], count: int) -> Message | None:
        """What the page says above the list while `count` entries need the person, of which these are some."""
        if not held:
            return None
        title = self.language.count(count, "One entry needs you.", "{n} entries need you.")
        if all(OutboxAction.CORRECT in actions(line) for line in held):
            one = "Exist did not accept it. Correct or discard it, now or later; nothing else is held up."
            many = "Exist did not accept them. Correct or discard them, now or later; nothing else is held up."
        else:
            one = "Its line says why, and what can be done, now or later; nothing else is held up."
            many = "Each line says why, and what can be done, now or later; nothing else is held up."
        return Message(title, self.language.count(count, one, many))

    def sign_in(self, status: SyncStatus, now: float) -> Message | None:
        """What the page says while nothing can leave before a sign-in; nothing where that holds nothing up."""
        if status.condition not in (Condition.SIGNED_OUT, Condition.READ_ONLY) or not status.counts.open:
            return None
        words = StatusWords(self.language, self.zone)
        return Message(f"{words.headline(status, now)}.", words.detail(status, now))

    def _waiting(self, line: OutboxLine, status: SyncStatus, now: float) -> str:
        can_leave = WAITING[status.condition] == WAITING[Condition.IDLE]
        if can_leave and line.entry.detail:
            return self.language.say("Waiting, Exist refused it; it is sent once more by itself")
        if can_leave and line.unanswered:
            return self.language.say("Waiting, no answer came; it is sent again by itself")
        if status.condition is Condition.PAUSED and status.until is not None:
            until = moment(self.language, status.until, now, self.zone)
            return self.language.say("Waiting, Exist asks to pause until {time}", time=until)
        return self.language.say(WAITING[status.condition])

    def _held(self, line: OutboxLine) -> str:
        say, attribute, reason = self.language.say, line.attribute, line.entry.reason
        if reason is None:
            return say("Needs you")
        why = say(
            self._reason(line, reason),
            group=attribute.group.label,
            service=self._service(line),
            expected=say(EXPECTED[attribute.value_type]),
        )
        return say("Needs you: {why}", why=why)

    def _reason(self, line: OutboxLine, reason: Reason) -> str:
        if line.entry.kind in LINES and reason in OF_WORDS:
            return OF_WORDS[reason]
        return NOT_SENT.get((reason, line.entry.kind), HELD[reason]) if line.doubt is None else HELD[reason]

    def _service(self, line: OutboxLine) -> str:
        """Who fills the attribute; an owner's hold names the service in its detail."""
        service = line.attribute.service
        return line.entry.detail or (service.label if service else self.language.say("another service"))

    def _consequence(self, line: OutboxLine) -> str:
        say = self.language.say
        if line.attribute.manual:
            return say(
                "Taken over, Exist will show Exist Desktop as its source; other Exist apps may show it differently."
            )
        return say(
            "Taken over, {service} stops filling {label} until you give it back.",
            service=self._service(line),
            label=line.attribute.label,
        )

    def _sent(self, line: OutboxLine, now: float) -> str:
        if line.sent_at is None:
            return self.language.say("Sent")
        time = moment(self.language, line.sent_at, now, self.zone)
        told = OUTCOMES[line.outcome or Outcome.ANSWERED]
        if line.outcome is Outcome.COMPARED and line.entry.kind in LINES:
            told = FOUND_IN_THE_TEXT
        sentence = self.language.say(told, time=time)
        if line.outcome is Outcome.ANSWERED and line.entry.kind is Kind.ADD and line.total is not None:
            total = Values(self.language).shown(line.attribute, line.total)
            return self.language.say("{sent} · total {total}", sent=sentence, total=total)
        return sentence


def amount_of(language: Language, line: OutboxLine) -> str:
    """What the entry says, and what it replaces, `3 · Okay, replaces 4 · Good`."""
    values = Values(language)
    amount = values.amount(line.attribute, line.entry)
    if line.replaced is None:
        return amount
    former = values.amount(line.attribute, line.replaced)
    if line.replaced_count == 1:
        return language.say("{amount}, replaces {former}", amount=amount, former=former)
    others = language.count(line.replaced_count - 1, "1 more", "{n} more")
    return language.say("{amount}, replaces {former} and {others}", amount=amount, former=former, others=others)
