"""How a problem is reported: the end of the log, shown here before anybody else sees it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import Chip, PlainButton
from exist_desktop.ui.widgets.controls.field import Field, TextArea
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.words.language import Language

LINES = 12
"""How many lines of the log are in sight."""


class LogReader(Protocol):
    """Where the card gets the log from."""

    async def report(self) -> str:
        """Returns the versions and the ends of the logs."""


class ReportCard(Card):
    """The log is read when the person asks for it, and leaves this computer only by the clipboard."""

    def __init__(self, language: Language, bridge: Bridge, log: LogReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = language.say
        self._bridge = bridge
        self._log = log
        self.show_log = Chip(say("Show what the log says"))
        self.show_log.setCheckable(True)
        self.show_log.toggled.connect(self._on_toggled)
        self.text = TextArea(lines=LINES, most=LINES)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(say("What the log says"))
        self.copy = PlainButton(say("Copy"))
        self.copy.clicked.connect(self._copy)
        self._shown = QWidget()
        column_of(self._shown, Field(self.text), line_of(self.copy))
        self._shown.hide()
        privacy = say(
            "The log is on this computer alone and is sent to nobody. Tokens and secrets are not in it, nor what you "
            "entered. Look through it before you give it to somebody."
        )
        how = say(
            "Say what you did, what you saw, and what you had expected; the end of the log helps to find out why."
        )
        column_of(
            self,
            Heading(say("Reporting a problem"), bold=True, points=2),
            TextBlock(how),
            TextBlock(privacy, tone=Tone.MUTED),
            line_of(self.show_log),
            self._shown,
        )

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._shown.setVisible(shown)
        self.copy.setEnabled(False)
        if shown:
            self._bridge.run_in(self, self._read())

    async def _read(self) -> None:
        self.text.setPlainText(await self._log.report())
        self.copy.setEnabled(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
