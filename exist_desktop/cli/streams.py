"""The standard streams, so that what is printed can neither fail nor be mistaken for anything else.

An act may have saved something before it answers. A pipe that nobody reads, a full disk behind `>` and an encoding
without an arrow are no reason to call that failed, and Python would end with a code of its own for what is left in a
buffer.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from io import TextIOWrapper
from typing import TextIO

_PLAINER = {"→": "->", "−": "-", "–": "-", "…": "...", "·": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}
_PLAINLY = "exist-desktop-plainly"
_READING, _WRITING = os.O_RDONLY, os.O_WRONLY


def open_all() -> None:
    """Gives the process three streams that can be used.

    One that is closed leads nowhere: otherwise the next file that is opened would take its number, and whatever a
    library prints would go into that. Characters that an encoding lacks are written as others or as escapes.
    """
    codecs.register_error(_PLAINLY, _plainly)
    for number, name, way in ((0, "stdin", _READING), (1, "stdout", _WRITING), (2, "stderr", _WRITING)):
        stream = getattr(sys, name)
        if stream is None:
            _open_closed(number, way)
            stream = os.fdopen(number, "r" if way == _READING else "w", encoding="utf-8", closefd=False)
            setattr(sys, name, stream)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="surrogateescape" if way == _READING else _PLAINLY)


def write(stream: TextIO, text: str) -> OSError | None:
    """Writes the text at once; what kept it from being written. From then on the stream leads nowhere."""
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _lead_nowhere(stream)
        return error
    except ValueError as error:  # closed, or an encoding that has not even escapes
        return OSError(str(error))
    return None


def print_answer(text: str) -> OSError | None:
    """Prints an answer. Returns what kept it from being written, if anybody reads it."""
    problem = write(sys.stdout, text)
    return None if isinstance(problem, BrokenPipeError) else problem


def holds_all(stream: TextIO) -> bool:
    """Whether the stream's encoding has every character."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-").startswith("utf")


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """What is written for characters that the encoding lacks."""
    if isinstance(error, UnicodeEncodeError) and (plainer := _PLAINER.get(error.object[error.start])):
        return plainer, error.start + 1
    return codecs.backslashreplace_errors(error)


def _open_closed(number: int, way: int) -> None:
    with contextlib.suppress(OSError):
        try:
            os.fstat(number)
        except OSError:
            _redirect(number, way)


def _lead_nowhere(stream: TextIO) -> None:
    """What is left in the buffer goes nowhere, instead of failing once more when the process ends."""
    with contextlib.suppress(OSError, ValueError):
        _redirect(stream.fileno(), _WRITING)


def _redirect(number: int, way: int) -> None:
    nowhere = os.open(os.devnull, way)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
