"""What can be done to the order of attributes and groups, and what was done."""

from __future__ import annotations

from exist_desktop.domain.arranging.actions import ArrangeAction, GroupAction, Rearranged
from exist_desktop.words.language import N_, Language

_ACTIONS = {
    ArrangeAction.PIN: N_("Add to favourites"),
    ArrangeAction.UNPIN: N_("Remove from favourites"),
    ArrangeAction.HIDE: N_("Hide"),
    ArrangeAction.SHOW: N_("Show again"),
    ArrangeAction.UP: N_("Move up"),
    ArrangeAction.DOWN: N_("Move down"),
    GroupAction.UP: N_("Move up"),
    GroupAction.DOWN: N_("Move down"),
    GroupAction.COMPACT: N_("Compact tiles"),
    GroupAction.USUAL_SIZE: N_("Large tiles"),
}

_ACTIONS_ELSEWHERE = {
    ArrangeAction.PIN: N_("Add to favourites"),
    ArrangeAction.UNPIN: N_("Remove from favourites"),
    ArrangeAction.HIDE: N_("Hide on Today"),
    ArrangeAction.SHOW: N_("Show on Today again"),
    ArrangeAction.UP: N_("Move up on Today"),
    ArrangeAction.DOWN: N_("Move down on Today"),
}


def action_text_elsewhere(language: Language, action: ArrangeAction) -> str:
    """Returns the line of a menu on another page than Today."""
    return language.say_marked(_ACTIONS_ELSEWHERE[action])


def action_text(language: Language, action: ArrangeAction | GroupAction) -> str:
    """Returns the line of a menu."""
    return language.say_marked(_ACTIONS[action])


def cannot_move(language: Language, label: str) -> str:
    """Returns why an attribute has not moved."""
    return language.say("{label} is at the end of its list already, or hidden.", label=label)


def what_was_arranged(language: Language, done: Rearranged, label: str) -> str:
    """Returns what has changed, as a sentence; `label` is what the attribute or group is called."""
    match done.action:
        case ArrangeAction.PIN:
            return language.say("{label} is a favourite now.", label=label)
        case ArrangeAction.UNPIN:
            return language.say("{label} is back in its group.", label=label)
        case ArrangeAction.HIDE:
            return language.say("{label} is hidden.", label=label)
        case ArrangeAction.SHOW:
            return language.say("{label} is shown again.", label=label)
        case ArrangeAction.UP | ArrangeAction.DOWN | GroupAction.UP | GroupAction.DOWN:
            place, of = language.formats.integer(done.place), language.formats.integer(done.of)
            return language.say("{label} is number {place} of {count} now.", label=label, place=place, count=of)
        case GroupAction.COMPACT:
            return _compact(language, label)
        case GroupAction.USUAL_SIZE:
            return _large(language, label)


def _compact(language: Language, label: str) -> str:
    if not label:
        return language.say("All tiles are compact now.")
    return language.say("The tiles of {group} are compact now.", group=label)


def _large(language: Language, label: str) -> str:
    if not label:
        return language.say("All tiles are large now.")
    return language.say("The tiles of {group} are large now.", group=label)
