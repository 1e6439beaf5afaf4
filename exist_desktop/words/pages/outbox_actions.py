"""The ways out that the Outbox offers for an entry, and the words on their buttons."""

from __future__ import annotations

import math
from enum import Enum, auto

from exist_desktop.domain.commands import Increment, SetValue, TakeOut
from exist_desktop.domain.outbox.ops import Doubt, EntryState, Kind, OutboxLine, Reason
from exist_desktop.domain.values import Value, ValueType, total
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values


class OutboxAction(Enum):
    """What a person can do about an entry.

    `USE_MINE` sends it as it is, `KEEP_THEIRS` leaves Exist's value, `USE_BOTH` puts its text below Exist's.
    """

    UNDO = auto()
    CORRECT = auto()
    TAKE_OVER = auto()
    USE_MINE = auto()
    KEEP_THEIRS = auto()
    USE_BOTH = auto()
    SIGN_IN = auto()
    DISCARD = auto()
    BRING_BACK = auto()


HELD_ACTS: dict[Reason, tuple[OutboxAction, ...]] = {
    Reason.OWNER: (OutboxAction.TAKE_OVER, OutboxAction.DISCARD),
    Reason.OWNER_LOST: (OutboxAction.TAKE_OVER, OutboxAction.DISCARD),
    Reason.SCOPE: (OutboxAction.SIGN_IN, OutboxAction.DISCARD),
    Reason.INVALID: (OutboxAction.CORRECT, OutboxAction.DISCARD),
    Reason.REFUSED: (OutboxAction.USE_MINE, OutboxAction.CORRECT, OutboxAction.DISCARD),
    Reason.NOT_FOUND: (OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.TYPE_CHANGED: (OutboxAction.CORRECT, OutboxAction.DISCARD),
    Reason.ENDPOINT: (OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.STRANGE: (OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.CHANGED_ELSEWHERE: (OutboxAction.USE_MINE, OutboxAction.KEEP_THEIRS),
    Reason.THIRD_TOTAL: (OutboxAction.USE_MINE, OutboxAction.KEEP_THEIRS, OutboxAction.CORRECT),
    Reason.MAYBE_TWICE: (OutboxAction.USE_MINE, OutboxAction.KEEP_THEIRS, OutboxAction.CORRECT),
    Reason.CANNOT_READ: (OutboxAction.SIGN_IN, OutboxAction.CORRECT, OutboxAction.KEEP_THEIRS),
    Reason.BELOW_ZERO: (OutboxAction.CORRECT, OutboxAction.KEEP_THEIRS),
    Reason.RESTORED: (OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.TOO_LONG: (OutboxAction.CORRECT, OutboxAction.USE_MINE, OutboxAction.DISCARD),
    Reason.LAST_TEXT: (OutboxAction.CORRECT, OutboxAction.DISCARD),
}
"""The ways out of each reason, the likeliest first."""
_OF_LINES: dict[Reason, tuple[OutboxAction, ...]] = {
    Reason.THIRD_TOTAL: (OutboxAction.USE_MINE, OutboxAction.KEEP_THEIRS),
    Reason.CANNOT_READ: (OutboxAction.SIGN_IN, OutboxAction.DISCARD),
}
"""Other ways out for words that join a text or are taken out of it: there is no total to be set."""


def acts(line: OutboxLine) -> tuple[OutboxAction, ...]:
    """What the person can do about the entry now, the likeliest act first."""
    match line.entry.state:
        case EntryState.WAITING | EntryState.SENDING | EntryState.CHECKING:
            return (OutboxAction.UNDO,)
        case EntryState.HELD:
            return _held_acts(line) if line.entry.reason else (OutboxAction.DISCARD,)
        case EntryState.SENT:
            return () if line.back is None else (OutboxAction.UNDO,)
        case EntryState.UNDONE:
            return (OutboxAction.BRING_BACK,) if line.returns else ()


def _held_acts(line: OutboxLine) -> tuple[OutboxAction, ...]:
    """The ways out of a held entry; two texts can stand together."""
    reason = line.entry.reason
    assert reason is not None
    if line.entry.kind in (Kind.APPEND, Kind.TAKE_OUT):
        return _OF_LINES.get(reason) or HELD_ACTS[reason]
    texts = reason is Reason.CHANGED_ELSEWHERE and isinstance(line.entry.amount, str)
    return (*HELD_ACTS[reason], OutboxAction.USE_BOTH) if texts else HELD_ACTS[reason]


USE_MINE: dict[Reason | None, str] = {
    Reason.CHANGED_ELSEWHERE: "Use {value}",
    Reason.RESTORED: "Send it",
}
"""The words for sending an entry as it is, where it means more than trying again."""
_JOINS, _GOES = Kind.APPEND, Kind.TAKE_OUT
_OF_TEXTS: dict[tuple[OutboxAction, Reason | None, Kind], str] = {
    **{(OutboxAction.USE_MINE, Reason.CHANGED_ELSEWHERE, kind): "Use mine" for kind in Kind},
    **{(OutboxAction.USE_MINE, Reason.RESTORED, kind): "Send it" for kind in Kind},
    (OutboxAction.USE_MINE, Reason.TOO_LONG, _JOINS): "Replace the note",
    (OutboxAction.CORRECT, Reason.TOO_LONG, _JOINS): "Shorten…",
    (OutboxAction.CORRECT, Reason.LAST_TEXT, _GOES): "Write another…",
    (OutboxAction.USE_MINE, Reason.THIRD_TOTAL, _JOINS): "Add it",
    (OutboxAction.USE_MINE, Reason.THIRD_TOTAL, _GOES): "Take it out",
    (OutboxAction.KEEP_THEIRS, Reason.THIRD_TOTAL, _GOES): "It is gone",
}
"""The words for what is done about texts, which are too long to stand on a button."""

ACT_LABELS: dict[OutboxAction, str] = {
    OutboxAction.UNDO: "Undo",
    OutboxAction.CORRECT: "Correct…",
    OutboxAction.TAKE_OVER: "Take over",
    OutboxAction.USE_MINE: "Try again",
    OutboxAction.KEEP_THEIRS: "Keep Exist's",
    OutboxAction.USE_BOTH: "Keep both",
    OutboxAction.SIGN_IN: "Sign in…",
    OutboxAction.DISCARD: "Discard",
    OutboxAction.BRING_BACK: "Bring back",
}


def theirs(line: OutboxLine) -> Value | None:
    """What Exist has where the entry asks which of two values stands; the worker leaves it as text in the detail."""
    kind, detail = line.attribute.value_type, line.entry.detail
    if OutboxAction.KEEP_THEIRS not in acts(line):
        return None
    if kind is ValueType.TEXT:
        return detail
    try:
        number = float(detail)  # written by this program, so not in anyone's language
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return number if kind in (ValueType.DECIMAL, ValueType.PERCENTAGE) else int(number)


def act_words(language: Language, act: OutboxAction, line: OutboxLine) -> str:
    """The words on an act's button."""
    values, attribute, entry = Values(language), line.attribute, line.entry
    if act is OutboxAction.USE_MINE and line.doubt is not None:
        return _send_doubtful(language, line, line.doubt)
    if isinstance(entry.amount, str) and (sentence := _OF_TEXTS.get((act, entry.reason, entry.kind))):
        return language.say(sentence)
    if act is OutboxAction.USE_MINE and not isinstance(entry.amount, str):
        sentence = USE_MINE.get(entry.reason, ACT_LABELS[act])
        return language.say(sentence, value=values.shown(attribute, entry.amount))
    if act is OutboxAction.KEEP_THEIRS and entry.reason is Reason.THIRD_TOTAL:
        return language.say("It is in there")
    kept = theirs(line)
    if act is OutboxAction.KEEP_THEIRS and isinstance(kept, int | float):
        return language.say("Keep {value}", value=values.shown(attribute, kept))
    if act is OutboxAction.CORRECT and entry.reason in (Reason.THIRD_TOTAL, Reason.MAYBE_TWICE, Reason.CANNOT_READ):
        return language.say("Another total…")
    if act is OutboxAction.SIGN_IN and entry.reason is Reason.CANNOT_READ:
        return language.say("Allow reading…")
    return language.say(ACT_LABELS[act])


def _send_doubtful(language: Language, line: OutboxLine, doubt: Doubt) -> str:
    """What sending an addition in doubt once more comes to: the total that was meant, or the addition itself."""
    values, attribute = Values(language), line.attribute
    if line.entry.reason is Reason.MAYBE_TWICE:
        return language.say("Set to {total}", total=values.shown(attribute, total(doubt.base, doubt.delta)))
    sentence = "Add {value}" if doubt.delta >= 0 else "Take {value} away"
    return language.say(sentence, value=values.difference(attribute, abs(doubt.delta)))


def undo_words(language: Language, line: OutboxLine) -> str:
    """What undoing an entry that is in Exist comes to, for that is a new entry; nothing where it cannot be undone."""
    values, attribute = Values(language), line.attribute
    match line.back:
        case SetValue(value=former):
            return language.say("Undo sets it back to {value}", value=values.shown(attribute, former))
        case Increment(delta=delta):
            sentence = "Undo adds {value} again" if delta > 0 else "Undo takes {value} away again"
            return language.say(sentence, value=values.difference(attribute, abs(delta)))
        case TakeOut():
            return language.say("Undo takes these words out again")
        case _:
            return ""


def act_name(language: Language, act: OutboxAction, line: OutboxLine) -> str:
    """What a screen reader calls an act's button, `Undo Coffees`."""
    words = act_words(language, act, line).removesuffix("…")
    return language.say("{act} {label}", act=words, label=line.attribute.label)
