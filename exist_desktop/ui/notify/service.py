"""The notification service of Linux desktops, `org.freedesktop.Notifications` on the session bus."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from html import escape
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from exist_desktop import resources
from exist_desktop.ui.notify.notification import PRESSED, AnswerListener, Notification
from exist_desktop.ui.quick_entry.activation import VARIABLE
from exist_desktop.ui.session_bus import UNREACHABLE, BusObject, call, connect, disconnect, hear

SERVICE = BusObject("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications")
AS_THE_DESKTOP_LIKES = -1
"""The service itself decides how long a notification stays."""
NEW = 0
NORMAL = 1

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
        except UNREACHABLE as error:
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
        except UNREACHABLE as error:
            _log.info("A notification could not be withdrawn: %s", error)

    async def stop(self) -> None:
        """Disconnects from the bus."""
        self._open.clear()
        await disconnect(self._bus)
        self._bus = None

    async def _notify(self, notification: Notification) -> int:
        (can,) = await self._call("GetCapabilities")
        sentence = escape(notification.sentence, quote=False) if "body-markup" in can else notification.sentence
        actions = [PRESSED, ""] + [part for button in notification.buttons for part in button]
        hints = {"desktop-entry": Variant("s", resources.APPLICATION_ID), "urgency": Variant("y", NORMAL)}
        icon, stays = resources.APPLICATION_ID, AS_THE_DESKTOP_LIKES
        body = [self._app_name, NEW, icon, notification.title, sentence, actions, hints, stays]
        (number,) = await self._call("Notify", "susssasa{sv}i", body)
        return int(number)

    async def _call(self, member: str, signature: str = "", body: Sequence[Any] = ()) -> Sequence[Any]:
        return await call(await self._connected(), SERVICE, member, signature, body)

    async def _connected(self) -> MessageBus:
        if self._bus is None or not self._bus.connected:
            self._open.clear()
            self._bus = await connect()
            self._bus.add_message_handler(self._on_message)
            await hear(self._bus, SERVICE.signals)
        return self._bus

    def _on_message(self, message: Message) -> None:
        """Handles the service's signals; the match rule lets no others through."""
        if message.message_type is not MessageType.SIGNAL or message.interface != SERVICE.interface:
            return
        match message.member, message.body:
            case "ActivationToken", [int(number), str(token)] if number in self._open:
                os.environ[VARIABLE] = token  # for the window that the answer, which comes next, opens
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
