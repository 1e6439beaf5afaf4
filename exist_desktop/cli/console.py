"""The shell's side of an act: where answers and messages go, in which language, and what the exit code means."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from exist_desktop.cli import streams
from exist_desktop.errors import AppError
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """The text as one line of a terminal.

    A value may hold line ends, marks that turn the direction of writing, and what a terminal obeys; none of it may look
    like a line that this program says.
    """
    return _TURNING.sub("", _UNSEEN.sub(" ", text))


class Exit(IntEnum):
    """What the exit codes mean; an entry that was saved is done, also when it is held."""

    DONE = 0
    NOT_POSSIBLE = 1
    NOT_UNDERSTOOD = 2


@dataclass
class Outcome:
    """How far an act has come.

    Once something is committed, nothing that fails after it changes the exit code or what is said of it: `committed` is
    the answer that is given where a better one cannot be put together any more.
    """

    committed: tuple[Any, tuple[str, ...]] | None = None
    answered: bool = False


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
    course: Outcome = field(default_factory=Outcome)

    @property
    def values(self) -> Values:
        """Puts values into words."""
        return Values(self.language)

    def committed(self, document: Any, lines: Iterable[str]) -> None:  # noqa: ANN401 - whatever JSON can say
        """What the act was asked for is done, and stays so whatever comes; this is the least to be answered."""
        self.course.committed = (document, tuple(lines))

    def make_sure_of_answer(self) -> None:
        """Gives the least answer for what is committed, where none was given."""
        if self.course.committed is not None and not self.course.answered:
            self.answer(*self.course.committed)

    def answer(self, document: Any, lines: Iterable[str]) -> bool:  # noqa: ANN401 - whatever JSON can say
        """Prints the answer in the form that was asked for; whether it could be written, as far as anybody reads it."""
        self.course.answered = True
        return streams.printed((_json(document) if self.as_json else "\n".join(map(one_line, lines))) + "\n")

    def show(self, document: Callable[[], Any], lines: Callable[[], Iterable[str]]) -> Exit:
        """As `answer`, for an act that does nothing else; the exit code. Only the form that is asked for is made."""
        answered = self.answer(document(), ()) if self.as_json else self.answer(None, lines())
        return Exit.DONE if answered else Exit.NOT_POSSIBLE

    def tell(self, sentence: str) -> None:
        """Prints a message. One that cannot be written is lost; nothing else is."""
        streams.write(sys.stderr, one_line(sentence) + "\n")

    def tell_error(self, error: AppError) -> Exit:
        """Prints what is wrong and what to do; the exit code for it."""
        message = ErrorMessages(self.language).message(error)
        self.tell(f"{message.title}. {message.sentence}")
        return Exit.NOT_POSSIBLE

    def ask(self, question: str) -> str:
        """A line from the person; empty at the end of the input."""
        streams.write(sys.stderr, one_line(question) + " ")
        return sys.stdin.readline().strip()


def _json(document: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """One JSON document in characters that the stream has, with escapes for what a terminal obeys."""
    text = json.dumps(document, ensure_ascii=not streams.holds_all(sys.stdout), indent=2)
    return _ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def iso(instant: float | None) -> str | None:
    """An instant for programs: ISO 8601 in UTC."""
    return None if instant is None else datetime.fromtimestamp(instant, UTC).isoformat(timespec="seconds")
