"""The only place that sends requests.

A transport belongs to one server. It follows no redirects, sends tokens only to that server's `/api/2/`, stores no
cookies, and gives each request a deadline and each answer a limit.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct

from exist_desktop.api.http.failures import RequestProgress, building, from_status, translated
from exist_desktop.api.http.proxy import proxy_for
from exist_desktop.api.http.response_body import read_body
from exist_desktop.api.http.retry_after import http_date
from exist_desktop.api.http.server_address import check_server, is_loopback
from exist_desktop.domain.day import WallClock
from exist_desktop.errors import RequestError, RequestErrorKind

if TYPE_CHECKING:
    import httpx

API = "/api/2/"
TOKEN_PATH = "/oauth2/access_token"  # noqa: S105 - a path
USER_AGENT = "ExistDesktop"
LONGEST_REFUSAL = 64 * 1024


class Limits(Struct, frozen=True):
    """How long a request may take, in seconds: to connect, between two pieces, and in all."""

    connect: float = 10.0
    piece: float = 30.0
    whole: float = 60.0
    idle: float = 5.0
    """An idle connection is not used after this. A write on one that the server just closed would be in doubt."""


class Transport:
    """Sends requests to one server, which `check_server` must accept.

    httpx and the certificates are loaded with the first request, in a thread, since they take longer than a frame.
    `clock` gives the time of an answer. `connections` is what httpx sends by, if not by connections to the server.
    """

    def __init__(
        self,
        server: str,
        clock: WallClock,
        *,
        limits: Limits | None = None,
        user_agent: str = USER_AGENT,
        connections: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.server = check_server(server)
        self.clock_offset: float | None = None
        """By how many seconds the server's clock is ahead of this computer's, as of the last answer."""
        self._limits = limits or Limits()
        self._user_agent = user_agent
        self.clock = clock
        self._connections = connections
        self._http: httpx.AsyncClient | None = None
        self._proxied = False
        self._opening = asyncio.Lock()

    async def get(self, path: str, query: Mapping[str, str], authorization: str) -> bytes:
        """Reads. Returns the body of the answer, or raises `RequestError`."""
        return await self._call("GET", path, authorization, params=query)

    async def post_json(self, path: str, query: Mapping[str, str], body: bytes, authorization: str) -> bytes:
        """Writes. Returns the body of the answer, or raises `RequestError`."""
        headers = {"Content-Type": "application/json"}
        return await self._call("POST", path, authorization, params=query, content=body, headers=headers)

    async def post_form(self, path: str, fields: Mapping[str, str]) -> bytes:
        """Sends a form without a token. Returns the body of the answer, or raises `RequestError`."""
        return await self._call("POST", path, None, data=dict(fields))

    async def aclose(self) -> None:
        """Closes the connections. The transport cannot be used afterwards."""
        async with self._opening:
            if self._http is not None:
                await self._http.aclose()

    def latest_time(self) -> float:
        """Returns the time in seconds since 1970, by this computer's clock or the server's, whichever is ahead."""
        return self.clock.wall() + max(self.clock_offset or 0.0, 0.0)

    def _url(self, path: str) -> str:
        if not path.startswith(API) and path != TOKEN_PATH:
            raise ValueError(f"not a path of the service: {path}")
        return self.server + path

    async def _call(self, method: str, path: str, authorization: str | None, **parts: Any) -> bytes:  # noqa: ANN401 - httpx's own
        try:
            return await self._send(method, path, authorization, **parts)
        except RequestError as error:
            if error.kind is not RequestErrorKind.NOT_SENT or not self._proxied:
                raise
            raise error.changed(by_proxy=True) from error

    async def _send(self, method: str, path: str, authorization: str | None, **parts: Any) -> bytes:  # noqa: ANN401 - httpx's own
        url = self._url(path)
        if authorization is not None and not path.startswith(API):
            raise ValueError("a token goes to the interface alone")
        dispatch = RequestProgress()
        with building():
            http = await self._open()
            request = http.build_request(method, url, extensions={"trace": dispatch.trace}, **parts)
            if authorization is not None:
                request.headers["Authorization"] = authorization
        sent_at = self.clock.wall()
        with translated(dispatch):
            async with asyncio.timeout(self._limits.whole):
                response = await http.send(request, stream=True)
                try:
                    self._note_clock(response.headers, sent_at)
                    return await _answer(response)
                finally:
                    await response.aclose()

    def _note_clock(self, headers: Mapping[str, str], sent_at: float) -> None:
        told = http_date(headers.get("date", ""))
        if told is not None:
            self.clock_offset = told - (sent_at + self.clock.wall()) / 2

    async def _open(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._http is None:
                self._http = await asyncio.to_thread(self._client)
            return self._http

    def _client(self) -> httpx.AsyncClient:
        from http.cookiejar import DefaultCookiePolicy

        import httpx

        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)  # below that they log whole requests, with the token
        limits = self._limits
        http = httpx.AsyncClient(
            transport=self._connections or self._network(),
            trust_env=False,  # proxies are read by `proxy`, certificates by `ssl`
            follow_redirects=False,
            timeout=httpx.Timeout(limits.piece, connect=limits.connect, pool=limits.connect),
            headers={"User-Agent": self._user_agent, "Accept": "application/json", "Accept-Encoding": "gzip"},
        )
        http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
        return http

    def _network(self) -> httpx.AsyncBaseTransport:
        import httpx

        with contextlib.suppress(ImportError):  # otherwise the first connection loads it on the loop
            import_module("anyio._backends._asyncio")
        proxy = None if is_loopback(urlsplit(self.server).hostname or "") else proxy_for(self.server)
        self._proxied = proxy is not None
        return httpx.AsyncHTTPTransport(
            verify=_tls(),
            trust_env=False,
            proxy=proxy,
            limits=httpx.Limits(max_connections=4, max_keepalive_connections=2, keepalive_expiry=self._limits.idle),
        )


async def _answer(response: httpx.Response) -> bytes:
    if response.is_success:
        return await read_body(response)
    try:
        body = await read_body(response, LONGEST_REFUSAL)
    except RequestError:
        body = b""  # the status is enough
    error = from_status(response.status_code, response.headers, body)
    assert error is not None
    raise error


def _tls() -> ssl.SSLContext:
    """Returns the system's certificates, or those of httpx if there are none, as in some frozen builds."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context
