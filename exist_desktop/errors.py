"""Expected errors, as codes and numbers; `words.error_sentences` has what a person reads for each.

    AppError
    ├── InvalidValueError           a typed value that cannot be saved (in `domain.values`)
    ├── UnknownAttributeError       the account has no attribute of that name
    ├── FutureDayError              a day more than one ahead
    ├── WouldLowerError             a bare number below a count that is not zero (in `domain.values`)
    ├── NotPossibleError            an action that is not possible now
    │   └── ChangedMeanwhileError   a text that others have changed since it was opened
    ├── NeverSignedInError          no account to bind an entry to
    ├── NotSavedError               the disk refused an entry
    │   ├── NotRecordedError        it refused to record an act in which nothing is typed
    │   └── NotReadableError        it does not give what it has
    ├── OpenError                   the data folder, or what is in it, cannot be opened
    ├── UpgradeError                data of an older version could not be upgraded
    ├── UnexpectedError             a bug, whose traceback is in the log
    ├── KeyringError                tokens cannot be stored or read
    ├── SignInError                 the sign-in did not succeed
    └── RequestError                a request failed

They are not frozen: the interpreter itself sets the traceback of an exception that passes a context manager.
Whatever is not one of these is a bug and ends as a traceback in the log.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import Protocol, Self, assert_never, dataclass_transform


@dataclass_transform(eq_default=False)
class AppError(Exception):
    """Base of all expected errors. They are shown to the person.

    What a subclass annotates is an argument and an attribute, as in a dataclass. A dataclass would write and compile
    methods for each of them at every start, which takes longer than to open the database.
    """

    __match_args__: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__match_args__ = (*cls.__match_args__, *cls.__annotations__)  # type: ignore[misc]  # mypy knows its own

    def __init__(self, *values: object, **named: object) -> None:
        names, kind = self.__match_args__, type(self)
        defaults = {name: getattr(kind, name) for name in names if hasattr(kind, name)}
        given = defaults | dict(zip(names, values, strict=False)) | named
        if given.keys() != set(names) or len(values) + len(named) > len(names):
            raise TypeError(f"{kind.__name__} takes {names}, not {values} and {named}")
        vars(self).update((name, given[name]) for name in names)

    def __repr__(self) -> str:
        fields = (f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({', '.join(fields)})"

    def changed(self, **fields: object) -> Self:
        """Returns an error of the same kind that differs in these fields."""
        return type(self)(**{name: getattr(self, name) for name in self.__match_args__} | fields)


class ErrorObserver(Protocol):
    """Shows errors of work that nobody waits for."""

    def publish_error(self, error: AppError) -> None:
        """Called with each error."""


class UnknownAttributeError(AppError):
    """No attribute or template has that name or label. `similar` are names that come close."""

    typed: str
    similar: tuple[str, ...] = ()


class FutureDayError(AppError):
    """The day is later than the last one that entries are accepted for."""

    day: date
    latest: date


class NotPossibleKind(Enum):
    """Why an action is not possible."""

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
    OURS_ALREADY = auto()
    NOT_OURS = auto()
    NEWER_DATA = auto()
    NO_DEMO = auto()
    RUNS_ALREADY = auto()
    CHANGED_MEANWHILE = auto()
    ON_BY_ANOTHER_TAG = auto()


class NotPossibleError(AppError):
    """The action is understood and cannot be done now."""

    kind: NotPossibleKind
    what: str = ""


class ChangedMeanwhileError(NotPossibleError):
    """The text has become `theirs` since typing began, so that only the person can decide."""

    theirs: str = ""


class NeverSignedInError(AppError):
    """Nobody has signed in on this computer yet, so entries have no account to belong to."""


class DiskErrorKind(Enum):
    """Why the disk cannot be written or read."""

    FULL = auto()
    READ_ONLY = auto()
    BUSY = auto()
    FAILED = auto()
    UPDATED = auto()
    """A later version of this program has changed the tables since this one was started."""


class NotSavedError(AppError):
    """The entry is not on the disk. What was typed must stay where it was typed."""

    kind: DiskErrorKind
    where: str = ""


class NotRecordedError(NotSavedError):
    """The disk refused to record an action in which nothing is typed, such as sending or signing out."""


class NotReadableError(NotSavedError):
    """The disk cannot be read. Nothing can be shown or decided, and so nothing is saved either."""


class OpenErrorKind(Enum):
    """Why the data folder, or what is in it, cannot be opened."""

    FULL = auto()
    READ_ONLY = auto()
    BUSY = auto()
    FAILED = auto()
    LINK = auto()
    """A file is a link."""
    NO_FOLDER = auto()
    """A part of its path is not a folder."""
    OPEN_FOLDER = auto()
    """Others may put files into it."""
    ANOTHERS_FOLDER = auto()
    """It belongs to another user."""


class OpenError(AppError):
    """The data on this computer cannot be opened. Nothing was changed."""

    kind: OpenErrorKind
    where: str = ""


class UpgradeError(AppError):
    """The data of an older version could not be upgraded. It is unchanged."""

    kind: DiskErrorKind
    where: str = ""


class UnexpectedError(AppError):
    """A bug in a task that nobody waits for, or that goes on. Its traceback is in the log."""


class KeyringErrorKind(Enum):
    """What is wrong with the keyring."""

    ABSENT = auto()
    LOCKED = auto()
    SLOW = auto()
    DIFFERS = auto()


class KeyringError(AppError):
    """Tokens cannot be stored or read. Entries are saved all the same."""

    kind: KeyringErrorKind


class SignInErrorKind(Enum):
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


class SignInError(AppError):
    """The sign-in did not succeed. `detail` is the port, or the server's own text."""

    kind: SignInErrorKind
    detail: str = ""


