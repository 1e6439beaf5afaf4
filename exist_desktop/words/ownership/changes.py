"""Who filled an attribute, in words: a line for each change."""

from __future__ import annotations

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.ownership.entries import OwnerEntry, OwnerKind
from exist_desktop.domain.ownership.record import Filler, OwnerChange, Why
from exist_desktop.words.language import N_, Language, Sentence

WAITS: dict[OwnerKind, Sentence] = {
    OwnerKind.TAKE_OVER: N_("Taking it over waits"),
    OwnerKind.GIVE_BACK: N_("Giving it back waits"),
    OwnerKind.CREATE: N_("Creating it waits"),
}


def heading(language: Language, attribute: Attribute | None) -> str:
    """Returns the heading of the list of one attribute's changes; of all for None."""
    if attribute is None:
        return language.say("Who filled what")
    return language.say("Who filled {label}", label=attribute.label)


def line(language: Language, change: OwnerChange) -> str:
    """Returns what changed, without when."""
    say = language.say
    before, after = _name(language, change.before), _name(language, change.after)
    match change.why:
        case Why.TAKEN_OVER:
            return say("Taken over; before, {before} filled it", before=before)
        case Why.GIVEN_BACK:
            return say("Given back; now {after} fills it", after=after)
        case Why.CREATED:
            return say("Created here")
        case Why.LOST:
            return say("Lost; now {after} fills it", after=after)
        case Why.ELSEWHERE:
            return say("Changed elsewhere: from {before} to {after}", before=before, after=after)


def _name(language: Language, filler: Filler) -> str:
    match filler.owner:
        case Owner.THIS_CLIENT:
            return language.pgettext("who fills an attribute", "Exist Desktop")
        case Owner.NOBODY:
            return language.pgettext("who fills an attribute", "nobody")
        case Owner.ANOTHER_SERVICE:
            return filler.service.label if filler.service else language.say("another service")


def waits(language: Language, wish: OwnerEntry) -> str:
    """Returns what is wanted of its owner and is not in Exist yet."""
    return language.say_marked(WAITS[wish.kind])


def none_seen(language: Language) -> str:
    """Returns that no change was seen on this computer."""
    return language.say("No change was seen on this computer yet.")
