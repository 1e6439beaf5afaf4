"""Tells a shell how far long work is."""

from __future__ import annotations

from exist_desktop.cli.acts.act import Terminal
from exist_desktop.words.language import Language

SAID_EACH = 0.25
"""The share of the work after which the shell is told again."""


class ShellProgress:
    """Somebody who waits in a shell: told a few times, in percent."""

    def __init__(self, terminal: Terminal, language: Language) -> None:
        self._terminal = terminal
        self._language = language
        self._next = SAID_EACH

    def advanced(self, share: float) -> None:
        """Says how much is done."""
        if share >= self._next:
            self._next = share + SAID_EACH
            self._terminal.tell(self._language.formats.percent(share))
