"""What the Outbox says about an entry: its state, why it waits or is held, and how it arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from msgspec import Struct

from exist_desktop.domain.attributes import Owner
from exist_desktop.domain.commands import Append
from exist_desktop.domain.day import local
from exist_desktop.domain.outbox.actions import OutboxAction, actions, theirs
from exist_desktop.domain.outbox.ops import Doubt, Entry, EntryKind, EntryState, OutboxLine, Outcome, Reason
from exist_desktop.domain.ownership.entries import AnyLine, OwnerEntry, OwnerLine
from exist_desktop.domain.ownership.rules import ABOUT_THE_OWNER
from exist_desktop.domain.text.append import applied
from exist_desktop.domain.value_types import Form
from exist_desktop.domain.values import NotRead, total
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.days import DayWords, moment
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import N_, Language, Sentence
from exist_desktop.words.pages import owners
from exist_desktop.words.pages.outbox_actions import undo_words
from exist_desktop.words.status import StatusWords
from exist_desktop.words.values import Values

HELD: dict[Reason, Sentence] = {
    Reason.OWNER: N_("Needs you: {service} fills it"),
    Reason.OWNER_LOST: N_("Needs you: now filled by {service}"),
    Reason.GIVEN_BACK: N_("Needs you: it was given back"),
    Reason.INACTIVE: N_("Needs you: it is switched off in Exist"),
    Reason.SCOPE: N_("Needs you: sign in again to allow {group}"),
    Reason.INVALID: N_("Needs you: Exist did not accept it"),
    Reason.REFUSED: N_("Needs you: Exist refused it"),
    Reason.NOT_FOUND: N_("Needs you: Exist does not have it any more"),
    Reason.ENDPOINT: N_("Needs you: this version may be out of date"),
    Reason.STRANGE: N_("Needs you: Exist answered strangely"),
    Reason.CHANGED_ELSEWHERE: N_("Needs you: changed elsewhere after you saved"),
    Reason.THIRD_TOTAL: N_("Needs you: changed elsewhere, it may be counted already"),
    Reason.MAYBE_TWICE: N_("Needs you: it may be counted twice"),
    Reason.CANNOT_READ: N_("Needs you: Exist's total cannot be seen, it may be counted already"),
    Reason.BELOW_ZERO: N_("Needs you: that would be below zero"),
    Reason.RESTORED: N_("Needs you: restored from the safety copy, it may be in Exist already"),
    Reason.TOO_LONG: N_("Needs you: there is no room for it"),
    Reason.LAST_TEXT: N_("Needs you: Exist keeps the last text of a day; write another"),
}

OF_WORDS: dict[Reason, Sentence] = {
    Reason.THIRD_TOTAL: N_("Needs you: changed elsewhere, they may be there already"),
    Reason.CANNOT_READ: N_("Needs you: Exist's text cannot be seen, so nothing can be added to it"),
}
"""The same for words that are appended to a text or taken out of it."""

NOT_SENT: dict[tuple[Reason, EntryKind], Sentence] = {
    (Reason.CANNOT_READ, EntryKind.ADD): N_("Needs you: Exist's total cannot be seen, so nothing can be added to it"),
    (Reason.CANNOT_READ, EntryKind.SET): N_("Needs you: what Exist has cannot be seen, so nothing is put in its place"),
}
"""The same for entries that have certainly not arrived, if the reason alone does not say so."""

NEW_TYPE: dict[Form, Sentence] = {
    Form.UNKNOWN: N_("Needs you: its type has changed, another kind of value is expected"),
    Form.WHOLE_NUMBER: N_("Needs you: its type has changed, a whole number is expected"),
    Form.NUMBER: N_("Needs you: its type has changed, a number is expected"),
    Form.TEXT: N_("Needs you: its type has changed, text is expected"),
    Form.DURATION: N_("Needs you: its type has changed, a length of time such as 1:30 is expected"),
    Form.TIME_OF_DAY: N_("Needs you: its type has changed, a time of day such as 23:08 is expected"),
    Form.PERCENTAGE: N_("Needs you: its type has changed, a percentage from 0 to 100 is expected"),
    Form.YES_OR_NO: N_("Needs you: its type has changed, yes or no is expected"),
    Form.STEP: N_("Needs you: its type has changed, a step from 1 to 9 is expected"),
}
"""Why an entry of a changed type is held, by how values of the new type are written."""

WAITING: dict[Condition, Sentence] = {
    Condition.STARTING: N_("Waiting"),
    Condition.IDLE: N_("Waiting"),
    Condition.SENDING: N_("Waiting"),
    Condition.READING: N_("Waiting"),
    Condition.OFFLINE: N_("Waiting for a connection"),
    Condition.PAUSED: N_("Waiting, Exist asks to pause"),
    Condition.TROUBLE: N_("Waiting, Exist has trouble"),
    Condition.NOT_PRIVATE: N_("Waiting for a private connection"),
    Condition.SIGNED_OUT: N_("Waiting until you sign in again"),
    Condition.READ_ONLY: N_("Waiting, this token may only read"),
    Condition.UPDATED: N_("Waiting until Exist Desktop is restarted"),
    Condition.FAULT: N_("Waiting, something went wrong here"),
}

OUTCOMES: dict[Outcome, Sentence] = {
    Outcome.ANSWERED: N_("Sent {time}"),
    Outcome.COMPARED: N_("Sent {time} · found by its total"),
    Outcome.RESENT: N_("Sent {time} · sent again and checked"),
    Outcome.CANCELLED_OUT: N_("Settled {time} · nothing was left to send"),
    Outcome.MOOT: N_("Settled {time} · replaced by a newer total"),
    Outcome.KEPT: N_("Settled {time} · what Exist had was kept"),
    Outcome.CONFIRMED: N_("Settled {time} · as you chose"),
}
FOUND_IN_THE_TEXT = N_("Sent {time} · found in the text")

LINES = (EntryKind.APPEND, EntryKind.TAKE_OUT)
FROM_SERVER = frozenset(
    {Reason.INVALID, Reason.REFUSED, Reason.NOT_FOUND, Reason.STRANGE, Reason.SCOPE, Reason.ENDPOINT}
)
"""Reasons whose detail is the server's own message."""


