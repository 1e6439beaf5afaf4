"""What an act prints: its answer, and messages beside it. It is the same for a shell that asks a running window.

Answers go to standard output, in words or as one JSON document; messages go to standard error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from exist_desktop.cli import streams
from exist_desktop.cli.acts.act import Act, AnswerFormat, Changed, Exit, Outcome
from exist_desktop.errors import (
    AppError,
    KeyringError,
    KeyringErrorKind,
    NotReadableError,
    NotRecordedError,
    NotSavedError,
)
from exist_desktop.settings import TOKEN_VARIABLE
from exist_desktop.words.language import Language

KEYRING_VARIABLE = "PYTHON_KEYRING_BACKEND"
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LINE_ENDS = re.compile("\r\n|[\r\n]")
_TURNING = re.compile("[\u202a-\u202e\u2066\u2067]")
_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Printed(Struct, frozen=True):
    """What is printed, each text with its line ends, and the exit code.

    `code_unwritten` is the exit code if the answer cannot be written: an act that did nothing else has failed then.
    """

    answer: str
    messages: str
    code: Exit
    code_unwritten: Exit


def printed(outcome: Outcome, answers: AnswerFormat, encoding: str | None) -> Printed:
    """Returns what an outcome prints on a standard output of that encoding."""
    is_json = answers is AnswerFormat.JSON
    answer = f"{_json(outcome.document, encoding)}\n" if is_json else lines(outcome.words) + table(outcome.table)
    changed = outcome.changed is not Changed.NOTHING
    return Printed(answer, lines(outcome.messages), outcome.code, outcome.code if changed else Exit.NOT_POSSIBLE)


def lines(sentences: Iterable[str]) -> str:
    """Returns each sentence as a line of its own."""
    return "".join(f"{one_line(sentence)}\n" for sentence in sentences)


def table(rows: Iterable[str]) -> str:
    """Returns rows of CSV. A text in one of them keeps its lines, and has no other control characters either."""
    return "".join("\n".join((*map(one_line, _LINE_ENDS.split(row)), "")) for row in rows)


def one_line(text: str) -> str:
    """Returns the text as one line of a terminal.

    A value may contain line ends, bidi marks and control characters. None of them may look like a line of this
    program. Isolates stay, in pairs: sentences have them around names of the other direction.
    """
    return _TURNING.sub("", _UNSEEN.sub(" ", text))


def not_written(language: Language, reason: object) -> str:
    """Returns why an answer could not be written."""
    return language.say("The answer could not be written: {reason}.", reason=reason)


def refused(error: AppError, act: Act[Any], language: Language) -> Printed:
    """Returns what an act prints that met an error: no answer, but what is wrong and what to do."""
    messages = lines(_refusal(error, act, language))
    return Printed("", messages, Exit.NOT_POSSIBLE, Exit.NOT_POSSIBLE)


def _refusal(error: AppError, act: Act[Any], language: Language) -> Iterator[str]:
    if isinstance(error, NotSavedError) and not isinstance(error, NotReadableError) and not act.enters:
        error = NotRecordedError(error.kind, error.where)
    from exist_desktop.words.error_messages import ErrorMessages  # no act that succeeds needs it

    yield ErrorMessages(language).message(error).text(language)
    if isinstance(error, KeyringError) and error.kind is not KeyringErrorKind.SLOW:
        yield language.say(
            "Set {token} to a token for one process, or name a keyring in {backend}.",
            token=TOKEN_VARIABLE,
            backend=KEYRING_VARIABLE,
        )


def _json(document: Any, encoding: str | None) -> str:  # noqa: ANN401 - any JSON value
    """Returns one JSON document in characters that the encoding has, with escapes for control characters."""
    text = json.dumps(document, ensure_ascii=not streams.holds_all(encoding), indent=2)
    return _ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
