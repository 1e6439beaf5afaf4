"""What Help shows of this computer and this version; all of it is read in threads."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from exist_desktop import resources
from exist_desktop.app.desktop.language import ENGLISH, language_of
from exist_desktop.app.help.problem_report import ProblemReport
from exist_desktop.app.help.release_notes import releases
from exist_desktop.words.guidance.help import Release
from exist_desktop.words.language import Translations

PICTURES = "help"
"""The folder of the pictures; in it, each language has a folder of its own."""


class Facts:
    """Reads logs and release notes, and knows where the pictures are."""

    def __init__(self, folder: Path, translations: Translations) -> None:
        self._report = ProblemReport(folder)
        self._spoken = language_of(translations)

    @property
    def pictures(self) -> Path:
        """The folder with the pictures of the language, or the English ones."""
        places = [resources.path(f"{PICTURES}/{name}") for name in (self._spoken, ENGLISH) if name]
        return next((place for place in places if place.is_dir()), places[-1])

    async def report(self) -> str:
        """Returns the versions and the ends of the logs."""
        return await self._report.report()

    async def releases(self) -> Sequence[Release]:
        """Returns what is new in each version, newest first."""
        return await asyncio.to_thread(releases, self._spoken)
