"""The standard streams, made safe so that printing can neither fail nor be mistaken for something else.

An act may have saved something before it answers. A pipe that nobody reads, a full disk behind `>` and an encoding
without an arrow do not make that a failure, and Python would end with its own exit code if a buffer cannot be flushed.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from io import TextIOWrapper
from typing import TextIO

_PLAINER = {
    "→": "->",
    "−": "-",
    "–": "-",
    "…": "...",
    "·": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‚": "'",
}
_PLAINER |= dict.fromkeys("\u2068\u2069", "") | dict.fromkeys("\u00a0\u202f", " ")  # marks of direction, and spaces
_PLAINLY = "exist-desktop-plainly"
_READING, _WRITING = os.O_RDONLY, os.O_WRONLY


def open_all() -> None:
    """Gives the process three usable streams.

    A closed one is replaced by the null device: otherwise the next file that is opened would get its number, and what a
    library prints would go into that file. Characters that an encoding lacks are replaced or escaped.
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
    """Writes the text at once. Returns the error if it failed; from then on the stream is the null device."""
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _lead_nowhere(stream)
        return error
    except ValueError as error:  # closed, or an encoding that does not even have the escapes
        return OSError(str(error))
    return None


def print_answer(text: str) -> OSError | None:
    """Prints an answer. Returns the error if it could not be written, but None if the reader has gone."""
    problem = write(sys.stdout, text)
    return None if isinstance(problem, BrokenPipeError) else problem


def holds_all(encoding: str | None) -> bool:
    """Whether an encoding has every character. None is that of a stream that only looks like one."""
    return (encoding or "utf-8").lower().replace("_", "-").startswith("utf")


def encoded(text: str, encoding: str) -> bytes:
    """Returns what a standard stream of this encoding writes. Raises `LookupError` and `UnicodeError`."""
    codecs.register_error(_PLAINLY, _plainly)
    return text.replace("\n", os.linesep).encode(encoding, _PLAINLY) if text else b""


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """Returns the replacement of characters that the encoding lacks."""
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
    """Redirects the stream to the null device, so that its buffer does not fail again when the process ends."""
    with contextlib.suppress(OSError, ValueError):
        _redirect(stream.fileno(), _WRITING)


def _redirect(number: int, way: int) -> None:
    nowhere = os.open(os.devnull, way)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
