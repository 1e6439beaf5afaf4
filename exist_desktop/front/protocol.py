"""What the front and the running program say to each other: a call, that it was taken, and the answer.

A call is a request of `ipc/protocol.py`, one line of JSON, in which what was typed is in hexadecimal digits. So the
front needs no JSON, and no word can be mistaken for a part of the line. An answer says beforehand how long each part of
it is: a reader knows whether it has the whole, at whichever byte the connection ends.
"""

import os

VERSION = "0.1.0"
"""The program's version, as pyproject.toml has it. A window that was started before an update declines all calls."""
PROTOCOL = 1
"""The version of what is written here."""
ACT = "run"
LONGEST_CALL = 65536
"""In bytes, as a line. A text of Exist has 1,000 characters, which are 8,000 bytes here at most."""
LONGEST_ANSWER = 16 * 1024 * 1024
TAKEN = b"taken\n"
DECLINED = b"declined\n"
UNWRITTEN_REASON = "\0"
"""Stands for the reason in the message that an answer could not be written."""
TOKEN_VARIABLE = "EXIST_DESKTOP_TOKEN"  # noqa: S105 - the name of a variable
LAUNCHER = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Variables in which a launcher passes what lets a window come to the front."""
LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME", "LC_MONETARY", "LC_MEASUREMENT", "LANG")
SURROUNDINGS = ("EXIST_DESKTOP_SERVER", "EXIST_DESKTOP_SETTLE_SECONDS", "PYTHON_KEYRING_BACKEND")
"""Variables that have to mean the same to the running program as they would to the command alone."""
HANDED_ALONG = (*LAUNCHER, *LOCALE, "TZ", *SURROUNDINGS)


class Answer:
    """What the running program answers: exit code, and the bytes for standard output and standard error.

    `code_unwritten` is the exit code if the output cannot be written, and `unwritten` the message then, in UTF-8.
    """

    __slots__ = ("code", "code_unwritten", "err", "out", "unwritten")

    def __init__(self, code: int, code_unwritten: int, out: bytes, err: bytes, unwritten: bytes) -> None:
        self.code = code
        self.code_unwritten = code_unwritten
        self.out = out
        self.err = err
        self.unwritten = unwritten

    def __bytes__(self) -> bytes:
        parts = self.out, self.err, self.unwritten
        return b"%d %d %d %d %d\n" % (self.code, self.code_unwritten, *map(len, parts)) + b"".join(parts)


def call(typed: list[str], name: str, encodings: tuple[str, str]) -> bytes | None:
    """Returns the line that asks the running program to do what was typed. Returns None if it is too long.

    `name` is this call's own, 32 hexadecimal digits, `encodings` those of standard output and standard error.
    """
    facts = {
        "protocol": str(PROTOCOL),
        "version": VERSION,
        "name": name,
        "proof": proof(os.environ.get(TOKEN_VARIABLE, ""), name),
        "out": encodings[0],
        "err": encodings[1],
        "columns": str(_columns()),
        "typed": str(int(os.isatty(0))),
    }
    pairs = [f"{key}={text}" for key, text in facts.items()]
    pairs += [f"{key}={os.environ[key]}" for key in HANDED_ALONG if key in os.environ]
    words = b"\0".join(map(os.fsencode, [*pairs, "", *typed]))
    line = b'{"act": "%s", "call": "%s"}\n' % (ACT.encode(), words.hex().encode())
    return line if len(line) <= LONGEST_CALL else None


def proof(token: str, name: str) -> str:
    """Returns a keyed hash of a bearer token, which says nothing about it to who does not know it; empty for none."""
    if not token:
        return ""
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(os.fsencode(token), key=bytes.fromhex(name), digest_size=32).hexdigest()


def answer(received: bytes) -> Answer | None:
    """Returns the answer, or None while it is not whole, or if it is none."""
    head, end, rest = received.partition(b"\n")
    if not end:
        return None
    try:
        code, code_unwritten, out, err, unwritten = map(int, head.split(b" "))
    except ValueError:
        return None
    if min(out, err, unwritten) < 0 or out + err + unwritten != len(rest):
        return None
    return Answer(code, code_unwritten, rest[:out], rest[out : out + err], rest[out + err :])


def _columns() -> int:
    """Returns how wide the terminal is to which the answer goes; 0 if that is none."""
    try:
        return os.get_terminal_size(1).columns
    except (OSError, ValueError):
        return 0
