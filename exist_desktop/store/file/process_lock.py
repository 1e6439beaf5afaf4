"""A process lock on a file in the data folder.

The window and the command line may run at the same time; only the one with the lock sends. The system releases it when
the process ends, however that happens, so an op that is found as sending was surely interrupted. Three more locks
say which process shows the window, which one upgrades the data, and which one exports it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from exist_desktop.errors import NotSavedError
from exist_desktop.files import file_fault, open_private, read_private

SENDING = "sending.lock"
SHOWING = "window.lock"
UPDATING = "updating.lock"
EXPORTING = "export.lock"
LONGEST_WORD = 64


class ProcessLock:
    """The lock of one data folder for sending, or for what the file's name says."""

    def __init__(self, folder: Path, file: str = SENDING) -> None:
        self._path = folder / file
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Takes the lock if it is free. Returns whether this process has it. Raises `NotSavedError`."""
        if self._descriptor is not None:
            return True
        try:
            descriptor = open_private(self._path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise NotSavedError(file_fault(error), str(self._path.parent)) from error
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        self.leave_word("")  # removes the word of a former process
        return True

    def leave_word(self, word: str) -> None:
        """Writes a word into the file, for processes that find the lock taken.

        Does nothing if this process does not have the lock or the disk is full.
        """
        if self._descriptor is None:
            return
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, word.encode("ascii"))

    def word(self) -> str:
        """Returns the word of the process that has the lock; empty if it cannot be read, as on Windows."""
        try:
            return read_private(self._path)[:LONGEST_WORD].decode("ascii")
        except (OSError, ValueError):
            return ""

    def is_taken(self) -> bool:
        """Whether a process has the lock now. False if that cannot be known, as on Windows."""
        try:
            descriptor = open_private(self._path, os.O_RDONLY)
        except OSError:
            return False
        try:
            return not _would_share(descriptor)
        finally:
            os.close(descriptor)

    def give_up(self) -> None:
        """Releases the lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _would_share(descriptor: int) -> bool:  # noqa: ARG001 - there are no shared locks to ask with
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _would_share(descriptor: int) -> bool:
        """Asks for a shared lock, so that two processes that ask do not take each other for the owner."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
