"""The progress of long work, printed in a shell."""

from __future__ import annotations

from exist_desktop.cli.acts.act import Terminal
from exist_desktop.words.language import Language

SAID_EACH = 0.25
"""The share of the work after which the progress is printed again."""


class ShellProgress:
    """Prints the progress a few times, in percent, for somebody who waits in a shell."""

    def __init__(self, terminal: Terminal, language: Language) -> None:
        self._terminal = terminal
        self._language = language
        self._next = SAID_EACH

    def advanced(self, share: float) -> None:
        """Says how much is done."""
        if share >= self._next:
            self._next = share + SAID_EACH
            self._terminal.tell(self._language.formats.percent(share))
