"""What lies under the wire: connections that break in every way, and the service at their other end.

It stands below httpx: the program's own client builds and sends the requests and reads the answers, and only what would
go to the network comes here. A request that has left arrives whether or not the process that sent it is still there.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from random import Random
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec

from tests.simulation.exist import Answer, Exist, Key, Token
from tests.simulation.faults import Fault, Operation
from tests.simulation.loop import Life, SimulatedLoop

ORIGIN = "https://exist.example"
LATEST_ARRIVAL = 290.0
"""How long after it has left a request may still arrive: less than the settling time."""
STALEST_READ = 60.0
"""How old a reading may be: no older than the program lets a base become."""
HUGE = b" " * (1024 * 1024)
SHAPES = (
    b"",
    b"null",
    b"[]",
    b'{"success": 5, "results": 5}',
    b'{"success": [{"name": 7}], "failed": [null], "results": [{"name": null}], "username": []}',
    b'{"results": [{"date": "tomorrow", "value": NaN}]}',
    b'{"success": [',
    b"<html>Please sign in to this network</html>",
)
OPERATIONS = {
    "/api/2/accounts/profile/": Operation.PROFILE,
    "/api/2/attributes/": Operation.OWNERS,
    "/api/2/attributes/owned/": Operation.OWNERS,
    "/api/2/attributes/templates/": Operation.TEMPLATES,
    "/api/2/attributes/with-values/": Operation.VALUES,
    "/api/2/attributes/values/": Operation.SINGLE,
    "/api/2/averages/": Operation.AVERAGES,
    "/api/2/attributes/acquire/": Operation.ACQUIRE,
    "/api/2/attributes/release/": Operation.RELEASE,
    "/api/2/attributes/create/": Operation.MAKE,
    "/api/2/attributes/update/": Operation.UPDATE,
    "/api/2/attributes/increment/": Operation.INCREMENT,
    "/oauth2/access_token": Operation.REFRESH,
}
WRITES = (Operation.UPDATE, Operation.INCREMENT)


@dataclass(eq=False)
class Request:
    """A request as httpx hands it on, and what is found out about it on its way.

    `patience` is for how many seconds the program waits for the next piece of an answer.
    """

    address: str
    query: Mapping[str, str]
    body: bytes
    fields: Mapping[str, str]
    headers: Mapping[str, str]
    patience: float
    left_at: float = 0.0
    items: list[dict[str, Any]] = field(default_factory=list)
    ops: list[int] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    left_out: list[tuple[str, str | None]] = field(default_factory=list)
    user: str = ""
    future: asyncio.Future[httpx.Response] | None = None
    found: bytes = b""
    """What a reading has found, where it comes through."""

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self.future is None or self.future.done()

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def operation(self) -> Operation:
        return OPERATIONS[self.path]


def seen(request: httpx.Request) -> Request:
    """What the service would see of it."""
    is_form = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    return Request(
        str(request.url.copy_with(query=None)),
        dict(request.url.params),
        b"" if is_form else request.content,
        dict(parse_qsl(request.content.decode(), strict_parsing=True)) if is_form else {},
        request.headers,
        request.extensions["timeout"]["read"],
    )


async def leaves(request: httpx.Request) -> None:
    """Tell what httpx's own connections tell right before the first byte leaves."""
    await request.extensions["trace"]("http11.send_request_headers.started", {})


class Pieces(httpx.AsyncByteStream):
    """The body of an answer as it arrives; `cut` is the byte of the first piece at which the connection breaks."""

    def __init__(self, pieces: tuple[bytes, ...], cut: int | None = None) -> None:
        self._pieces = pieces
        self._cut = cut

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            if self._cut is not None:
                yield piece[: self._cut]
                raise httpx.RemoteProtocolError("the simulated connection broke in the middle")
            yield piece


def response(
    status: int, headers: Mapping[str, str], pieces: tuple[bytes, ...], cut: int | None = None
) -> httpx.Response:
    """An answer as httpx's own connections give it."""
    return httpx.Response(status, headers=headers, stream=Pieces(pieces, cut))


class Watcher(Protocol):
    """Who looks at what passes."""

    def leaving(self, life: Life, request: Request, user: str | None) -> None: ...
    def arriving(self, request: Request, user: str) -> None: ...
    def applied(self, request: Request, answer: Answer, user: str) -> None: ...
    def over(self, request: Request, *, answered: bool) -> None: ...
    def told(self, request: Request) -> None: ...


class Weather(Protocol):
    """Who says what goes wrong."""

    def draw(self, request: Request) -> Fault | None: ...
    def announce(self, until: float) -> None: ...


