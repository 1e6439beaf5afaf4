"""Calls to the services of the desktop on its session bus. Whoever uses it has a connection of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.errors import AuthError, DBusFastError
from msgspec import Struct

PATIENCE_SECONDS = 5.0
UNREACHABLE = (OSError, EOFError, AuthError, DBusFastError)
"""What calls raise if there is no bus, no service, or no answer in time."""


class BusObject(Struct, frozen=True):
    """An interface of an object of a service."""

    service: str
    path: str
    interface: str

    @property
    def signals(self) -> str:
        """The rule that lets its signals through."""
        return f"type='signal',sender='{self.service}',interface='{self.interface}'"


THE_BUS = BusObject("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


async def connect() -> MessageBus:
    """Returns a new connection. Raises `UNREACHABLE`."""
    return await MessageBus().connect()


async def call(
    bus: MessageBus, to: BusObject, member: str, signature: str = "", body: Sequence[Any] = ()
) -> Sequence[Any]:
    """Calls a method and returns its results. Raises `UNREACHABLE`, also if the service refuses."""
    message = Message(
        destination=to.service,
        path=to.path,
        interface=to.interface,
        member=member,
        signature=signature,
        body=list(body),
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        reply = await bus.call(message)
    if reply.message_type is MessageType.ERROR:
        raise DBusFastError(f"{member} was refused: {reply.error_name}")
    answer: Sequence[Any] = reply.body
    return answer


async def hear(bus: MessageBus, rule: str) -> None:
    """Lets the signals of a rule through to the handlers of the connection. Raises `UNREACHABLE`."""
    await call(bus, THE_BUS, "AddMatch", "s", [rule])


async def disconnect(bus: MessageBus | None) -> None:
    """Ends a connection, if it has not ended already."""
    if bus is not None and bus.connected:
        bus.disconnect()
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
