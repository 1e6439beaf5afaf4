"""A demo server for each test, its clock in the test's hand, and clients with the tokens that the tests need."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.demo_server import DemoServer

NOON_IN_MELBOURNE = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # a client would read all certificates of the machine each time

Clients = Callable[..., httpx.Client]
Post = Callable[..., httpx.Response]


class Clock:
    """Time that passes only when a test says so."""

    def __init__(self) -> None:
        self.now = NOON_IN_MELBOURNE.timestamp()

    def __call__(self) -> float:
        return self.now

    def set(self, moment: datetime) -> None:
        self.now = moment.timestamp()

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span).total_seconds()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def demo(clock: Clock) -> Iterator[DemoServer]:
    with DemoServer(clock=clock) as running:
        yield running


@pytest.fixture
def clients(demo: DemoServer) -> Iterator[Clients]:
    """Make clients of the API: `clients("mia", scopes=[…])`."""
    with ExitStack() as stack:

        def make(user: str = "josh", scopes: list[str] | None = None, token: str | None = None) -> httpx.Client:
            authorization = f"Bearer {token or demo.token(user, scopes)}"
            base = f"{demo.base_url}/api/2/"
            return stack.enter_context(
                httpx.Client(base_url=base, headers={"Authorization": authorization}, verify=NO_TLS)
            )

        yield make


@pytest.fixture
def josh(clients: Clients) -> httpx.Client:
    return clients("josh")


@pytest.fixture
def post(josh: httpx.Client) -> Post:
    """Send a batch as Josh's client, or as another: `post("update", {…}, client=mia)`."""

    def send(call: str, *items: dict[str, Any], client: httpx.Client | None = None, **query: str) -> httpx.Response:
        return (client or josh).post(f"attributes/{call}/", json=list(items), params=query)

    return send


@pytest.fixture
def control(demo: DemoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{demo.base_url}/demo/", headers={"X-Demo-Control": "1"}, verify=NO_TLS) as client:
        yield client
