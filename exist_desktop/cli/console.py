"""The person at the shell: prints the outcome of an act, and asks questions.

Answers go to standard output, in words or as one JSON document; messages go to standard error.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from typing import TYPE_CHECKING

from exist_desktop.cli import streams
from exist_desktop.cli.acts.act import AnswerFormat, Exit, Outcome
from exist_desktop.cli.printed import Printed, not_written, one_line, printed
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.words.error_messages import Message


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
        """Prints answer and messages, and returns the exit code, as `print` does."""
        return self.print(printed(outcome, self._format, getattr(sys.stdout, "encoding", None)))

    def print(self, found: Printed) -> Exit:
        """Prints an answer and its messages, and returns the exit code.

        An answer that could not be written changes the exit code only if the act does nothing but answer.
        """
        problem = streams.print_answer(found.answer) if found.answer else None
        if problem is not None:
            self.tell(not_written(self._language, problem.strerror or problem))
        streams.write(sys.stderr, found.messages)
        return found.code if problem is None else found.code_unwritten

    def tell(self, sentence: str) -> None:
        """Prints a message. If it cannot be written, it is dropped."""
        streams.write(sys.stderr, one_line(sentence) + "\n")

    def tell_message(self, message: Message) -> None:
        """Prints a message with its title."""
        self.tell(message.text(self._language))

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
