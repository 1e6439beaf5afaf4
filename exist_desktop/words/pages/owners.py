"""What taking over and giving back do, in words, and the lines of the Outbox about them."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.attributes import Attribute, Owner
from exist_desktop.domain.outbox.actions import OutboxAction, actions
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.ownership.entries import OwnerKind, OwnerLine
from exist_desktop.domain.ownership.record import Outlook, Successor
from exist_desktop.words.language import N_, NC_, Language, Sentence
from exist_desktop.words.ownership.outcomes import given_back

NAMED = 3
"""The largest number of attributes that a sentence names one by one."""


def consequence(language: Language, attribute: Attribute) -> tuple[str, ...]:
    """Returns what taking the attribute over does to its owner and in Exist, in one or two sentences."""
    say, label = language.say, attribute.label
    source = say("Exist will show Exist Desktop as its source; other Exist apps may show it differently.")
    if attribute.owner is Owner.ANOTHER_SERVICE:
        service = attribute.service.label if attribute.service else say("another service")
        fills = say("{service} fills {label} now.", service=service, label=label)
        if attribute.manual:
            return fills, source
        return fills, say("{service} stops filling {label} until you give it back.", service=service, label=label)
    if not attribute.active:
        return say("{label} is switched off in Exist.", label=label), say("Taken over, it is shown in Exist again.")
    return say("Nobody fills {label} now.", label=label), source


def on_giving_back(language: Language, attribute: Attribute, to: Successor) -> tuple[str, ...]:
    """Returns to whom the attribute goes when it is given back, and what is not certain about that."""
    goes = _goes(language, attribute.label, to)
    if not to.delicate:
        return (goes,)
    uncertain = language.say(
        "Whether Exist's own apps can fill {label} then is not certain; it is looked at afterwards.",
        label=attribute.label,
    )
    return goes, uncertain


def _goes(language: Language, label: str, to: Successor) -> str:
    say = language.say
    match to.outlook:
        case Outlook.NAMED:
            return say("{label} goes to {service}.", label=label, service=to.services[0].label)
        case Outlook.ONE_OF_SEVERAL:
            services = language.listed([service.label for service in to.services])
            return say("{label} goes to one of {services}; Exist chooses.", label=label, services=services)
        case Outlook.HIDDEN:
            return say("Nobody else fills {label}: it becomes inactive and is hidden in Exist.", label=label)
        case Outlook.NOT_KNOWN:
            return say("Who else can fill {label} was not read yet.", label=label)


DONE: dict[OwnerKind, Sentence] = {
    OwnerKind.TAKE_OVER: N_("Taken over {time}"),
    OwnerKind.GIVE_BACK: N_("Given back {time}"),
    OwnerKind.CREATE: N_("Created {time}"),
}
WANTED: dict[OwnerKind, Sentence] = {
    OwnerKind.TAKE_OVER: NC_("entry", "Take over"),
    OwnerKind.GIVE_BACK: NC_("entry", "Give back"),
    OwnerKind.CREATE: NC_("entry", "Create"),
}
UNDONE_BY: dict[OwnerKind, Sentence] = {
    OwnerKind.TAKE_OVER: N_("Undo gives it back"),
    OwnerKind.GIVE_BACK: N_("Undo takes it over again"),
    OwnerKind.CREATE: N_("Undo gives it back; Exist does not delete attributes"),
}


def wanted(language: Language, line: OwnerLine) -> str:
    """Returns what is wanted of an attribute, as the Outbox shows it in place of a value."""
    return language.say_marked(WANTED[line.entry.kind])


def waiting(language: Language, line: OwnerLine) -> str:
    """Returns what a give-back waits for, or an empty text."""
    if line.undecided:
        return language.ngettext(
            "Waiting, 1 entry of it needs you first", "Waiting, {n} entries of it need you first", line.undecided
        )
    if line.unsent:
        return language.ngettext(
            "Waiting, 1 entry of it is sent first", "Waiting, {n} entries of it are sent first", line.unsent
        )
    return ""


def afterwards(language: Language, line: OwnerLine) -> str:
    """Returns what has become of it once it is in Exist, and what undoing does; empty before.

    Of what was given back, who fills it now, and where `manual` is not what it was before the take-over.
    """
    if line.entry.kind is not OwnerKind.GIVE_BACK or line.entry.state is not EntryState.SENT:
        return undoing(language, line)
    now = given_back(language, line.attribute, manual=line.entry.manual)
    return language.sentences(now, undoing(language, line) if OutboxAction.UNDO in actions(line) else "")


def undoing(language: Language, line: OwnerLine) -> str:
    """Returns what undoing it does once it is in Exist; empty before."""
    sent = line.entry.state is EntryState.SENT
    return language.say_marked(UNDONE_BY[line.entry.kind]) if sent else ""


def named(language: Language, attributes: Sequence[Attribute]) -> str:
    """Returns the labels joined, `Mood and Daily note`, `Mood, Daily note and Walk`, `Mood, Daily note and 4 more`."""
    labels = [attribute.label for attribute in attributes]
    if len(labels) == 1:
        return labels[0]
    if len(labels) > NAMED:
        rest = language.npgettext("attributes", "1 more", "{n} more", len(labels) - NAMED + 1)
        labels = [*labels[: NAMED - 1], rest]
    return language.say("{some} and {last}", some=language.listed(labels[:-1]), last=labels[-1])
