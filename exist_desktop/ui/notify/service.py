"""The notification service of Linux desktops, `org.freedesktop.Notifications` on the session bus."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from html import escape
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.errors import AuthError, DBusFastError

from exist_desktop.ui.notify.notification import PRESSED, AnswerListener, Notification

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
DESKTOP_ENTRY = "exist-desktop"
AS_THE_DESKTOP_LIKES = -1
"""The service itself decides how long a notification stays."""
PATIENCE_SECONDS = 5.0
NEW = 0
NORMAL = 1
_UNREACHABLE = (OSError, EOFError, AuthError, DBusFastError)

_log = logging.getLogger(__name__)


class ServiceNotifier:
    """Calls the service that runs at that moment; it may appear, vanish or be replaced between two notifications."""

    def __init__(self, app_name: str) -> None:
        self._app_name = app_name
        self._bus: MessageBus | None = None
        self._open: dict[int, AnswerListener] = {}
        self._showing = 0
        self._early: dict[int, str] = {}

    async def show(self, notification: Notification, listener: AnswerListener) -> str | None:
        """Shows a notification; returns None if there is no service."""
        self._showing += 1
        try:
            number = await self._notify(notification)
        except _UNREACHABLE as error:
            _log.info("No notification could be shown: %s", error)
            return None
        finally:
            self._showing -= 1
        if number in self._early:
            listener.answered(self._early.pop(number))
        else:
            self._open[number] = listener
        return str(number)

    async def withdraw(self, shown: str) -> None:
        """Removes a notification from the screen."""
        if self._open.pop(int(shown), None) is None:
            return
        try:
            await self._call("CloseNotification", "u", [int(shown)])
        except _UNREACHABLE as error:
            _log.info("A notification could not be withdrawn: %s", error)

    async def stop(self) -> None:
        """Disconnects from the bus."""
        self._open.clear()
        if self._bus is not None and self._bus.connected:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
        self._bus = None

    async def _notify(self, notification: Notification) -> int:
        (can,) = await self._call("GetCapabilities")
        sentence = escape(notification.sentence, quote=False) if "body-markup" in can else notification.sentence
        actions = [PRESSED, ""] + [part for button in notification.buttons for part in button]
        hints = {"desktop-entry": Variant("s", DESKTOP_ENTRY), "urgency": Variant("y", NORMAL)}
        body = [self._app_name, NEW, DESKTOP_ENTRY, notification.title, sentence, actions, hints, AS_THE_DESKTOP_LIKES]
        (number,) = await self._call("Notify", "susssasa{sv}i", body)
        return int(number)

    async def _call(self, member: str, signature: str = "", body: Sequence[Any] = ()) -> Sequence[Any]:
        return await self._ask(await self._connected(), SERVICE, PATH, SERVICE, member, signature, body)

    async def _connected(self) -> MessageBus:
        if self._bus is None or not self._bus.connected:
            self._open.clear()
            bus = await MessageBus().connect()
            bus.add_message_handler(self._on_message)
            self._bus = bus
            bus_itself = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
            rule = f"type='signal',sender='{SERVICE}',interface='{SERVICE}'"
            await self._ask(bus, *bus_itself, "AddMatch", "s", [rule])
        return self._bus

    async def _ask(
        self, bus: MessageBus, to: str, path: str, interface: str, member: str, signature: str, body: Sequence[Any]
    ) -> Sequence[Any]:
        message = Message(
            destination=to, path=path, interface=interface, member=member, signature=signature, body=list(body)
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            reply = await bus.call(message)
        if reply.message_type is MessageType.ERROR:
            raise DBusFastError(f"{member} was refused: {reply.error_name}")
        answer: Sequence[Any] = reply.body
        return answer

    def _on_message(self, message: Message) -> None:
        """Handles the service's signals; the match rule lets no others through."""
        if message.message_type is not MessageType.SIGNAL or message.interface != SERVICE:
            return
        match message.member, message.body:
            case "ActionInvoked", [int(number), str(answer)]:
                self._on_answer(number, answer)
            case "NotificationClosed", [int(number), *_]:
                self._open.pop(number, None)

    def _on_answer(self, number: int, answer: str) -> None:
        listener = self._open.pop(number, None)
        if listener is not None:
            listener.answered(answer)
        elif self._showing:  # pressed before the reply with the id was processed
            self._early[number] = answer
