"""Messages about unsent entries after signing out."""

from __future__ import annotations

from collections.abc import Sequence

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


def still_filled(language: Language, labels: Sequence[str]) -> str:
    """Returns what is still filled from here after a sign-out that was to give it back."""
    return language.ngettext(
        "{labels} is still filled from here. It can be given back on Exist's page of attributes.",
        "{labels} are still filled from here. They can be given back on Exist's page of attributes.",
        len(labels),
        labels=language.listed(labels),
    )
