"""The notifications of this desktop; what they need is loaded with the first one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from exist_desktop.ui.notify.notification import AnswerListener, Notification, Notifier


class DesktopNotifications:
    """Stands for the notifier that fits this desktop.

    On Linux the service is spoken to directly: through the library, connections can neither be closed nor can a
    missing service be told from one that has shown something.
    """

    def __init__(self, app_name: str) -> None:
        self._app_name = app_name
        self._notifier: Notifier | None = None

    async def show(self, notification: Notification, listener: AnswerListener) -> str | None:
        """Shows it and returns what withdraws it; None if nobody could see it."""
        if self._notifier is None:
            self._notifier = (await asyncio.to_thread(_kind))(self._app_name)
        return await self._notifier.show(notification, listener)

    async def withdraw(self, shown: str) -> None:
        """Takes it off the screen, where it still is."""
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