class OutboxWords(Struct, frozen=True):
    """Puts outbox lines into words; instants are shown in `zone`."""

    language: Language
    zone: tzinfo

    def state(self, line: AnyLine, status: SyncStatus, now: float) -> str:
        """Returns the entry's state and the reason, in one sentence without a full stop."""
        say = self.language.say
        if isinstance(line, OwnerLine):
            return self._owner_state(line, status, now)
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

    def _owner_state(self, line: OwnerLine, status: SyncStatus, now: float) -> str:
        say, entry = self.language.say, line.entry
        match entry.state:
            case EntryState.WAITING:
                for_its_entries = owners.waiting(self.language, line)
                return for_its_entries or self._waiting_for(status, now)
            case EntryState.SENDING:
                return say("Sending…")
            case EntryState.CHECKING:
                return say("Checking with Exist…")
            case EntryState.HELD:
                sentence = HELD[entry.reason] if entry.reason else N_("Needs you")
                service = self._service(line)
                return self.language.say_marked(sentence, group=line.attribute.group.label, service=service)
            case EntryState.SENT:
                time = moment(self.language, entry.settled_at or entry.at, now, self.zone)
                return self.language.say_marked(owners.DONE[entry.kind], time=time)
            case EntryState.UNDONE:
                return say("Undone")

    def day(self, entry: Entry | OwnerEntry) -> str:
        """Returns the entry's day, with its year if it was entered in another year, so that a wrong year is noticed.

        What is wanted of an owner has no day.
        """
        if isinstance(entry, OwnerEntry):
            return ""
        return DayWords(self.language, local(entry.at, self.zone).date()).brief(entry.key.day)

    def detail(self, line: AnyLine) -> str:
        """Returns what the person needs to decide on a held entry: what Exist has or says, what taking over means.

        For a waiting entry, what Exist said when it refused it the first time; for one that is in Exist, what undoing
        it does.
        """
        entry = line.entry
        if entry.state is EntryState.HELD and entry.reason in ABOUT_THE_OWNER:
            return self._consequence(line)
        if isinstance(line, OwnerLine):
            return self._quoted(line) or owners.afterwards(self.language, line)
        if entry.state is EntryState.WAITING and entry.detail:
            return self.language.say("Exist says: {text}", text=entry.detail)
        if entry.state is not EntryState.HELD:
            return undo_words(self.language, line)
        if line.doubt is not None:
            return self._sum(line, line.doubt)
        if entry.reason is Reason.TOO_LONG:
            return self._no_room(line)
        if OutboxAction.KEEP_THEIRS in actions(line):
            return self._both(line)
        return self._quoted(line)

    def whole(self, line: AnyLine, status: SyncStatus, now: float) -> str:
        """Returns the entry's state and detail in one line."""
        state, detail = self.state(line, status, now), self.detail(line)
        return self.language.sentences(self.language.as_sentence(state), detail) if detail else state

    def _quoted(self, line: AnyLine) -> str:
        """Returns the server's own words; an entry that is held for a permission may name the group instead."""
        entry = line.entry
        if entry.reason not in FROM_SERVER or entry.detail in ("", line.attribute.group.label):
            return ""
        return self.language.say("Exist says: {text}", text=entry.detail)

    def _sum(self, line: OutboxLine, doubt: Doubt) -> str:
        """Returns the total before an addition, the one after it, and the one that Exist has if it is known."""
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
        """Returns what the person saw and saved, and what Exist has instead; long texts are left out."""
        values, say, entry, now = Values(self.language), self.language.say, line.entry, theirs(line)
        if now is None:
            return ""
        shown = values.shown(line.attribute, now)
        if entry.kind in LINES:
            return say("You saved “{mine}”; Exist has “{theirs}” now.", mine=entry.amount, theirs=shown)
        if not isinstance(entry.shown, int | float) or isinstance(entry.amount, str) or entry.kind is EntryKind.ADD:
            return say("Exist has {theirs} now.", theirs=shown)
        return say(
            "It was {before} when you saved {mine}; Exist has {theirs} now.",
            before=values.shown(line.attribute, entry.shown),
            mine=values.shown(line.attribute, entry.amount),
            theirs=shown,
        )

    def _no_room(self, line: OutboxLine) -> str:
        """Returns what fills the text, and how many characters the entry adds, including its time and line end."""
        command, theirs = line.entry.command, line.entry.detail
        more = len(applied(theirs, (command,))) - len(theirs) if isinstance(command, Append) else 0
        return self.language.say(
            "Exist has {n} characters there, and these are {more} more: “{theirs}”",
            n=self.language.formats.integer(len(theirs)),
            more=self.language.formats.integer(more),
            theirs=theirs,
        )

    def banner(self, held: Sequence[AnyLine], count: int) -> Message | None:
        """Returns the message above the list if `count` entries need the person; `held` are some of them."""
        if not held:
            return None
        ngettext = self.language.ngettext
        title = ngettext("One entry needs you", "{n} entries need you", count)
        if all(OutboxAction.CORRECT in actions(line) for line in held):
            sentence = ngettext(
                "Exist did not accept it. Correct or discard it, now or later; nothing else is held up.",
                "Exist did not accept them. Correct or discard them, now or later; nothing else is held up.",
                count,
            )
        else:
            sentence = ngettext(
                "Its line says why, and what can be done, now or later; nothing else is held up.",
                "Each line says why, and what can be done, now or later; nothing else is held up.",
                count,
            )
        return Message(title, sentence)

    def sign_in(self, status: SyncStatus, now: float) -> Message | None:
        """Returns the message if entries wait for a sign-in; None if none do."""
        if status.condition not in (Condition.SIGNED_OUT, Condition.READ_ONLY) or not status.counts.open:
            return None
        words = StatusWords(self.language, self.zone)
        return Message(words.headline(status, now), words.detail(status, now))

    def _waiting(self, line: OutboxLine, status: SyncStatus, now: float) -> str:
        can_leave = WAITING[status.condition] == WAITING[Condition.IDLE]
        if can_leave and line.entry.detail:
            return self.language.say("Waiting, Exist refused it; it is sent once more by itself")
        if can_leave and line.unanswered:
            return self.language.say("Waiting, no answer came; it is sent again by itself")
        return self._waiting_for(status, now)

    def _waiting_for(self, status: SyncStatus, now: float) -> str:
        """Returns what everything waits for."""
        if status.condition is Condition.PAUSED and status.until is not None:
            until = moment(self.language, status.until, now, self.zone)
            return self.language.say("Waiting, Exist asks to pause until {time}", time=until)
        return self.language.say_marked(WAITING[status.condition])

    def _held(self, line: OutboxLine) -> str:
        reason = line.entry.reason
        if reason is None:
            return self.language.say("Needs you")
        sentence = self._reason(line, reason)
        return self.language.say_marked(sentence, group=line.attribute.group.label, service=self._service(line))

    def _reason(self, line: OutboxLine, reason: Reason) -> Sentence:
        if reason is Reason.TYPE_CHANGED:
            return NEW_TYPE[line.attribute.value_type.rules.form]
        if line.entry.kind in LINES and reason in OF_WORDS:
            return OF_WORDS[reason]
        if reason in (Reason.OWNER, Reason.OWNER_LOST) and line.attribute.owner is Owner.NOBODY:
            return N_("Needs you: nobody fills it any more")
        if reason is Reason.CHANGED_ELSEWHERE and isinstance(line.entry.shown, NotRead):
            return N_("Needs you: Exist's value was not read when you saved")
        return NOT_SENT.get((reason, line.entry.kind), HELD[reason]) if line.doubt is None else HELD[reason]

    def _service(self, line: AnyLine) -> str:
        """Returns who fills the attribute now; the detail of an entry held for its owner names who did at that time."""
        service = line.attribute.service
        return service.label if service else line.entry.detail or self.language.say("another service")

    def _consequence(self, line: AnyLine) -> str:
        say = self.language.say
        if line.attribute.owner is Owner.NOBODY:
            return owners.consequence(self.language, line.attribute)[-1]
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
            return self.language.pgettext("entry", "Sent")
        time = moment(self.language, line.sent_at, now, self.zone)
        outcome = OUTCOMES[line.outcome or Outcome.ANSWERED]
        if line.outcome is Outcome.COMPARED and line.entry.kind in LINES:
            outcome = FOUND_IN_THE_TEXT
        sent = self.language.say_marked(outcome, time=time)
        if line.outcome is Outcome.ANSWERED and line.entry.kind is EntryKind.ADD and line.total is not None:
            total = Values(self.language).shown(line.attribute, line.total)
            return self.language.facts(sent, self.language.say("total {total}", total=total))
        return sent


def amount_of(language: Language, line: AnyLine) -> str:
    """Returns the entry's value, and what it replaces, `3 · Okay, replaces 4 · Good`; of an owner what is wanted."""
    if isinstance(line, OwnerLine):
        return owners.wanted(language, line)
    values = Values(language)
    amount = values.amount(line.attribute, line.entry)
    if line.replaced is None:
        return amount
    former = values.amount(line.attribute, line.replaced)
    if line.replaced_count == 1:
        return language.say("{amount}, replaces {former}", amount=amount, former=former)
    return language.ngettext(
        "{amount}, replaces {former} and 1 more",
        "{amount}, replaces {former} and {n} more",
        line.replaced_count - 1,
        amount=amount,
        former=former,
    )
