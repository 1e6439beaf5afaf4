"""What Welcome says: the way through Exist's developer page, what ownership means, and what each permission is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exist_desktop.words.language import Language

GROUPS: tuple[tuple[str, str], ...] = (
    ("mood", "Mood"),
    ("food", "Food and drink"),
    ("health", "Health"),
    ("custom", "Custom tags"),
    ("manual", "whatever you track by hand"),
    ("activity", "Activity"),
    ("sleep", "Sleep"),
    ("productivity", "Productivity"),
    ("workouts", "Workouts"),
    ("events", "Events"),
    ("finance", "Finance"),
    ("location", "Location"),
    ("media", "Media"),
    ("social", "Social"),
    ("weather", "Weather"),
    ("symptoms", "Symptoms"),
    ("medication", "Medication"),
)
"""The scopes that Exist knows, by the name of their group, those that most people write first."""

USUAL: dict[str, str] = {
    "mood": "Saves your mood and its note.",
    "food": "Saves coffees, water and meals.",
    "health": "Saves weight, heart rate and the like.",
    "custom": "Saves your tags.",
    "manual": "Saves whatever you track by hand, in any group.",
}
"""What the permissions to write are for that are asked for by default."""


@dataclass(frozen=True)
class Permission:
    """A tick of Welcome: the scopes that it asks for, what they are for, and whether it is set at first.

    `group` is what people call the group that it allows to write; empty for reading.
    """

    scopes: tuple[str, ...]
    title: str
    sentence: str
    asked: bool
    group: str = ""


@dataclass(frozen=True)
class SignInWords:
    """The longer texts of Welcome."""

    language: Language

    def steps(self) -> tuple[str, ...]:
        """How the person makes a client of their own on Exist's pages."""
        say = self.language.say
        return (
            say("On exist.io, open your account, choose “Developer apps”, then “Add a new client”."),
            say("Choose the type “Confidential”, and enter the redirect address shown below."),
            say("Copy the client ID and the client secret from that page to the fields below."),
        )

    def ownership(self) -> str:
        """Why ownership matters, in two sentences."""
        return self.language.say(
            "In Exist every attribute is filled by one service alone. "
            "What nobody fills becomes this application's with your first entry; what another service fills is taken "
            "over only after you have been asked, and can be given back."
        )

    def permissions(self) -> tuple[Permission, ...]:
        """The permissions that can be asked for, reading first."""
        say = self.language.say
        reading = Permission(
            tuple(f"{group}_read" for group, _ in GROUPS),
            say("See all of your attributes"),
            say("Shows your days and history, and makes sure that each entry arrived."),
            asked=True,
        )
        writing = (
            Permission(
                (f"{group}_write",),
                say("Write: {group}", group=say(label)),
                say(USUAL.get(group, "Saves values of this group that you enter yourself.")),
                asked=group in USUAL,
                group=say(label),
            )
            for group, label in GROUPS
        )
        return (reading, *writing)

    def summary(self, chosen: Iterable[Permission]) -> str:
        """What these permissions allow, in one line."""
        say, chosen = self.language.say, tuple(chosen)
        groups = ", ".join(permission.group for permission in chosen if permission.group)
        parts = [permission.title for permission in chosen if not permission.group]
        parts += [say("Write: {group}", group=groups)] if groups else []
        return " · ".join(parts) if parts else say("Nothing")
