"""What can be done to the order of attributes and groups, and what was done."""

from __future__ import annotations

from exist_desktop.domain.arranging.acts import ArrangeAct, GroupAct, Rearranged
from exist_desktop.words.language import N_, Language

_ACTS = {
    ArrangeAct.PIN: N_("Add to favourites"),
    ArrangeAct.UNPIN: N_("Remove from favourites"),
    ArrangeAct.HIDE: N_("Hide"),
    ArrangeAct.SHOW: N_("Show again"),
    ArrangeAct.UP: N_("Move up"),
    ArrangeAct.DOWN: N_("Move down"),
    GroupAct.UP: N_("Move up"),
    GroupAct.DOWN: N_("Move down"),
    GroupAct.COMPACT: N_("Compact tiles"),
    GroupAct.USUAL_SIZE: N_("Large tiles"),
}

_ACTS_ELSEWHERE = {
    ArrangeAct.PIN: N_("Add to favourites"),
    ArrangeAct.UNPIN: N_("Remove from favourites"),
    ArrangeAct.HIDE: N_("Hide on Today"),
    ArrangeAct.SHOW: N_("Show on Today again"),
    ArrangeAct.UP: N_("Move up on Today"),
    ArrangeAct.DOWN: N_("Move down on Today"),
}


def act_text_elsewhere(language: Language, act: ArrangeAct) -> str:
    """Returns the line of a menu on another page than Today."""
    return language.say_marked(_ACTS_ELSEWHERE[act])


def act_text(language: Language, act: ArrangeAct | GroupAct) -> str:
    """Returns the line of a menu."""
    return language.say_marked(_ACTS[act])


def cannot_move(language: Language, label: str) -> str:
    """Returns why an attribute has not moved."""
    return language.say("{label} is at the end of its list already, or hidden.", label=label)


def what_was_arranged(language: Language, done: Rearranged, label: str) -> str:
    """Returns what has changed, as a sentence; `label` is what the attribute or group is called."""
    match done.act:
        case ArrangeAct.PIN:
            return language.say("{label} is a favourite now.", label=label)
        case ArrangeAct.UNPIN:
            return language.say("{label} is back in its group.", label=label)
        case ArrangeAct.HIDE:
            return language.say("{label} is hidden.", label=label)
        case ArrangeAct.SHOW:
            return language.say("{label} is shown again.", label=label)
        case ArrangeAct.UP | ArrangeAct.DOWN | GroupAct.UP | GroupAct.DOWN:
            place, of = language.formats.integer(done.place), language.formats.integer(done.of)
            return language.say("{label} is number {place} of {count} now.", label=label, place=place, count=of)
        case GroupAct.COMPACT:
            return _compact(language, label)
        case GroupAct.USUAL_SIZE:
            return _large(language, label)


def _compact(language: Language, label: str) -> str:
    if not label:
        return language.say("All tiles are compact now.")
    return language.say("The tiles of {group} are compact now.", group=label)


def _large(language: Language, label: str) -> str:
    if not label:
        return language.say("All tiles are large now.")
    return language.say("The tiles of {group} are large now.", group=label)