class _Meaning(Enum):
    """Where a request failed, and so whether it can have been applied."""

    NOT_BEGUN = auto()
    BROKEN_OFF = auto()
    SESSION = auto()
    ITEM = auto()
    ENDPOINT = auto()
    ANSWER = auto()


class RequestErrorKind(Enum):
    """How a request failed. Its properties say whether it was applied and what to do next.

    Only they classify the kinds: the rest of the program asks them. mypy fails if `_meaning` leaves a kind out.
    """

    NOT_SENT = auto()
    """There was no connection: nothing of the request was sent."""
    NOT_PRIVATE = auto()
    """The certificate is not valid. Nothing was sent, and there is no way around it."""
    NO_ANSWER = auto()
    """The request may have been applied: the connection broke, or time ran out, after it began."""
    STRANGE = auto()
    """The answer makes no sense. The request may have been applied."""
    REFUSED = auto()
    """400: the call as a whole is wrong."""
    SIGNED_OUT = auto()
    """401: the token is not valid (any more)."""
    FORBIDDEN = auto()
    """402 or 403: not allowed to this token."""
    NOT_OFFERED = auto()
    """404, 405, 406, 410, 415 or 422: the service has changed this endpoint."""
    TOO_LARGE = auto()
    """413."""
    PAUSE = auto()
    """429: the hour's requests are used up."""
    SERVER = auto()
    """5xx."""

    @property
    def surely_not_applied(self) -> bool:
        """Whether nothing of the request was applied. Otherwise it may have been."""
        return self._meaning not in (_Meaning.BROKEN_OFF, _Meaning.ANSWER)

    @property
    def about_the_way(self) -> bool:
        """Whether the way to the service failed, so that the service itself has said nothing."""
        return self._meaning in (_Meaning.NOT_BEGUN, _Meaning.BROKEN_OFF)

    @property
    def never_left(self) -> bool:
        """Whether nothing of the request was sent, for a reason that this computer can report."""
        return self._meaning is _Meaning.NOT_BEGUN

    @property
    def names_its_wait(self) -> bool:
        """Whether the kind itself says how long to wait: until the hour's requests are back, or the certificate is."""
        return self in (RequestErrorKind.PAUSE, RequestErrorKind.NOT_PRIVATE)

    @property
    def about_the_session(self) -> bool:
        """Whether every other request with this token would fail like this one."""
        return self._meaning is _Meaning.SESSION

    @property
    def refused_whole(self) -> bool:
        """Whether the service refused this call with all its items. It would refuse the same call again."""
        return self._meaning in (_Meaning.ITEM, _Meaning.ENDPOINT)

    @property
    def one_item_may_be_why(self) -> bool:
        """Whether one bad item can have caused the refusal, so that smaller calls may come through."""
        return self._meaning is _Meaning.ITEM

    @property
    def about_the_answer(self) -> bool:
        """Whether the service did not give a usable answer to this call. Other calls may come through."""
        return self._meaning is _Meaning.ANSWER

    @property
    def hides_values(self) -> bool:
        """Whether this error when reading means that Exist does not show these values to this token."""
        return self.refused_whole and self is not RequestErrorKind.TOO_LARGE

    @property
    def denies_tokens(self) -> bool:
        """Whether the token endpoint has refused a code, a refresh token or a client."""
        return self.invalidates_grant or self is RequestErrorKind.FORBIDDEN

    @property
    def invalidates_grant(self) -> bool:
        """Whether the token endpoint has said that a code or a refresh token is not valid (any more)."""
        return self in (RequestErrorKind.REFUSED, RequestErrorKind.SIGNED_OUT)

    @property
    def _meaning(self) -> _Meaning:
        match self:
            case RequestErrorKind.NOT_SENT | RequestErrorKind.NOT_PRIVATE:
                return _Meaning.NOT_BEGUN
            case RequestErrorKind.NO_ANSWER:
                return _Meaning.BROKEN_OFF
            case RequestErrorKind.SIGNED_OUT | RequestErrorKind.PAUSE:
                return _Meaning.SESSION
            case RequestErrorKind.REFUSED | RequestErrorKind.FORBIDDEN | RequestErrorKind.TOO_LARGE:
                return _Meaning.ITEM
            case RequestErrorKind.NOT_OFFERED:
                return _Meaning.ENDPOINT
            case RequestErrorKind.STRANGE | RequestErrorKind.SERVER:
                return _Meaning.ANSWER
            case _:
                assert_never(self)


class RequestError(AppError):
    """A request failed. `retry_after` is in seconds, if the server sent it.

    `text` comes from the server, `reason` from a library or the system of this computer. `by_proxy` is whether the
    request went to the proxy that this computer's settings name.
    """

    kind: RequestErrorKind
    status: int | None = None
    retry_after: float | None = None
    text: str = ""
    reason: str = ""
    by_proxy: bool = False