class Line(httpx.AsyncBaseTransport):
    """The connections of one process."""

    def __init__(self, network: Network, life: Life) -> None:
        self._network = network
        self._life = life

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._life.check()
        await leaves(request)
        future = self._network.send(self._life, seen(request))
        answer = await future
        self._life.check()
        return answer


class Network:
    """All connections of one computer."""

    def __init__(self, loop: SimulatedLoop, exist: Exist, random: Random, watcher: Watcher, weather: Weather) -> None:
        self._loop = loop
        self._exist = exist
        self._random = random
        self._watcher = watcher
        self._weather = weather

    def send(self, life: Life, request: Request) -> asyncio.Future[httpx.Response]:
        """The request leaves; what comes of it."""
        if request.body:
            request.items = msgspec.json.decode(request.body)
        token = self._exist.token_of(request.headers.get("Authorization", ""))
        request.left_at = self._loop.now
        request.future = future = self._loop.create_future()
        self._watcher.leaving(life, request, token.user if token else None)
        fault = self._weather.draw(request)
        latency = self._random.uniform(0.05, 0.8)
        way = Way(self, request, future, fault, latency)
        before = _BEFORE.get(fault) if fault else None
        if before is not None:
            self._loop.call_later(latency, way.breaks, before())
            return future
        if fault is Fault.LOST_BEFORE:
            self._loop.call_later(self._random.choice((latency, request.patience)), way.breaks, httpx.ReadError("lost"))
            return future
        if fault is Fault.LATE:
            self._loop.call_later(self._random.uniform(request.patience, LATEST_ARRIVAL), way.arrives)
            self._loop.call_later(request.patience, way.breaks, httpx.ReadTimeout("late"))
            return future
        self._loop.call_later(latency / 2, way.arrives)
        return future

    def answered(self, request: Request, fault: Fault | None) -> tuple[Answer, dict[str, str]]:
        """What the service says, with what the fault makes of it, and further headers."""
        if request.operation is Operation.REFRESH:
            return self._renewed(request, fault)
        if fault is Fault.EXPIRED:
            self._exist.tokens.pop(request.headers["Authorization"].partition(" ")[2], None)
        token = self._exist.token_of(request.headers.get("Authorization", ""))
        if token is None:
            return Answer(401, b'{"detail": "Invalid token."}'), {}
        if (refusal := self._refusal(fault)) is not None:
            return refusal
        return self._handled(request, token, fault)

    def _renewed(self, request: Request, fault: Fault | None) -> tuple[Answer, dict[str, str]]:
        if fault is Fault.EXPIRED:
            return Answer(401, b'{"error": "invalid_client"}'), {}
        return self._refusal(fault) or (self._exist.renew(request.fields), {})

    def _refusal(self, fault: Fault | None) -> tuple[Answer, dict[str, str]] | None:
        """What is said before anything is looked at."""
        match fault:
            case Fault.FORBIDDEN:
                return Answer(self._random.choice((402, 403)), b'{"detail": "Forbidden."}'), {}
            case Fault.PAUSE:
                self._weather.announce(self._loop.now + 3600)
                return Answer(429, b""), {}
            case Fault.PAUSE_TOLD:
                seconds = self._random.randint(2, 1500)
                self._weather.announce(self._loop.now + seconds)
                told = (
                    str(seconds) if self._random.random() < 0.5 else formatdate(self._loop.now + seconds, usegmt=True)
                )
                return Answer(429, b'{"detail": "Request was throttled."}'), {"retry-after": told}
            case Fault.SERVER:
                return Answer(self._random.choice((500, 502, 503)), b"<html>Bad gateway</html>"), {}
        return None

    def _handled(self, request: Request, token: Token, fault: Fault | None) -> tuple[Answer, dict[str, str]]:
        self._watcher.arriving(request, token.user)
        stale = self._random.uniform(1, STALEST_READ) if fault is Fault.STALE else 0.0
        size = len(request.items)
        most = self._random.randint(0, size - 1) if fault in (Fault.PART, Fault.MIXED) and size else None
        if fault is Fault.SHAPE and self._random.random() < 0.5:
            most = 0 if size else None
        path = request.path
        scopes = token.scopes if self._exist.keeps_scopes else None
        answer = self._exist.answer(
            path, request.query, request.body, token.user, stale=stale, most=most, scopes=scopes
        )
        self._watcher.applied(request, answer, token.user)
        request.user, request.found = token.user, answer.body
        if fault is Fault.MIXED:
            assert most is not None
            answer = self._mixed(answer, request.items[most:])
        if fault is Fault.UNLISTED:
            answer = self._unlisted(request, answer)
        return answer, {}

    def _mixed(self, answer: Answer, refused: list[dict[str, Any]]) -> Answer:
        """What was not applied is refused item by item, in an order of its own."""
        told = msgspec.json.decode(answer.body)
        code = self._random.choice(("validation", "missing_field", "unauthorised", "not_found", "not_allowed", "odd"))
        told["failed"] += [{**item, "error_code": code, "error": f"{code} it is"} for item in refused]
        for part in told.values():
            self._random.shuffle(part)
        return Answer(202, msgspec.json.encode(told))

    def _unlisted(self, request: Request, answer: Answer) -> Answer:
        """Some item is in neither list."""
        told = msgspec.json.decode(answer.body)
        part = told["success"] or told["failed"]
        if part:
            item = part.pop(self._random.randrange(len(part)))
            request.left_out.append((item.get("name", ""), item.get("date")))
        return Answer(200, msgspec.json.encode(told))

    def spoiled(self, answer: Answer, headers: dict[str, str], fault: Fault | None) -> httpx.Response:
        """The answer as it comes through."""
        headers = {"date": formatdate(self._loop.now, usegmt=True), **headers}
        match fault:
            case Fault.CUT:
                return response(answer.status, headers, (answer.body,), self._random.randint(0, len(answer.body)))
            case Fault.SERVER_APPLIED:
                return response(502, headers, (b"<html>Bad gateway</html>",))
            case Fault.HUGE:
                return response(answer.status, headers, (answer.body, HUGE, HUGE, HUGE))
            case Fault.SHAPE if self._random.random() < 0.2:
                return response(302, headers | {"location": "https://other.example/api/2/"}, (b"",))
            case Fault.SHAPE:
                return response(200, headers, (self._random.choice(SHAPES),))
        return response(answer.status, headers, (answer.body,))

    def reached(self, way: Way) -> None:
        """The request is at the service."""
        answer, headers = self.answered(way.request, way.fault)
        if answer.status == 401 and way.fault is not Fault.LATE:
            way.fault = None  # refused before anything else could go wrong
        comes = self.spoiled(answer, headers, way.fault)
        if way.fault in (Fault.LOST_AFTER, Fault.PART):
            self._loop.call_later(way.latency, way.breaks, httpx.ReadError("the answer was lost"))
        elif way.fault is Fault.SLOW:
            self._loop.call_later(self._random.uniform(61, 90), way.answers, comes, True)
        elif way.fault is not Fault.LATE:
            self._loop.call_later(way.latency / 2, way.answers, comes, way.fault in _UNCLEAR)

    def told(self, request: Request) -> None:
        """The program hears of it."""
        self._watcher.told(request)

    def ended(self, request: Request, *, answered: bool) -> None:
        """Nothing more will come of it."""
        self._watcher.over(request, answered=answered)


