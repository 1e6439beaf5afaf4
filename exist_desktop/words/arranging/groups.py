"""What groups are called, and how many attributes are hidden."""

from __future__ import annotations

from exist_desktop.domain.arranging.arrangement import FAVOURITES
from exist_desktop.domain.attributes import Group
from exist_desktop.words.language import Language


def group_label(language: Language, group: Group) -> str:
    """Returns the name of a group: that of Exist, or "Favourites"."""
    return language.say("Favourites") if group == FAVOURITES else group.label


def hidden_count(language: Language, count: int) -> str:
    """Returns how many attributes are hidden."""
    return language.ngettext("1 hidden", "{n} hidden", count)
