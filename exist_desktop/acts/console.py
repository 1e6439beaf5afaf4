"""The shell's side of an act: where answers and messages go, in which language, and what the exit code means."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from exist_desktop.domain.values import ValueProblem
from exist_desktop.errors import Trouble
from exist_desktop.words import Language, Values
from exist_desktop.words.troubles import Troubles

# Texts may come from anywhere, and a terminal obeys what it does not show.
_IN_WORDS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_IN_JSON = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}


class Exit(IntEnum):
    """What the exit codes mean; an entry that was saved is done, also when it is held."""

    DONE = 0
    NOT_POSSIBLE = 1
    NOT_UNDERSTOOD = 2


@dataclass(frozen=True)
class Console:
    """Answers go to standard output, as words or as one JSON document; messages go to standard error.

    `notify` tells a running window that something changed, `notify_signed_in` that the sign-in did; both do nothing
    where none runs. `sync_in_window` lets a running window sync.
    """

    language: Language
    as_json: bool
    notify: Callable[[], None]
    notify_signed_in: Callable[[], None]
    sync_in_window: Callable[[], dict[str, Any] | None]

    @property
    def values(self) -> Values:
        """Puts values into words."""
        return Values(self.language)

    def answer(self, document: Any, words: str) -> None:  # noqa: ANN401 - whatever JSON can say
        """Prints the answer, in the form that was asked for."""
        text = (
            json.dumps(document, ensure_ascii=False, indent=2).translate(_IN_JSON)
            if self.as_json
            else words.translate(_IN_WORDS)
        )
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def tell(self, sentence: str) -> None:
        """Prints a message."""
        sys.stderr.write(sentence.translate(_IN_WORDS) + "\n")
        sys.stderr.flush()

    def tell_trouble(self, trouble: Trouble | ValueProblem) -> Exit:
        """Prints what is wrong and what to do; the exit code for it."""
        message = Troubles(self.language).message(trouble)
        self.tell(f"{message.title}. {message.sentence}")
        return Exit.NOT_POSSIBLE

    def ask(self, question: str) -> str:
        """A line from the person; empty at the end of the input."""
        sys.stderr.write(question + " ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()


def iso(instant: float | None) -> str | None:
    """An instant for programs: ISO 8601 in UTC."""
    return None if instant is None else datetime.fromtimestamp(instant, UTC).isoformat(timespec="seconds")
