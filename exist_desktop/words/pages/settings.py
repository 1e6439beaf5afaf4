"""The texts of Settings: names of units, who is signed in, what the token allows, and what signing out loses."""

from __future__ import annotations

from datetime import tzinfo

from msgspec import Struct

from exist_desktop.words.days import moment
from exist_desktop.words.language import N_, NC_, Language
from exist_desktop.words.pages.sign_in import GROUPS

UNIT_TITLES = {
    "distance": NC_("unit", "Distance"),
    "weight": NC_("unit", "Weight"),
    "energy": NC_("unit", "Energy"),
    "liquid": NC_("unit", "Liquid"),
    "temperature": NC_("unit", "Temperature"),
}
UNIT_SYMBOLS = {
    "distance": ("km", "mi"),
    "weight": ("kg", "lb"),
    "energy": ("kJ", "kcal"),
    "liquid": ("ml", "fl oz"),
    "temperature": ("°C", "°F"),
}
"""The metric and the imperial unit of each kind."""

WRONG_SERVER = {
    "NOT_AN_ADDRESS": N_("{typed} is not the address of a server; https://exist.io is one."),
    "NOT_PRIVATE": N_("{typed} would send the token unprotected: http is for this computer only, use https."),
    "NOT_BARE": N_("{typed} says more than a server's address; scheme, host and port are enough."),
}
"""What is wrong with a server's address, by the name of the problem."""


class AccountState(Struct, frozen=True):
    """Who is signed in, and what the token allows. Instants are in seconds since 1970.

    `username` is empty if nobody ever signed in. `scopes` is None if the server did not send them. `renews` is whether
    the token is renewed automatically, which needs the client's secret.
    """

    username: str = ""
    server: str = ""
    signed_in: bool = False
    since: float | None = None
    expires_at: float | None = None
    renews: bool = False
    read_only: bool = False
    scopes: frozenset[str] | None = None


class SettingsWords(Struct, frozen=True):
    """The longer texts of Settings."""

    language: Language

    def unit_options(self, kind: str, *, imperial: bool) -> tuple[tuple[str, str], ...]:
        """Returns the choices for a kind of unit and their names; the first is "as in Exist"."""
        say, (metric_unit, imperial_unit) = self.language.say, UNIT_SYMBOLS[kind]
        return (
            ("", say("As in Exist ({unit})", unit=imperial_unit if imperial else metric_unit)),
            ("metric", say("Metric ({unit})", unit=metric_unit)),
            ("imperial", say("Imperial ({unit})", unit=imperial_unit)),
        )

    def who(self, account: AccountState, now: float, zone: tzinfo) -> str:
        """Returns who is signed in at which server, and since when."""
        say = self.language.say
        if not account.username:
            return say("Nobody has signed in on this computer yet.")
        if not account.signed_in:
            return say("@{user} has signed out of {server}.", user=account.username, server=account.server)
        if account.since is None:
            return say("Signed in as @{user} at {server}.", user=account.username, server=account.server)
        return say(
            "Signed in as @{user} at {server} since {moment}.",
            user=account.username,
            server=account.server,
            moment=moment(self.language, account.since, now, zone),
        )

    def token(self, account: AccountState, now: float, zone: tzinfo) -> str:
        """Returns how long the token lasts, if it is known."""
        say = self.language.say
        if not account.signed_in:
            return ""
        if account.expires_at is None:
            return say("Exist has not said how long the token lasts.")
        until = moment(self.language, account.expires_at, now, zone)
        if account.renews:
            return say("The token is good until {moment}, and renewed by itself before that.", moment=until)
        return say("The token is good until {moment}; then sign in again.", moment=until)

    def grants(self, account: AccountState) -> tuple[str, ...]:
        """Returns which groups the token can read and write."""
        say = self.language.say
        if not account.signed_in:
            return ()
        if account.read_only:
            return (say("This token may only read."),)
        if account.scopes is None:
            return (say("Exist has not said what the token allows; everything is tried."),)
        return (
            say("May read: {groups}", groups=self._groups(account.scopes, "read")),
            say("May write: {groups}", groups=self._groups(account.scopes, "write")),
        )

    def _groups(self, scopes: frozenset[str], right: str) -> str:
        labels = [self.language.say_marked(label) for group, label in GROUPS if f"{group}_{right}" in scopes]
        if len(labels) == len(GROUPS):
            return self.language.pgettext("permissions", "all groups")
        return self.language.listed(labels) or self.language.pgettext("permissions", "none")

    def unsent_on_leaving(self, unsent: int) -> str:
        """Returns what signing out means for unsent entries."""
        if not unsent:
            return self.language.say("Everything is in Exist. Your days stay on this computer.")
        return self.language.ngettext(
            "1 entry is not in Exist yet. Kept, it is sent after the next sign-in; discarded, it is lost.",
            "{n} entries are not in Exist yet. Kept, they are sent after the next sign-in; discarded, they are lost.",
            unsent,
        )

    def lost_on_removal(self, unsent: int) -> str:
        """Returns what removing everything loses."""
        say = self.language.say
        lost = say("Every entry is in Exist, so nothing of it is lost.")
        if unsent:
            lost = self.language.ngettext(
                "1 entry is not in Exist yet and would be lost.",
                "{n} entries are not in Exist yet and would be lost.",
                unsent,
            )
        rest = say("Your days, these settings and the tokens leave this computer; what Exist has stays there.")
        return self.language.sentences(lost, rest)

    def wrong_server(self, problem: str, typed: str) -> str:
        """Returns what is wrong with a server's address, by the name of the problem."""
        return self.language.say_marked(WRONG_SERVER[problem], typed=typed)
