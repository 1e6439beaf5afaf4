"""What was typed in a shell, handed to the window by the front (`front/hand_over.py`), and how it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from exist_desktop.front import protocol
from exist_desktop.front.hand_over import WINDOW
from exist_desktop.front.protocol import HANDED_ALONG, LAUNCHER, PROTOCOL, VERSION, Answer
from exist_desktop.ipc.protocol import is_token

_NAME_DIGITS = 32
_WIDEST = 1_000_000


class ShellCall(Struct, frozen=True):
    """A call. `environment` has the variables that were handed along, `typed` the words.

    `name` is the call's own. `out` and `err` are the encodings of standard output and standard error. `is_typed` is
    whether a person types there, `columns` the width of the terminal that the answer goes to, 0 if it goes elsewhere.
    """

    name: str
    typed: tuple[str, ...]
    environment: Mapping[str, str]
    out: str
    err: str
    columns: int
    is_typed: bool
    proof: str
    speaks: tuple[str, str]
    """The protocol and the version of the other program."""

    @property
    def is_for_the_window(self) -> bool:
        """Whether only a window is to be shown, for which nobody has to wait."""
        return self.typed in WINDOW

    @property
    def is_of_this_program(self) -> bool:
        """Whether the other process runs the same version of this program."""
        return self.speaks == (str(PROTOCOL), VERSION)

    @property
    def launcher_token(self) -> str:
        """What lets a window come to the front; empty if the launcher passed nothing."""
        return next(filter(is_token, (self.environment.get(name) for name in LAUNCHER)), None) or ""

    def has_token(self, token: str | None) -> bool:
        """Whether the other process has the same bearer token, or none as well. Comparing takes constant time."""
        import hmac  # no start needs it

        return hmac.compare_digest(self.proof.encode(), protocol.proof(token or "", self.name).encode())


class Reply(Protocol):
    """Answers a call, once."""

    def answer(self, answer: Answer) -> None:
        """Sends the answer."""

    def decline(self) -> None:
        """Leaves the act to the other process."""


def call_of(digits: object) -> ShellCall | None:
    """Returns the call of a request, or None if it is none."""
    try:
        words = bytes.fromhex(str(digits)).split(b"\0")
        cut = words.index(b"")
        pairs = dict(word.decode().split("=", 1) for word in words[:cut])
        name, columns = pairs["name"], int(pairs["columns"])
        if len(bytes.fromhex(name)) * 2 != _NAME_DIGITS or len(name) != _NAME_DIGITS or not 0 <= columns <= _WIDEST:
            return None
        return ShellCall(
            name,
            tuple(word.decode("utf-8", "surrogateescape") for word in words[cut + 1 :]),
            {key: pairs[key] for key in HANDED_ALONG if key in pairs},
            pairs["out"],
            pairs["err"],
            columns,
            pairs["typed"] == "1",
            pairs["proof"],
            (pairs["protocol"], pairs["version"]),
        )
    except (KeyError, ValueError):  # UnicodeDecodeError is one
        return None
