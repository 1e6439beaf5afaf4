"""Notifications on Windows and macOS, which have no D-Bus service, through desktop-notifier."""

from __future__ import annotations

import contextlib
import logging
from functools import partial

from desktop_notifier import Button, Capability, DesktopNotifier
from desktop_notifier import Notification as LibraryNotification

from exist_desktop.ui.notify.notification import PRESSED, AnswerListener, Notification

_log = logging.getLogger(__name__)


class LibraryNotifier:
    """Passes notifications to the library, which does not report whether one was shown."""

    def __init__(self, app_name: str) -> None:
        self._notifier = DesktopNotifier(app_name)

    async def show(self, notification: Notification, listener: AnswerListener) -> str | None:
        """Shows a notification if the library found a way to."""
        buttons = tuple(
            Button(title=text, identifier=answer, on_pressed=partial(listener.answered, answer))
            for answer, text in notification.buttons
        )
        asked = LibraryNotification(
            notification.title, notification.sentence, buttons=buttons, on_clicked=partial(listener.answered, PRESSED)
        )
        if not await self._works():
            return None
        shown = await self._notifier.send_notification(asked)
        return shown if shown in await self._notifier.get_current_notifications() else None

    async def _works(self) -> bool:
        try:
            return Capability.TITLE in await self._notifier.get_capabilities()
        except Exception as error:  # each system has its own errors
            _log.info("No notification can be shown: %s", error)
            return False

    async def withdraw(self, shown: str) -> None:
        """Removes a notification from the screen."""
        with contextlib.suppress(KeyError):  # the person has already closed it
            await self._notifier.clear(shown)

    async def stop(self) -> None:
        """Withdraws all notifications: their buttons would have no effect."""
        with contextlib.suppress(KeyError):
            await self._notifier.clear_all()
