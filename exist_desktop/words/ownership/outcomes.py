"""How take-overs and give-backs ended, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.ownership.entries import OwnerKind
from exist_desktop.domain.values import Value
from exist_desktop.words.days import DayWords
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import NP_, Language, Plural
from exist_desktop.words.values import Values

NOT_DONE: dict[OwnerKind, Plural] = {
    OwnerKind.TAKE_OVER: NP_("1 attribute was not taken over", "{n} attributes were not taken over"),
    OwnerKind.GIVE_BACK: NP_("1 attribute was not given back", "{n} attributes were not given back"),
    OwnerKind.CREATE: NP_("1 attribute was not created", "{n} attributes were not created"),
}


MOST_TOLD = 5
"""How many attributes a message names one by one; the Outbox has the others."""


class Failure(Struct, frozen=True):
    """An act that Exist refused for an attribute, and why, in whole sentences."""

    label: str
    why: str


def not_done(language: Language, kind: OwnerKind, failures: Sequence[Failure]) -> Message:
    """Returns for which attributes an act failed, with the reason of each."""
    reasons = [language.facts(one.label, one.why) for one in failures[:MOST_TOLD]]
    title = language.count_marked(NOT_DONE[kind], len(failures))
    return Message(title, language.sentences(*reasons, _rest(language, len(failures))))


def given_back_all(language: Language, done: Sequence[tuple[Attribute, bool | None]]) -> Message:
    """Returns who fills attributes after they were given back, each with what was to be restored of it."""
    sentences = [given_back(language, attribute, manual=manual) for attribute, manual in done[:MOST_TOLD]]
    return Message(language.say("Given back"), language.sentences(*sentences, _rest(language, len(done))))


def _rest(language: Language, number: int) -> str:
    left = number - MOST_TOLD
    return language.ngettext("The Outbox has 1 more.", "The Outbox has {n} more.", left) if left > 0 else ""


def given_back(language: Language, attribute: Attribute, *, manual: bool | None) -> str:
    """Returns who fills an attribute after it was given back. `manual` is what was to be restored, None for nothing."""
    say, label = language.say, attribute.label
    if attribute.owner is Owner.THIS_CLIENT:
        now = say("{label} is filled from here again.", label=label)
    elif not attribute.active:
        now = say("{label} is inactive in Exist now: nobody fills it.", label=label)
    elif attribute.service is None:
        now = say("Nobody fills {label} now.", label=label)
    else:
        now = say("{service} fills {label} now.", service=attribute.service.label, label=label)
    if manual is None or manual is attribute.manual:
        return now
    if attribute.manual:
        return language.sentences(now, say("Exist still has it as filled by hand; before the take-over it was not."))
    return language.sentences(now, say("Exist does not have it as filled by hand; before the take-over it was."))


def handover(
    language: Language, attribute: Attribute, before: tuple[date, Value] | None, after: tuple[date, Value], today: date
) -> str:
    """Returns the first own value beside the last one of the former owner, if there was one."""
    days, shown = DayWords(language, today), Values(language).shown
    own_day, own = days.brief(after[0]), shown(attribute, after[1])
    if before is None:
        return language.say("First from here: {own} on {day}.", own=own, day=own_day)
    return language.say(
        "First from here: {own} on {day}. The last one before: {former} on {former_day}.",
        own=own,
        day=own_day,
        former=shown(attribute, before[1]),
        former_day=days.brief(before[0]),
    )
