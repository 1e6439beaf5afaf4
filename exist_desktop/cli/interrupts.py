"""Ctrl+C in a shell: it ends a start, calls an act off, and changes nothing once the act is over.

Python would raise `KeyboardInterrupt` wherever it is. While modules are loaded that prints a traceback, and inside Qt's
own modules it ends the process with a core dump. So until there is something to call off, Ctrl+C ends the process as it
ends any other program.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


def end_at_once() -> None:
    """Lets Ctrl+C end the process from now on. It stays ignored if it was, as for what a script starts with `&`."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def call_off() -> Iterator[None]:
    """Lets Ctrl+C call off what runs in the block, as `asyncio.run` does; after it the exit code is settled."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_DFL:
        yield  # ignored, or a caller handles it
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
