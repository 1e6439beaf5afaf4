"""Logging: to standard error, and while the window is open to a log in the data folder.

That log is private, has no secrets in it, and never exceeds a few megabytes. If a library crashes the process, a file
beside it says where each thread was.
"""

from __future__ import annotations

import faulthandler
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from exist_desktop.api.redaction import RedactSecrets
from exist_desktop.app.desktop.stderr_log import FORMAT
from exist_desktop.files import append_private

if TYPE_CHECKING:
    from exist_desktop.app.desktop.log_file import PrivateLog

FILE = "exist-desktop.log"
CRASHES = "exist-desktop-crashes.log"
BYTES = 1_000_000
FORMER = 2
"""How many full logs are stored beside the current one."""
NOISE = ("qt.qpa.wayland.textinput", "qt.qpa.services")
"""Categories in which Qt warns of what is no trouble: that a window of Wayland which loses the focus had no input
method, and that there is no portal to register with. `QT_LOGGING_RULES` shows them again."""


def log_files(folder: Path) -> tuple[Path, ...]:
    """Returns the paths of the log, of the former ones and of the crash log, whether they exist or not."""
    return (folder / CRASHES, folder / FILE, *(folder / f"{FILE}.{number}" for number in range(1, FORMER + 1)))


class _KeptLog(logging.Handler):
    """Writes to a log file that is made, and whose module is loaded, with the first line; most starts have none."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: PrivateLog | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a line. The lock of this handler is held."""
        if self._file is None:
            from exist_desktop.app.desktop.log_file import PrivateLog

            self._file = PrivateLog(self._path, maxBytes=BYTES, backupCount=FORMER, encoding="utf-8", delay=True)
            self._file.setFormatter(self.formatter)
        self._file.handle(record)

    def close(self) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def quieten_qt() -> None:
    """Silences the warnings of Qt that every healthy run has, and no others. To be called before Qt's application."""
    from PySide6.QtCore import QLoggingCategory

    QLoggingCategory.setFilterRules("\n".join(f"{category}.warning=false" for category in NOISE))


@contextmanager
def kept_log(folder: Path) -> Iterator[None]:
    """Logs to the data folder from `info` on while the block runs. Other handlers receive no more than before."""
    root = logging.getLogger()
    level, others = root.level, [(handler, handler.level) for handler in root.handlers]
    kept = _KeptLog(folder / FILE)
    kept.addFilter(RedactSecrets())
    kept.setFormatter(logging.Formatter(FORMAT))
    for handler, own in others:
        handler.setLevel(max(own, level))
    root.setLevel(min(level, logging.INFO))
    root.addHandler(kept)
    try:
        with _last_words(folder / CRASHES):
            yield
    finally:
        root.removeHandler(kept)
        kept.close()
        root.setLevel(level)
        for handler, own in others:
            handler.setLevel(own)


@contextmanager
def _last_words(path: Path) -> Iterator[None]:
    """Writes where every thread was on a crash, as files and lines only, unless `faulthandler` is already enabled."""
    file = None if faulthandler.is_enabled() else _opened_if_possible(path)
    if file is None:
        yield
        return
    with file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()
    with suppress(OSError):
        if not path.stat().st_size:
            path.unlink()


def _opened_if_possible(path: Path) -> TextIOWrapper | None:
    """Returns None if the file cannot be created, for example on a full disk."""
    try:
        return append_private(path)
    except OSError:
        return None
