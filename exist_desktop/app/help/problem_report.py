"""What a person may give to somebody who helps them: versions, and the ends of the logs without anything of theirs.

The log has no tokens and secrets (`api.redaction`). What an exception says, and what is quoted, may have come from what
was typed; both are left out here, and so is the name of the home folder.
"""

from __future__ import annotations

import asyncio
import platform
import re
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from exist_desktop.api.redaction import redacted
from exist_desktop.app import about
from exist_desktop.app.desktop.log import CRASHES, FILE

BYTES = 16_384
"""How much of the end of a log is read."""
LEFT_OUT = "[…]"
_SAID = re.compile(r"(?m)^([ \t|]*[A-Za-z_][\w.]*): .*(?:\n(?![ \t|]*File |[ \t|]*Traceback|\d{4}-).*)*")
"""A line of a traceback with a message, and all lines that it may go on for; a little too much is no harm."""
_QUOTED = re.compile(r"""(?:(?<!\w)|(?<=\bb))(?:'(?:\\.|[^'\\\n])*'(?!\w)|"(?:\\.|[^"\\\n])*")|“[^”\n]*”""")
"""An apostrophe within a word begins no quotation."""
_PATH = re.compile(r'File "([^"\n]*)"')


class ProblemReport:
    """Reads the logs of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def report(self) -> str:
        """Returns the versions and the ends of the logs. The disk may be slow, so they are read in a thread."""
        return await asyncio.to_thread(self._read, QGuiApplication.platformName())

    def _read(self, screens: str) -> str:
        ends = (_end(self._folder / name) for name in (FILE, CRASHES))
        return "\n\n".join((_versions(screens), *(without_private_parts(end) for end in ends if end)))


def without_private_parts(log: str) -> str:
    """Returns a log without messages of exceptions, quoted texts and the home folder's name."""
    places = _PATH.sub(r"File <\1>", redacted(log))
    told = _QUOTED.sub(LEFT_OUT, _SAID.sub(rf"\1: {LEFT_OUT}", places))
    return told.replace(str(Path.home()), "~")


def _versions(screens: str) -> str:
    """Returns one line; `screens` is what Qt draws on, such as `xcb`."""
    program = f"Exist Desktop {about.version() or '-'}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"{program}, {platform.system()} {platform.release()}, {screens}"


def _end(path: Path) -> str:
    """Returns the last whole lines of a file; empty if it is not there or cannot be read."""
    try:
        with path.open("rb") as log:
            size = log.seek(0, 2)
            log.seek(max(size - BYTES, 0))
            read = log.read(BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
    return (read if size <= BYTES else read.partition("\n")[2]).strip()
