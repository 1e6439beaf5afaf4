"""The texts of Welcome: the steps on Exist's developer page, what ownership means, and what each permission is for."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from exist_desktop.words.language import N_, NC_, Language, Sentence

GROUPS: tuple[tuple[str, Sentence], ...] = (
    ("mood", NC_("group", "Mood")),
    ("food", NC_("group", "Food and drink")),
    ("health", NC_("group", "Health")),
    ("custom", NC_("group", "Custom tags")),
    ("manual", NC_("group", "whatever you track by hand")),
    ("activity", NC_("group", "Activity")),
    ("sleep", NC_("group", "Sleep")),
    ("productivity", NC_("group", "Productivity")),
    ("workouts", NC_("group", "Workouts")),
    ("events", NC_("group", "Events")),
    ("finance", NC_("group", "Finance")),
    ("location", NC_("group", "Location")),
    ("media", NC_("group", "Media")),
    ("social", NC_("group", "Social")),
    ("weather", NC_("group", "Weather")),
    ("symptoms", NC_("group", "Symptoms")),
    ("medication", NC_("group", "Medication")),
)
"""Exist's scopes by the name of their group; those that most people write come first."""

USUAL: dict[str, Sentence] = {
    "mood": N_("Saves your mood and its note."),
    "food": N_("Saves coffees, water and meals."),
    "health": N_("Saves weight, heart rate and the like."),
    "custom": N_("Saves your tags."),
    "manual": N_("Saves whatever you track by hand, in any group."),
}
"""The purpose of each permission that is asked for by default."""
OTHER_GROUPS = N_("Saves values of this group that you enter yourself.")


class Permission(Struct, frozen=True):
    """A permission in Welcome: its scopes, its purpose, and whether it is ticked at first.

    `group` is the name of the group that it allows writing; empty for reading.
    """

    scopes: tuple[str, ...]
    title: str
    sentence: str
    asked: bool
    group: str = ""


class SignInWords(Struct, frozen=True):
    """The longer texts of Welcome."""

    language: Language

    def steps(self) -> tuple[str, ...]:
        """Returns the steps for making a client on Exist's pages."""
        say = self.language.say
        return (
            say("On exist.io, open your account, choose “Developer apps”, then “Add a new client”."),
            say("Choose the type “Confidential”, and enter the redirect address shown below."),
            say("Copy the client ID and the client secret from that page to the fields below."),
        )

    def ownership(self) -> str:
        """Returns why ownership matters, in two sentences."""
        return self.language.say(
            "In Exist every attribute is filled by one service alone. "
            "What nobody fills becomes this application's with your first entry; what another service fills is taken "
            "over only after you have been asked, and can be given back."
        )

    def permissions(self) -> tuple[Permission, ...]:
        """Returns the permissions that can be asked for, reading first."""
        say, say_marked = self.language.say, self.language.say_marked
        reading = Permission(
            tuple(f"{group}_read" for group, _ in GROUPS),
            say("See all of your attributes"),
            say("Shows your days and history, and makes sure that each entry arrived."),
            asked=True,
        )
        writing = (
            Permission(
                (f"{group}_write",),
                say("Write: {group}", group=say_marked(label)),
                say_marked(USUAL.get(group, OTHER_GROUPS)),
                asked=group in USUAL,
                group=say_marked(label),
            )
            for group, label in GROUPS
        )
        return (reading, *writing)

    def summary(self, chosen: Iterable[Permission]) -> str:
        """Returns what these permissions allow, in one line."""
        say, chosen = self.language.say, tuple(chosen)
        groups = self.language.listed(permission.group for permission in chosen)
        parts = [permission.title for permission in chosen if not permission.group]
        parts += [say("Write: {group}", group=groups)] if groups else []
        return self.language.facts(*parts) or self.language.pgettext("permissions", "Nothing")


class BrowserPageWords(Struct, frozen=True):
    """The sentences of the pages that the browser shows at the end of a sign-in."""

    language: Language

    @property
    def arrived(self) -> str:
        """Exist has answered."""
        return self.language.say("Exist has answered. You can close this page and go on in Exist Desktop.")

    @property
    def denied(self) -> str:
        """The person did not allow access."""
        return self.language.say("Nothing was allowed, and nothing has changed. You can close this page.")

    @property
    def not_ours(self) -> str:
        """The request belongs to no sign-in that is waiting."""
        return self.language.say(
            "This page does not belong to a sign-in that is waiting. If you came here from Exist just now, copy the "
            "address of this page and paste it into Exist Desktop."
        )
