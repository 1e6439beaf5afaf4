"""Ending every process that a desktop started, also those that put themselves into a session of their own.

The kernel gives the orphans of a "child subreaper" to it instead of to init, so that all of them stay within sight.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Make this process the parent of whatever its descendants leave behind."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not give orphans to this process")


def descendants() -> set[int]:
    """Give the living processes below this one."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):  # it ended while we looked
                # The name in parentheses may hold anything; what follows it are single words.
                state, parent = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
                if state != "Z":
                    children.setdefault(int(parent), []).append(int(entry.name))
    found: set[int] = set()
    fresh = [os.getpid()]
    while fresh:
        fresh = [child for parent in fresh for child in children.get(parent, [])]
        found.update(fresh)
    return found


def end(spared: Iterable[int] = (), patience: float = 5.0) -> None:
    """End all descendants but the spared ones: first asked, then, after some patience, not asked."""
    keep = set(spared)
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + patience
        asked: set[int] = set()
        while (living := descendants() - keep) and time.monotonic() < deadline:
            for pid in living - asked:
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
            asked |= living
            _wait_for_one(living, deadline)
        _reap()


def _wait_for_one(pids: Iterable[int], deadline: float) -> None:
    handles = []
    for pid in pids:
        with suppress(ProcessLookupError):
            handles.append(os.pidfd_open(pid))
    try:
        if handles:
            select.select(handles, [], [], max(0.0, deadline - time.monotonic()))
    finally:
        for handle in handles:
            os.close(handle)


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
