"""The labels of the Outbox's buttons, and what undoing an entry does."""

from __future__ import annotations

from exist_desktop.domain.commands import Increment, SetValue, TakeOut
from exist_desktop.domain.outbox.actions import OutboxAction, theirs
from exist_desktop.domain.outbox.ops import Doubt, EntryKind, OutboxLine, Reason
from exist_desktop.domain.ownership.entries import AnyLine, OwnerLine
from exist_desktop.domain.values import total
from exist_desktop.words.language import N_, Language, Sentence
from exist_desktop.words.pages.owners import undoing
from exist_desktop.words.values import Values

USE_MINE: dict[Reason | None, Sentence] = {
    Reason.CHANGED_ELSEWHERE: N_("Use {value}"),
    Reason.RESTORED: N_("Send it"),
}
"""The labels for sending an entry as it is, if that is more than trying again."""
_JOINS, _GOES = EntryKind.APPEND, EntryKind.TAKE_OUT
_OF_TEXTS: dict[tuple[OutboxAction, Reason | None, EntryKind], Sentence] = {
    **{(OutboxAction.USE_MINE, Reason.CHANGED_ELSEWHERE, kind): N_("Use mine") for kind in EntryKind},
    **{(OutboxAction.USE_MINE, Reason.RESTORED, kind): N_("Send it") for kind in EntryKind},
    (OutboxAction.USE_MINE, Reason.TOO_LONG, _JOINS): N_("Replace the note"),
    (OutboxAction.CORRECT, Reason.TOO_LONG, _JOINS): N_("Shorten…"),
    (OutboxAction.CORRECT, Reason.LAST_TEXT, _GOES): N_("Write another…"),
    (OutboxAction.USE_MINE, Reason.THIRD_TOTAL, _JOINS): N_("Add it"),
    (OutboxAction.USE_MINE, Reason.THIRD_TOTAL, _GOES): N_("Take it out"),
    (OutboxAction.KEEP_THEIRS, Reason.THIRD_TOTAL, _GOES): N_("It is gone"),
}
"""The labels for entries of texts, which are too long for a button."""

ACTION_LABELS: dict[OutboxAction, Sentence] = {
    OutboxAction.UNDO: N_("Undo"),
    OutboxAction.CORRECT: N_("Correct…"),
    OutboxAction.TAKE_OVER: N_("Take over"),
    OutboxAction.USE_MINE: N_("Try again"),
    OutboxAction.KEEP_THEIRS: N_("Keep Exist's"),
    OutboxAction.USE_BOTH: N_("Keep both"),
    OutboxAction.SIGN_IN: N_("Sign in…"),
    OutboxAction.DISCARD: N_("Discard"),
    OutboxAction.BRING_BACK: N_("Bring back"),
}


def action_words(language: Language, action: OutboxAction, line: AnyLine) -> str:
    """Returns the label of an action's button."""
    if isinstance(line, OwnerLine):
        return language.say_marked(ACTION_LABELS[action])
    values, attribute, entry = Values(language), line.attribute, line.entry
    if action is OutboxAction.USE_MINE and line.doubt is not None:
        return _send_doubtful(language, line, line.doubt)
    if isinstance(entry.amount, str) and (sentence := _OF_TEXTS.get((action, entry.reason, entry.kind))):
        return language.say_marked(sentence)
    if action is OutboxAction.USE_MINE and not isinstance(entry.amount, str):
        sentence = USE_MINE.get(entry.reason, ACTION_LABELS[action])
        return language.say_marked(sentence, value=values.shown(attribute, entry.amount))
    if action is OutboxAction.KEEP_THEIRS and entry.reason is Reason.THIRD_TOTAL:
        return language.say("It is in there")
    kept = theirs(line)
    if action is OutboxAction.KEEP_THEIRS and isinstance(kept, int | float):
        return language.say("Keep {value}", value=values.shown(attribute, kept))
    if action is OutboxAction.CORRECT and entry.reason in (Reason.THIRD_TOTAL, Reason.MAYBE_TWICE, Reason.CANNOT_READ):
        return language.say("Another total…")
    if action is OutboxAction.SIGN_IN and entry.reason is Reason.CANNOT_READ:
        return language.say("Allow reading…")
    return language.say_marked(ACTION_LABELS[action])


def _send_doubtful(language: Language, line: OutboxLine, doubt: Doubt) -> str:
    """Returns the label for sending an addition in doubt again: the total that was meant, or the addition."""
    values, attribute = Values(language), line.attribute
    if line.entry.reason is Reason.MAYBE_TWICE:
        return language.say("Set to {total}", total=values.shown(attribute, total(doubt.base, doubt.delta)))
    value = values.difference(attribute, abs(doubt.delta))
    return (
        language.say("Add {value}", value=value) if doubt.delta >= 0 else language.say("Take {value} away", value=value)
    )


def undo_words(language: Language, line: AnyLine) -> str:
    """Returns what undoing an entry in Exist does, which is a new entry; empty if it cannot be undone."""
    if isinstance(line, OwnerLine):
        return undoing(language, line)
    values, attribute = Values(language), line.attribute
    match line.back:
        case SetValue(value=former):
            return language.say("Undo sets it back to {value}", value=values.shown(attribute, former))
        case Increment(delta=delta):
            value = values.difference(attribute, abs(delta))
            if delta > 0:
                return language.say("Undo adds {value} again", value=value)
            return language.say("Undo takes {value} away again", value=value)
        case TakeOut():
            return language.say("Undo takes these words out again")
        case _:
            return ""


def action_name(language: Language, action: OutboxAction, line: AnyLine) -> str:
    """Returns the accessible name of an action's button, `Undo Coffees`."""
    words = action_words(language, action, line).removesuffix("…")
    return language.say("{action} {label}", action=words, label=line.attribute.label)
