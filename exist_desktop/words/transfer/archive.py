"""The sentences about what is from an archive of Exist's and was not read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.archive import ARCHIVE_GROUP, Archived
from exist_desktop.words.language import Language


def from_archive(language: Language, made: date) -> str:
    """Returns where a value is from, as a caption."""
    return language.say("from your archive of {day}", day=language.formats.short_date(made))


def in_archive(language: Language, shown: str, made: date) -> str:
    """Returns a value and where it is from."""
    return language.say("{value} (from your archive of {day})", value=shown, day=language.formats.short_date(made))


def group_of(language: Language, attribute: Attribute) -> str:
    """Returns the label of an attribute's group, or that the account does not have the attribute."""
    if attribute.group.name == ARCHIVE_GROUP:
        return language.say("only in your archive")
    return attribute.group.label


def with_archive(language: Language, source: str, archived: Mapping[int, Archived]) -> str:
    """Returns the source of an attribute, and how many of its days are of an archive."""
    if not archived:
        return source
    made = language.formats.short_date(max(one.made for one in archived.values()))
    counted = language.ngettext(
        "1 day is from your archive of {day}", "{n} days are from your archive of {day}", len(archived), day=made
    )
    return language.facts(source, counted)
