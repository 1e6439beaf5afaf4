"""The texts of the page Attributes around its list: filters, orders, the selection, and why nothing is listed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.language import N_, Language, Sentence
from exist_desktop.words.pages.owners import named

NOTICES: dict[Condition, Sentence] = {
    Condition.OFFLINE: N_("Offline: this is as it was read last. What you change is done when the connection is back."),
    Condition.SIGNED_OUT: N_(
        "Signed out: this is as it was read last. What you change is done after you have signed in again."
    ),
    Condition.READ_ONLY: N_(
        "This token may only read. What you change here is done after you have signed in with Exist."
    ),
}


class AttributesPageWords(Struct, frozen=True):
    """Puts the page's states into words."""

    language: Language

    def counted(self, attributes: int, ours: int, hidden: int) -> str:
        """Returns how many attributes there are, how many are filled from here, and how many hidden."""
        ngettext = self.language.ngettext
        return self.language.facts(
            ngettext("1 attribute", "{n} attributes", attributes),
            ngettext("1 filled from here", "{n} filled from here", ours),
            ngettext("1 hidden", "{n} hidden", hidden) if hidden else "",
        )

    def selected(self, attributes: Sequence[Attribute]) -> str:
        """Returns how many are selected, and the first of them by name."""
        count = self.language.ngettext("1 selected", "{n} selected", len(attributes))
        return self.language.facts(count, named(self.language, attributes))

    def notice(self, status: SyncStatus) -> str:
        """Returns why what is shown may be old, and when what is changed is done; empty if all is well."""
        notice = NOTICES.get(status.condition)
        return self.language.say_marked(notice) if notice is not None else ""

    def nothing_read(self, status: SyncStatus) -> str:
        """Returns why there are no attributes at all."""
        say = self.language.say
        match status.condition:
            case Condition.SIGNED_OUT:
                return say("Sign in to see who fills your attributes.")
            case _ if status.last_sync is not None:
                return say("There is nothing in your account yet. “New attribute” makes the first one.")
            case Condition.OFFLINE:
                return say("Your attributes are shown here as soon as Exist can be reached for the first time.")
            case _:
                return say("Your attributes are being read from Exist.")
