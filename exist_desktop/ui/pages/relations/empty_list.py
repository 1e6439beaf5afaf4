"""What is behind a list, and why it is empty: nothing was read, nothing is sure enough, or filters leave nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from exist_desktop.domain.findings.listing import Listing
from exist_desktop.errors import AppError
from exist_desktop.ui.pages.relations.views import Source
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.findings.relations_page import RelationsPageWords

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings


class Known(Struct, frozen=True):
    """What is known of a list. `was_asked` is whether Exist's list is known, `found` what was computed here.

    `error` is why Exist was not asked now, if it was not.
    """

    source: Source
    was_read: bool
    was_asked: bool
    is_searching: bool
    found: Findings | None
    error: AppError | None


def why_nothing(known: Known, shown: Listing, words: RelationsPageWords) -> str:
    """Returns why there are no rows; empty if there are some, or if something else on the page says so."""
    say = words.language.say
    if shown.rows or shown.folded or shown.hidden or not known.was_read:
        return say("None with these filters.") if shown.others and not shown.rows else ""
    if not words.attributes:
        return say("Your attributes appear here after Exist has been read.")
    if shown.others:
        return say("None with these filters.")
    if known.source is Source.HERE:
        return "" if known.found is None and known.is_searching else words.nothing_here(known.found)
    if not known.was_asked:
        return say("Asking Exist…")
    return say("Exist has found nothing that goes together yet. It looks once a week.")


def looked_through(known: Known, words: RelationsPageWords, name: str) -> str:
    """Returns how much was compared here, or why Exist's list may be an old one."""
    if known.source is Source.HERE:
        return words.looked_through(known.found, name) if known.found is not None else ""
    if known.error is None:
        return ""
    return ErrorMessages(words.language).message(known.error).text(words.language)
