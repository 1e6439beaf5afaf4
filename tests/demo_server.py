"""The demo server inside a test process: on a thread of its own, with access to its world."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import TracebackType
from typing import Self

from exist_desktop.demo.people.catalogue import Value
from exist_desktop.demo.people.people import PEOPLE, Person
from exist_desktop.demo.server.app import make_app
from exist_desktop.demo.server.server import Server, base_url, opened
from exist_desktop.demo.server.tokens import ALL_SCOPES, YEAR
from exist_desktop.demo.server.wire import Wire
from exist_desktop.demo.world import DEFAULT_SEED, HOURLY_LIMIT, World


class OtherProgram:
    """A program that the server runs in: nothing is saved, and no fault may end it."""

    can_die = False

    def save(self, world: World) -> None:
        """Does nothing."""

    def die(self) -> None:
        """Is never called."""
        raise AssertionError("a fault would end another program")


class DemoServer:
    """A running server while the `with` block lasts.

    `clock` returns the seconds since 1970, `people` has those with an account, by username.
    """

    def __init__(
        self,
        *,
        seed: int = DEFAULT_SEED,
        clock: Callable[[], float] = time.time,
        port: int = 0,
        hourly_limit: int = HOURLY_LIMIT,
        people: Mapping[str, Person] = PEOPLE,
    ) -> None:
        self.world = World(seed, clock, hourly_limit, people)
        self._port = port
        self.base_url = ""

    def __enter__(self) -> Self:
        listener = opened(self._port)
        self.base_url = base_url(listener)
        self._server = Server(Wire(make_app(self.world), self.world, OtherProgram()))
        self._thread = threading.Thread(
            target=asyncio.run, args=[self._server.serve(sockets=[listener])], name="demo server"
        )
        self._thread.start()
        self._server.ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.stop()
        self._thread.join()

    @property
    def client_id(self) -> str:
        """The id of the registered client."""
        return self.world.tokens.client.client_id

    @property
    def client_secret(self) -> str:
        """The secret of the registered client."""
        return self.world.tokens.client.client_secret

    @property
    def service(self) -> str:
        """The service name under which the client owns attributes."""
        return self.world.tokens.client.service

    def token(self, user: str, scopes: Iterable[str] | None = None, expires_in: float = YEAR) -> str:
        """Returns the user's developer token with all scopes, or a new one with these."""
        if scopes is None and expires_in == YEAR:
            return self.world.tokens.developer(user)
        with self.world.lock:
            granted = ALL_SCOPES if scopes is None else scopes
            return self.world.tokens.issue(user, granted, self.world.clock() + expires_in).access

    def today(self, user: str = "josh") -> date:
        """Returns the date in the user's zone."""
        return self.world.today(user)

    def edit(self, user: str, attribute: str, on: date, value: Value) -> None:
        """Writes a value as one of the service's own applications."""
        self.world.edit(user, attribute, on, value)

    def tell_as(self, user: str, attribute: str, manner: Callable[[Value], object]) -> None:
        """Sends the values of an attribute in another form, such as numbers as text."""
        self.world.accounts[user].manners[attribute] = manner

    def set_owner(self, user: str, attribute: str, service: str | None) -> None:
        """Makes a service, or nobody, the owner of an attribute."""
        self.world.set_owner(user, attribute, service)
