"""Known trouble, as codes and numbers; `words` has the title and the sentence that a person reads for each.

    Trouble
    ├── UnknownAttribute     the account has no attribute of that name
    ├── FutureDay            a day more than one ahead
    ├── WouldLower           a bare number below a count that is not zero
    ├── NotPossible          an act that the state of things rules out
    │   └── ChangedMeanwhile a text that is another now than when somebody began to change it
    ├── NeverSignedIn        no account to bind an entry to
    ├── NotSaved             the disk refused
    │   ├── NotDone          it did not take what an act has to note in which nothing is typed
    │   └── NotGiven         it does not give what it has
    ├── NotOpened            the data folder, or what is in it, cannot be opened
    ├── NotUpdated           data of an older version could not be brought to this one
    ├── Unexpected           a bug, whose traceback is in the log
    ├── KeyringTrouble       tokens cannot be kept or read
    ├── SignInTrouble        the sign-in did not come to its end
    └── WireFailure          a request failed

They are not frozen: the interpreter itself sets the traceback of an exception that passes a context manager.
Whatever is not one of these is a bug and ends as a traceback in the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from exist_desktop.domain.values import Value


class Trouble(Exception):  # noqa: N818 - trouble is known and told; an error is a bug
    """Something that can go wrong in good order."""


@dataclass(eq=False)
class UnknownAttribute(Trouble):
    """No attribute or template has that name or label; `similar` are names that come near."""

    typed: str
    similar: tuple[str, ...] = ()


@dataclass(eq=False)
class FutureDay(Trouble):
    """The day lies after the last one that entries are accepted for."""

    day: date
    latest: date


@dataclass(eq=False)
class WouldLower(Trouble):
    """A bare number that is less than the count which stands; probably an addition was meant."""

    label: str
    before: Value
    after: Value


class Obstacle(Enum):
    """What rules an act out."""

    ALREADY_SENDING = auto()
    ALREADY_SETTLED = auto()
    NO_FORMER_VALUE = auto()
    FORMER_NOT_READ = auto()
    ALREADY_UNDONE = auto()
    OVERTAKEN = auto()
    NO_SUCH_ENTRY = auto()
    NO_SCREEN = auto()
    SIGNED_OUT = auto()
    ALREADY_THERE = auto()
    NEWER_DATA = auto()
    NO_DEMO = auto()
    RUNS_ALREADY = auto()
    CHANGED_MEANWHILE = auto()


@dataclass(eq=False)
class NotPossible(Trouble):
    """The act is understood and cannot be done now."""

    obstacle: Obstacle
    what: str = ""


@dataclass(eq=False)
class ChangedMeanwhile(NotPossible):
    """The text is `theirs` now, and was another when what was typed over it was begun; only a person can say."""

    theirs: str = ""


class NeverSignedIn(Trouble):
    """Nobody has signed in on this computer yet, so that there is no account to bind entries to."""


class DiskFault(Enum):
    """Why the disk did not take an entry, or does not give what it has."""

    FULL = auto()
    READ_ONLY = auto()
    BUSY = auto()
    FAILED = auto()
    UPDATED = auto()
    """A later version of this program has changed the tables since this one was started."""


@dataclass(eq=False)
class NotSaved(Trouble):
    """The entry is not on the disk; what was typed must be kept where it was typed."""

    fault: DiskFault
    where: str = ""


class NotDone(NotSaved):
    """The disk did not take what an act has to note in which nothing is typed, such as sending or signing out."""


class NotGiven(NotSaved):
    """The disk does not give what it has; nothing can be shown or decided by it, and so nothing is saved either."""


class OpenFault(Enum):
    """Why the data folder, or what is in it, cannot be opened."""

    FULL = auto()
    READ_ONLY = auto()
    BUSY = auto()
    FAILED = auto()
    LINK = auto()
    """A link stands in the place of a file."""
    NO_FOLDER = auto()
    """Something that is no folder stands in its place, or on the way to it."""
    OPEN_FOLDER = auto()
    """Others may put files into it."""
    ANOTHERS_FOLDER = auto()
    """It belongs to another user."""


@dataclass(eq=False)
class NotOpened(Trouble):
    """What is kept on this computer cannot be opened; nothing was changed."""

    fault: OpenFault
    where: str = ""


@dataclass(eq=False)
class NotUpdated(Trouble):
    """The data of an older version could not be brought to this one; it is as it was."""

    fault: DiskFault
    where: str = ""


class Unexpected(Trouble):
    """A bug of this program, met in a task that goes on or that nobody waits for; its traceback is in the log."""


class KeyringFault(Enum):
    """What is wrong with the keyring."""

    ABSENT = auto()
    LOCKED = auto()
    SLOW = auto()
    DIFFERS = auto()


@dataclass(eq=False)
class KeyringTrouble(Trouble):
    """Tokens cannot be stored or read; entries are saved all the same."""

    fault: KeyringFault


class SignInFault(Enum):
    """Where a sign-in ended early."""

    PORT_BUSY = auto()
    BAD_REDIRECT = auto()
    DENIED = auto()
    TIMED_OUT = auto()
    TOO_MANY_BAD_REQUESTS = auto()
    NOT_FOR_THIS_SIGN_IN = auto()
    NO_CODE = auto()
    NOT_AN_ADDRESS = auto()
    REFUSED = auto()
    NOT_ME = auto()
    BAD_TOKEN = auto()
    CANCELLED = auto()


@dataclass(eq=False)
class SignInTrouble(Trouble):
    """The sign-in did not come to its end; `detail` is the port, or the server's own text."""

    fault: SignInFault
    detail: str = ""


class Failure(Enum):
    """What a failed request tells about whether it was applied, and what to do next."""

    NOT_SENT = auto()
    """No connection came about: nothing of the request has left."""
    NOT_PRIVATE = auto()
    """The certificate does not hold; nothing was sent, and there is no way around it."""
    NO_ANSWER = auto()
    """The request may have been applied: the connection broke, or time ran out, after it began."""
    STRANGE = auto()
    """An answer that makes no sense; the request may have been applied."""
    REFUSED = auto()
    """400: the call as a whole is wrong."""
    SIGNED_OUT = auto()
    """401: the token is not valid (any more)."""
    FORBIDDEN = auto()
    """402 or 403: not allowed to this token."""
    NOT_OFFERED = auto()
    """404, 405, 406, 410, 415 or 422 on an endpoint: the service has changed."""
    TOO_LARGE = auto()
    """413."""
    PAUSE = auto()
    """429: the hour's requests are used up."""
    SERVER = auto()
    """5xx."""


@dataclass(eq=False)
class WireFailure(Trouble):
    """A request that failed. `retry_after` is in seconds where the server gave it.

    `text` is the server's own words; `reason` is what this computer's side has to say: a library, or the system.
    """

    failure: Failure
    status: int | None = None
    retry_after: float | None = None
    text: str = ""
    reason: str = ""
