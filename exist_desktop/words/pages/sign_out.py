"""Messages about unsent entries after signing out."""

from __future__ import annotations

from exist_desktop.words.language import Language


def waiting(language: Language, entries: int) -> str:
    """Returns that entries wait for the next sign-in; empty if there are none."""
    if not entries:
        return ""
    return language.ngettext(
        "1 entry is kept for the next sign-in.", "{n} entries are kept for the next sign-in.", entries
    )


def not_discarded(language: Language, entries: int) -> str:
    """Returns that entries could not be discarded, since they may be in Exist already; empty if there are none."""
    if not entries:
        return ""
    return language.ngettext(
        "1 entry was on its way already and may have arrived; it is looked after at the next sign-in.",
        "{n} entries were on their way already and may have arrived; they are looked after at the next sign-in.",
        entries,
    )
