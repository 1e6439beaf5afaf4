"""What an archive has of a day's mood, note and tags, in one line: none of it is a face that was pressed."""

from __future__ import annotations

from exist_desktop.domain.projection import DayView
from exist_desktop.domain.values import is_on
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.archive import in_archive
from exist_desktop.words.values import Values


def archived_day(language: Language, view: DayView) -> str:
    """Returns the line, `4 · Good · Walk (from your archive of 3 May 2024)`; empty where an archive has nothing."""
    values = Values(language)
    kept = [(tile.attribute, tile.archived) for tile in (view.mood, *view.tags, view.note) if tile and tile.archived]
    said = [
        attribute.label if attribute.is_tag else values.shown(attribute, one.value)
        for attribute, one in kept
        if is_on(one.value) or not attribute.is_tag
    ]
    return in_archive(language, language.facts(*said), max(one.made for _, one in kept)) if said else ""
