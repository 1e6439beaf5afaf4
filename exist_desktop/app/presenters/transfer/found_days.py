"""Puts the days that Find has found on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from exist_desktop.app.runtime import Runtime
from exist_desktop.ui.pages.find.page import FindPage
from exist_desktop.words.error_messages import Message


class FoundOnPaper(QObject):
    """Asks for a file's name, and writes the days into it."""

    def __init__(self, page: FindPage, runtime: Runtime) -> None:
        super().__init__(page)
        self._runtime = runtime
        self._days: Sequence[date] = ()
        self._title = ""
        self._dialog: QFileDialog | None = None
        page.printing_wanted.connect(self._on_wanted)

    def _on_wanted(self, days: Sequence[date], title: str) -> None:
        self._days, self._title = days, title
        self._dialog = dialog = QFileDialog(self._runtime.window, self._runtime.language.say("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("exist.pdf")
        dialog.fileSelected.connect(self.write_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_to(self, path: str) -> None:
        """Writes the days that were found last into that file."""
        self._runtime.bridge.run_until_quit(self._write(Path(path)))

    async def _write(self, path: Path) -> None:
        from exist_desktop.paper.prints import PrintRequest, Prints

        engine, language = self._runtime.engine, self._runtime.language
        wanted = PrintRequest(path, only=frozenset(self._days), title=self._title)
        facts = await Prints(engine.store, engine, language).write(wanted)
        saved = language.ngettext("1 day is in {file}.", "{n} days are in {file}.", facts.days, file=path)
        self._runtime.window.tell(Message(language.say("Saved as PDF"), saved))
