"""Hands what was typed to the running program, and prints its answer.

Where nothing runs, where the program declines, or where the connection ends before the whole answer is here, the
command does the act itself, under the same name. The name makes that safe: an entry that the running program saved
under it is found on the disk, and is not saved again.
"""

import os
import sys
import time

from exist_desktop.front import place, protocol

WINDOW = ((), ("--today",), ("--hidden",), ("quick",))
"""What only shows a window, as typed."""
COMMANDS = frozenset(
    (
        *("quick", "add", "today", "outbox", "status", "sync", "values", "days", "find", "history"),
        *("relations", "insights", "week", "averages", "attributes", "templates"),
    )
)
"""Commands that the running program may do. It declines those that its parser or its surroundings do not allow."""
CONNECT_SECONDS = 0.5
UNANSWERED = -1
"""Stands for the exit code if the call has left and no whole answer came: the running program may still save it."""
TAKEN_SECONDS = 1.0
"""How long the running program may take to say that it has the call. One that hangs does not keep anybody waiting."""
ANSWER_SECONDS = 150.0
"""How long an act may take, longer than the longest: a sync that waits for another process."""
_CHUNK = 65536


def draw_name() -> str:
    """Returns a name that no other call has, 128 bits in hexadecimal digits."""
    return os.urandom(16).hex()


def hand_over(typed: list[str], name: str) -> int | None:
    """Lets the running program do what was typed, prints its answer and returns the exit code.

    Returns None if this process has to do it itself. It has to after `UNANSWERED`, too, under the same name: what is
    saved under it already is not saved again.
    """
    if not _may_be_handed(typed):
        return None
    folder = place.data_folder()
    out, err = sys.stdout, sys.stderr
    if folder is None or out is None or err is None or sys.stdin is None:
        return None  # a closed stream's number would be the connection's
    line = protocol.call(typed, name, (out.encoding, err.encoding))
    if line is None:
        return None
    connection = _connected(folder)
    if connection is None:
        return None
    answer = _asked(connection, line)
    return answer if isinstance(answer, int | None) else _written(answer)


def _may_be_handed(typed: list[str]) -> bool:
    """Whether this is a command for the running program. A window that is asked for needs a screen to be on."""
    if tuple(typed) not in WINDOW:
        return bool(typed) and typed[0] in COMMANDS
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if sys.platform == "win32":
    from exist_desktop.front.pipe import Pipe as Connection
    from exist_desktop.front.pipe import connected as _connected
else:
    from _socket import AF_UNIX, SOCK_STREAM
    from _socket import socket as Connection  # noqa: N812 - either has this name here

    def _connected(folder: str) -> Connection | None:
        """Returns a connection to this user's running program, or None if none listens."""
        for path in place.sockets(folder):
            connection = Connection(AF_UNIX, SOCK_STREAM)
            connection.settimeout(CONNECT_SECONDS)
            try:
                connection.connect(path)
                if place.is_of_same_user(connection.fileno()):
                    return connection
            except OSError:
                pass  # a socket that a crash left behind
            connection.close()
        return None


def _asked(connection: Connection, line: bytes) -> protocol.Answer | int | None:
    """Returns the running program's answer, None if it declines, or `UNANSWERED` if there is no whole answer."""
    try:
        connection.sendall(line)
        received = _received(connection, len(protocol.TAKEN), TAKEN_SECONDS)
        if received == protocol.TAKEN:
            received = _received(connection, protocol.LONGEST_ANSWER, ANSWER_SECONDS)
        if protocol.DECLINED.startswith(received) and received:
            return None
        return protocol.answer(received) or UNANSWERED
    except OSError:
        return UNANSWERED
    finally:
        connection.close()


def _received(connection: Connection, most: int, seconds: float) -> bytes:
    """Returns what is received up to so many bytes, or up to the end of the connection. Raises `OSError`."""
    parts: list[bytes] = []
    until = time.monotonic() + seconds
    while most > 0:
        connection.settimeout(max(until - time.monotonic(), 0.001))
        part = connection.recv(min(most, _CHUNK))
        if not part:
            break
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _written(answer: protocol.Answer) -> int:
    """Prints the answer and returns the exit code. A reader who has gone is no problem, as for other commands."""
    problem = _write(1, answer.out)
    if problem is not None:
        reason = problem.strerror or str(problem)
        said = answer.unwritten.decode().replace(protocol.UNWRITTEN_REASON, reason)
        _write(2, said.encode(sys.stderr.encoding, "backslashreplace"))
    _write(2, answer.err)
    return answer.code if problem is None else answer.code_unwritten


def _write(descriptor: int, text: bytes) -> OSError | None:
    """Writes the whole text. Returns the error if that failed, but None if nobody reads any more."""
    try:
        if sys.platform == "win32":  # Python's streams know how a console there takes bytes
            stream = (sys.stdout if descriptor == 1 else sys.stderr).buffer
            stream.write(text)
            stream.flush()
            return None
        while text:
            text = text[os.write(descriptor, text) :]
    except BrokenPipeError:
        return None
    except OSError as problem:
        return problem
    return None
