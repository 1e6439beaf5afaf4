"""The person at the shell: prints the outcome of an act, and asks questions.

Answers go to standard output, in words or as one JSON document; messages go to standard error.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
import threading
from typing import Any

from exist_desktop.cli import streams
from exist_desktop.cli.acts.act import AnswerFormat, Changed, Exit, Outcome
from exist_desktop.errors import AppError
from exist_desktop.words.error_messages import ErrorMessages, Message
from exist_desktop.words.language import Language

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066\u2067]")
_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """Returns the text as one line of a terminal.

    A value may contain line ends, bidi marks and control characters. None of them may look like a line of this
    program. Isolates stay, in pairs: sentences have them around names of the other direction.
    """
    return _TURNING.sub("", _UNSEEN.sub(" ", text))


def not_written(language: Language, problem: OSError) -> str:
    """Returns why an answer could not be written."""
    return language.say("The answer could not be written: {reason}.", reason=problem.strerror or problem)


class Console:
    """Standard input, output and error of a shell, as a `Terminal`."""

    def __init__(self, language: Language, answers: AnswerFormat) -> None:
        self._language = language
        self._format = answers
        self._line: asyncio.Future[str] | None = None
        """The line that is being read. A read cannot be called off: who asks next gets what it reads."""

    @property
    def is_interactive(self) -> bool:
        """Whether a person types there, and not a file or a script."""
        return sys.stdin.isatty()

    def show(self, outcome: Outcome) -> Exit:
        """Prints answer and messages, and returns the exit code.

        An answer that could not be written changes the exit code only if the act does nothing but answer.
        """
        as_json = self._format is AnswerFormat.JSON
        answer = _json(outcome.document) if as_json else "\n".join(map(one_line, outcome.words))
        problem = streams.print_answer(answer + "\n")
        if problem is not None:
            self.tell(not_written(self._language, problem))
        for sentence in outcome.messages:
            self.tell(sentence)
        return outcome.code if problem is None or outcome.changed is not Changed.NOTHING else Exit.NOT_POSSIBLE

    def tell(self, sentence: str) -> None:
        """Prints a message. If it cannot be written, it is dropped."""
        streams.write(sys.stderr, one_line(sentence) + "\n")

    def tell_message(self, message: Message) -> None:
        """Prints a message with its title."""
        self.tell(message.text(self._language))

    def tell_error(self, error: AppError) -> None:
        """Prints what is wrong and what to do."""
        self.tell_message(ErrorMessages(self._language).message(error))

    async def ask(self, question: str) -> str:
        """Prints a question and returns the answer."""
        streams.write(sys.stderr, one_line(question) + " ")
        return await self.read_line()

    async def read_line(self) -> str:
        """Waits for a line and returns it without spaces around it; empty at the end of the input."""
        if self._line is None:
            self._line = _reading()
        line = await asyncio.shield(self._line)
        self._line = None
        return line


def _reading() -> asyncio.Future[str]:
    """Returns the next line of standard input, read on a daemon thread: the program can end without waiting for it."""
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str] = loop.create_future()

    def read() -> None:
        found = sys.stdin.readline().strip()
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(line.set_result, found)

    threading.Thread(target=read, name="standard input", daemon=True).start()
    return line


def _json(document: Any) -> str:  # noqa: ANN401 - any JSON value
    """Returns one JSON document in characters that the stream has, with escapes for control characters."""
    text = json.dumps(document, ensure_ascii=not streams.holds_all(sys.stdout), indent=2)
    return _ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
