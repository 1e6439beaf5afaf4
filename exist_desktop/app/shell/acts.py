"""Runs the acts of shells with the window's engine, and makes their answers.

The answer leaves right after the commit: the window shows what was saved, and sends it, after that. Parsing and putting
the answer together happen on a thread; the rest is awaited, as pages await what they show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from msgspec.structs import replace

from exist_desktop.app.shell import surroundings
from exist_desktop.app.shell.parsing import Parsing
from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Outcome
from exist_desktop.cli.acts.context import perform, send_afterwards
from exist_desktop.cli.printed import Printed, not_written, printed, refused
from exist_desktop.cli.streams import encoded
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError, UpgradeError
from exist_desktop.front.protocol import UNWRITTEN_REASON, Answer
from exist_desktop.ipc.shell_call import Reply, ShellCall
from exist_desktop.words.clock import wrong_clock
from exist_desktop.words.language import Language

LONG_ANSWER = 100
"""In lines."""


class ShellTerminal:
    """The terminal of a shell that waits for its answer. Messages go along with that, and nothing can be asked."""

    def __init__(self, call: ShellCall) -> None:
        self._call = call
        self.told: list[str] = []

    @property
    def is_interactive(self) -> bool:
        """Whether a person types there, and not a file or a script."""
        return self._call.is_typed

    def tell(self, sentence: str) -> None:
        """Prints a message with the answer."""
        self.told.append(sentence)

    async def ask(self, question: str) -> str:
        """Nobody answers here; the acts that ask are not handed over."""
        self.tell(question)
        return ""

    async def read_line(self) -> str:
        """Returns the end of the input, an empty text."""
        return ""


class ShellActs:
    """The acts of shells on the window's engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._parsing = Parsing()

    async def run(self, call: ShellCall, reply: Reply) -> None:
        """Does what was typed, and answers. What the window cannot do as the shell would is not answered."""
        engine = self._engine
        language, zone = surroundings.language(call, engine), surroundings.zone(call)
        if engine.link is None or language is None or zone is None:
            return  # without a connection the shell looks for a token itself, and says what is wrong with it
        typed = await asyncio.to_thread(self._parsing.typed, call.typed, language)
        if typed is None:
            return
        terminal = ShellTerminal(call)
        folder = engine.setup.folder
        request = ActRequest(typed.act.arguments, typed.answers, language, zone, folder, terminal, call.name)
        with engine.store.publishing_later():
            try:
                outcome = await perform(typed.act, engine, request)
            except UpgradeError:
                return  # which the shell's own process says, and then notifies the window of
            except AppError as error:
                reply.answer(_in_bytes(refused(error, typed.act, language), call, language))
                return
            messages = (*terminal.told, *outcome.messages, *self._about_the_clock(outcome, language))
            reply.answer(await _answer(replace(outcome, messages=messages), typed.answers, call, language))
        if outcome.sends:
            await send_afterwards(engine)

    def _about_the_clock(self, outcome: Outcome, language: Language) -> Iterator[str]:
        """Says that this computer's clock is wrong, after an act whose days depend on it."""
        link = self._engine.link
        ahead = None if link is None else link.worker.status.clock_ahead
        if outcome.changed is not Changed.NOTHING and ahead is not None:
            yield wrong_clock(language, ahead).text(language)


async def _answer(outcome: Outcome, answers: AnswerFormat, call: ShellCall, language: Language) -> Answer:
    """Returns the answer in bytes. A long one is put together on a thread: it would take longer than a frame."""

    def put_together() -> Answer:
        return _in_bytes(printed(outcome, answers, call.out), call, language)

    if answers is AnswerFormat.JSON or len(outcome.words) > LONG_ANSWER:
        return await asyncio.to_thread(put_together)
    return put_together()


def _in_bytes(found: Printed, call: ShellCall, language: Language) -> Answer:
    return Answer(
        found.code,
        found.code_unwritten,
        encoded(found.answer, call.out),
        encoded(found.messages, call.err),
        f"{not_written(language, UNWRITTEN_REASON)}\n".encode(),
    )
