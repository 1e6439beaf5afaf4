"""Names of the person's own, and tags that are shown as one: what can be done, what was done, what is called how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from exist_desktop.domain.arranging.names import NameAction
from exist_desktop.domain.attributes import Attribute
from exist_desktop.words.days import DayWords
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import N_, Language

_ACTIONS = {
    NameAction.RENAME: N_("Shown here as…"),
    NameAction.JOIN: N_("Show as one with…"),
    NameAction.APART: N_("Take apart"),
}


def name_action_text(language: Language, action: NameAction, attribute: Attribute) -> str:
    """Returns the line of a menu."""
    if action is not NameAction.IN_EXIST:
        return language.say_marked(_ACTIONS[action])
    if attribute.is_tag:
        return language.say("Rename, delete or merge in Exist…")
    return language.say("Rename or delete in Exist…")


def also_called(language: Language, attribute: Attribute) -> str:
    """Returns what Exist calls it, if that is another name, and which tags are shown as one with it; else empty."""
    say = language.say
    in_exist = say("in Exist: {label}", label=_line(attribute.exist_label)) if attribute.exist_label else ""
    parts = language.listed([_line(tag.label) for tag in attribute.joined])
    return language.facts(in_exist, say("together with {labels}", labels=parts) if parts else "")


def in_menu(language: Language, attribute: Attribute) -> tuple[str, ...]:
    """Returns the same as lines of a menu."""
    say, labels = language.say, language.listed([_line(tag.label) for tag in attribute.joined])
    in_exist = say("In Exist: {label}", label=_line(attribute.exist_label)) if attribute.exist_label else ""
    return tuple(filter(None, (in_exist, say("Together with {labels}", labels=labels) if labels else "")))


def last_use(language: Language, last: date | None, day: date) -> str:
    """Returns when a tag was used last before a day, as a date and as a distance from that day."""
    if last is None:
        return language.say("Not used before")
    shown = language.say("Used last on {day}", day=DayWords(language, day).long(last))
    apart = (day - last).days
    return language.facts(shown, language.ngettext("1 day before", "{n} days before", apart))


def part_of(language: Language, main: str) -> str:
    """Returns that a tag is shown as one with the tag of that label."""
    return language.say("shown as one with {label}", label=_line(main))


def renamed(language: Language, attribute: Attribute, shown_as: str) -> str:
    """Returns what was done: it has another name here, or that of Exist again if `shown_as` is empty."""
    label = _line(attribute.as_in_exist.label)
    if not shown_as:
        return language.say("{label} has the name of Exist again.", label=label)
    return language.say("{label} is called {name} here.", label=label, name=shown_as)


def joined(language: Language, part: Attribute, main: Attribute) -> str:
    """Returns that two tags are shown as one now."""
    return language.say("{label} is shown as one with {kept}.", label=_line(part.label), kept=_line(main.label))


def taken_apart(language: Language, labels: Sequence[str]) -> str:
    """Returns that tags are shown by themselves again."""
    apart = language.listed(list(map(_line, labels)))
    return language.ngettext(
        "{labels} is shown by itself again.", "{labels} are shown by themselves again.", len(labels), labels=apart
    )


def about_own_name(language: Language, attribute: Attribute) -> str:
    """Returns what a name of the person's own changes."""
    label = _line(attribute.as_in_exist.label)
    return language.say("The name counts on this computer alone. In Exist it stays {label}.", label=label)


def about_joining(language: Language, attribute: Attribute) -> str:
    """Returns what becomes of a tag that is shown as one with another."""
    label = _line(attribute.label)
    return language.sentences(
        language.say("Choose the tag that stays. The days of {label} are shown as its days.", label=label),
        language.say("From then on only the tag that stays is written. In Exist nothing changes."),
    )


def taken(language: Language, attribute: Attribute, other: Attribute) -> str:
    """Returns why an attribute cannot have a name: another one has it."""
    label = _line(other.label)
    if attribute.is_tag and other.is_tag:
        return language.say(
            "There is {label} already. If both are the same, show them as one: the menu of the tag has it.", label=label
        )
    return language.say("There is {label} already, and one name for two would be mistaken.", label=label)


def only_in_exist(language: Language, attribute: Attribute) -> Message:
    """Returns what only Exist's own page can do, and what can be done here."""
    say, label = language.say, _line(attribute.as_in_exist.label)
    title = say("What only Exist can change")
    if attribute.is_tag:
        return Message(
            title,
            language.sentences(
                say("Exist lets no other program rename, delete or merge tags. What can be done is on its own page."),
                say("Here {label} can have another name, be hidden, or be shown as one with another tag.", label=label),
            ),
        )
    return Message(
        title,
        language.sentences(
            say("Exist lets no other program rename or delete attributes. What can be done is on its own page."),
            say("Here {label} can have another name, or be hidden.", label=label),
        ),
    )


def _line(label: str) -> str:
    return " ".join(label.split())
