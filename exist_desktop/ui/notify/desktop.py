"""The notifier of this desktop; its modules are loaded with the first notification."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from exist_desktop.ui.notify.notification import AnswerListener, Notification, Notifier


class DesktopNotifications:
    """Chooses the notifier for this desktop.

    On Linux the service is called directly: the library cannot close its connections, and it does not show whether a
    service is missing.
    """

    def __init__(self, app_name: str) -> None:
        self._app_name = app_name
        self._notifier: Notifier | None = None

    async def show(self, notification: Notification, listener: AnswerListener) -> str | None:
        """Shows a notification and returns the id that withdraws it; None if nobody could see it."""
        if self._notifier is None:
            self._notifier = (await asyncio.to_thread(_kind))(self._app_name)
        return await self._notifier.show(notification, listener)

    async def withdraw(self, shown: str) -> None:
        """Removes a notification that is still on the screen."""
        if self._notifier is not None:
            await self._notifier.withdraw(shown)

    async def stop(self) -> None:
        """Disconnects from the desktop; no answers come after that."""
        if self._notifier is not None:
            await self._notifier.stop()


def _kind() -> Callable[[str], Notifier]:
    if sys.platform == "linux":
        from exist_desktop.ui.notify.service import ServiceNotifier

        return ServiceNotifier
    from exist_desktop.ui.notify.library import LibraryNotifier

    return LibraryNotifier
