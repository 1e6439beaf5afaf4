"""An act of the command line: a function of an engine and a request to an outcome.

An act neither prints nor reads a stream, and takes language, zone and folder from its request, so that another process
can run it for a shell. Acts that have to ask the person something use the request's terminal.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, tzinfo
from enum import Enum, IntEnum, auto
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.engine import Engine
from exist_desktop.errors import AppError
from exist_desktop.words.language import N_, Language

_log = logging.getLogger(__name__)

Arguments = TypeVar("Arguments")
Arguments_co = TypeVar("Arguments_co", covariant=True)


class Exit(IntEnum):
    """The exit codes. An entry that was saved counts as done, also when it is held."""

    DONE = 0
    NOT_POSSIBLE = 1
    NOT_UNDERSTOOD = 2


class Changed(Enum):
    """What an act changed, so that other processes of the program read it again."""

    NOTHING = auto()
    ENTRIES = auto()
    SIGN_IN = auto()


class AnswerFormat(Enum):
    """The format of an answer."""

    WORDS = auto()
    JSON = auto()


class Terminal(Protocol):
    """The person at the shell, for acts that have to ask before they end."""

    @property
    def is_interactive(self) -> bool:
        """Whether a person types there, and not a file or a script."""

    def tell(self, sentence: str) -> None:
        """Prints a message at once."""

    async def read_line(self) -> str:
        """Waits for a line and returns it without spaces around it; empty at the end of the input."""

    async def ask(self, question: str) -> str:
        """Prints a question and returns the answer."""


class ActRequest(Struct, Generic[Arguments_co], frozen=True):
    """The input of an act. `zone` is the zone of the computer that asks, `folder` the data folder.

    `name` is this act's own, in whichever process it is done: what was saved under it is not saved again.
    """

    arguments: Arguments_co
    format: AnswerFormat
    language: Language
    zone: tzinfo
    folder: Path
    terminal: Terminal
    name: str


class Outcome(Struct, frozen=True):
    """The result of an act: its answer, as a `document` or in `words`, and `messages` to be printed beside it.

    Only the format that was asked for is filled in. `table` are rows of CSV; a text in them may have lines. `sends` is
    whether what waits should be sent after the answer.
    """

    document: Any = None
    words: tuple[str, ...] = ()
    table: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    code: Exit = Exit.DONE
    changed: Changed = Changed.NOTHING
    sends: bool = False


class Act(Struct, Generic[Arguments], frozen=True):
    """A function with its arguments. `enters` is whether the person typed something that has to be saved."""

    run: Callable[[Engine, ActRequest[Arguments]], Awaitable[Outcome]]
    arguments: Arguments
    enters: bool = False


LATER = N_("What was to be done after that could not be; it is tried again later.")
"""The message when something fails after the commit."""


async def after_commit(language: Language, best: Coroutine[Any, Any, Outcome], least: Outcome) -> Outcome:
    """Returns the outcome of an act that has committed: `best`, or `least` if computing that fails or is interrupted.

    A failure after the commit changes neither the exit code nor what is said about the commit.
    """
    try:
        return await best
    except asyncio.CancelledError:  # Ctrl+C
        return replace(least, sends=False)
    except Exception as error:
        log_failed_after_commit(error)
        return replace(least, messages=(language.say_marked(LATER),), sends=False)


def log_failed_after_commit(error: Exception) -> None:
    """Logs an error that happened after the commit."""
    _log.log(
        logging.INFO if isinstance(error, AppError) else logging.ERROR, "Not done after the commit", exc_info=error
    )


def iso(instant: float | None) -> str | None:
    """Returns an instant for programs: ISO 8601 in UTC."""
    return None if instant is None else datetime.fromtimestamp(instant, UTC).isoformat(timespec="seconds")