_UNCLEAR = (Fault.CUT, Fault.SERVER, Fault.SERVER_APPLIED, Fault.SHAPE, Fault.HUGE)
_BEFORE: dict[Fault, Callable[[], httpx.HTTPError]] = {
    Fault.NO_ROUTE: lambda: httpx.ConnectError("no route to the host"),
    Fault.DNS: lambda: httpx.ConnectError("the name is not known"),
    Fault.TLS: lambda: caused(httpx.ConnectError("the certificate does not hold"), ssl.SSLCertVerificationError()),
}


def caused(error: httpx.HTTPError, by: Exception) -> httpx.HTTPError:
    """The error as `raise … from …` leaves it."""
    error.__cause__ = by
    return error


@dataclass(eq=False)
class Way:
    """One request's way there and back."""

    network: Network
    request: Request
    future: asyncio.Future[httpx.Response]
    fault: Fault | None
    latency: float

    def arrives(self) -> None:
        """At the service."""
        self.network.reached(self)

    def breaks(self, error: httpx.HTTPError) -> None:
        """On this side; the request may still arrive."""
        clear = isinstance(error, httpx.ConnectError)
        self.network.ended(self.request, answered=clear)
        if not self.future.done():
            self.future.set_exception(error)

    def answers(self, answer: httpx.Response, unclear: bool) -> None:
        """The answer is here, if somebody still waits for it."""
        self.network.ended(self.request, answered=not unclear and not self.future.done())
        if not self.future.done():
            self.future.set_result(answer)
            if not unclear:
                self.network.told(self.request)
