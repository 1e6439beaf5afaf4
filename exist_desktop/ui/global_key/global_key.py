"""The key from anywhere: it follows the setting, and says what became of it. Off, it loads and asks nothing."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Mapping
from enum import Enum, auto
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from exist_desktop.settings import Preferences
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.global_key.shortcut import shortcut_of
from exist_desktop.ui.global_key.status import KeyGrab, KeyState, KeyStatus, NoKeyError

AGAIN_MILLISECONDS = 500
"""How long after the portal has gone or come it is asked again. Each further time takes twice as long."""
LONGEST_MILLISECONDS = 300_000


class KeyGiver(Enum):
    """Who can give a program a key here."""

    X_SERVER = auto()
    PORTAL = auto()
    WINDOWS = auto()
    NOBODY = auto()


MODULES = {KeyGiver.X_SERVER: "x11", KeyGiver.PORTAL: "portal", KeyGiver.WINDOWS: "windows"}


def key_giver(platform: str, environment: Mapping[str, str]) -> KeyGiver:
    """Returns who gives keys to a program that Qt shows by this platform.

    In a Wayland session an X server hears keys only while one of its own windows has them, so it is not asked.
    """
    if platform == "windows":
        return KeyGiver.WINDOWS
    if platform.startswith("wayland") or (platform == "xcb" and environment.get("WAYLAND_DISPLAY")):
        return KeyGiver.PORTAL
    return KeyGiver.X_SERVER if platform == "xcb" else KeyGiver.NOBODY


class GlobalKey(QObject):
    """Gets the key that is chosen in the settings, gives it back, and asks again when that makes sense.

    `app_id` is the name of the program's desktop entry, `purpose` what the desktop shows for the key.

    Signals:
        pressed(str): the key was pressed; with the token that lets a window come to the front.
        status_changed(KeyStatus): what became of the wish.
    """

    pressed = Signal(str)
    status_changed = Signal(object)

    def __init__(
        self, preferences: Preferences, bridge: Bridge, giver: KeyGiver, app_id: str, purpose: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._bridge = bridge
        self._giver = giver
        self._app_id, self._purpose = app_id, purpose
        self._wanted = ""
        self._due = False
        self._grab: KeyGrab | None = None
        self._turn = asyncio.Lock()
        self._asking: asyncio.Task[None] | None = None
        self._pause = AGAIN_MILLISECONDS
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._ask)
        self.status = KeyStatus(KeyState.NOT_HERE if giver is KeyGiver.NOBODY else KeyState.OFF)
        self._subscriptions = contextlib.ExitStack()

    @property
    def desktop_chooses(self) -> bool:
        """Whether the person chooses the key in a dialog of the desktop, and not in this program."""
        return self._giver is KeyGiver.PORTAL

    def start(self) -> None:
        """Begins to follow the setting."""
        self._subscriptions.callback(self._preferences.subscribe(self._on_preferences_changed))
        self._on_preferences_changed()

    async def look(self) -> None:
        """Finds out whether keys are given here, if that is not known yet. Says so by `status_changed`."""
        if self._giver is not KeyGiver.PORTAL or self._wanted:
            return
        async with self._turn:
            grab = await self._new_grab()
            try:
                available = await grab.available()
            finally:
                await grab.release()
            if self.status.state in (KeyState.OFF, KeyState.NOT_HERE):
                self._say(KeyStatus(KeyState.OFF if available else KeyState.NOT_HERE))

    def change(self) -> None:
        """Lets the person choose another key in the desktop's dialog."""
        if self._grab is not None:
            self._bridge.run_in(self, self._grab.change())

    async def stop(self) -> None:
        """Gives the key back."""
        self._subscriptions.close()
        self._again.stop()
        self._wanted = ""
        self._cancel()
        async with self._turn:
            await self._let_go()

    def key_pressed(self, token: str) -> None:
        """Called when the key was pressed."""
        self.pressed.emit(token)

    def key_renamed(self, status: KeyStatus) -> None:
        """Called when the person has changed the key in the desktop's settings, or it works again."""
        self._say(status)

    def key_withdrawn(self, state: KeyState) -> None:
        """Called when the key was taken back. It is not asked for again by itself."""
        self._say(KeyStatus(state))

    def key_giver_changed(self) -> None:
        """Called when the portal has gone or come."""
        if not self._again.isActive():
            self._again.start(self._pause)
            self._pause = min(2 * self._pause, LONGEST_MILLISECONDS)

    def _on_preferences_changed(self) -> None:
        chosen = self._preferences.chosen
        wanted = chosen.quick_key if chosen.quick_key_on else ""
        if wanted != self._wanted:
            self._wanted = wanted
            self._pause = AGAIN_MILLISECONDS
            self._ask()

    def _ask(self) -> None:
        self._due = True
        self._again.stop()
        self._cancel()
        self._bridge.run(self._serve())

    def _cancel(self) -> None:
        if self._asking is not None:
            self._asking.cancel()

    async def _serve(self) -> None:
        """Gives back what the program has, and gets what is wanted now."""
        async with self._turn:
            if not self._due:
                return  # another task has asked for the latest wish
            self._due, self._asking = False, asyncio.current_task()
            try:
                await self._let_go()
                self._say(await self._get(self._wanted) if self._wanted else KeyStatus(KeyState.OFF))
            except NoKeyError as refusal:
                self._say(KeyStatus(refusal.state))
                if refusal.state is KeyState.REFUSED:
                    self._respect_refusal()
            finally:
                self._asking = None

    async def _get(self, wanted: str) -> KeyStatus:
        if self._giver is KeyGiver.NOBODY:
            raise NoKeyError(KeyState.NOT_HERE)
        shortcut = shortcut_of(wanted)
        if shortcut is None:
            raise NoKeyError(KeyState.MISSING)
        if not shortcut.is_spare:
            raise NoKeyError(KeyState.NEEDED)
        self._say(KeyStatus(KeyState.ASKING))
        self._grab = await self._new_grab()
        return await self._grab.grab(shortcut)

    def _respect_refusal(self) -> None:
        """Switches the setting off: who said no is asked again only when they switch it on."""
        self._wanted = ""
        with contextlib.suppress(OSError):  # then it holds for this run
            self._preferences.change(quick_key_on=False)

    async def _let_go(self) -> None:
        former, self._grab = self._grab, None
        if former is not None:
            await former.release()

    def _say(self, status: KeyStatus) -> None:
        if self._giver is KeyGiver.NOBODY:
            status = KeyStatus(KeyState.NOT_HERE)
        if status != self.status:
            self.status = status
            self.status_changed.emit(status)

    async def _new_grab(self) -> KeyGrab:
        """Returns a new attempt. Its module is loaded in a thread, as that of the portal takes longer than a frame."""
        await asyncio.to_thread(import_module, f"{__package__}.{MODULES[self._giver]}")
        if self._giver is KeyGiver.PORTAL:
            from exist_desktop.ui.global_key.portal import PortalKey

            return PortalKey(self, self._app_id, self._purpose)
        if sys.platform == "win32":
            from exist_desktop.ui.global_key.windows import WindowsKey

            return WindowsKey(self)
        from exist_desktop.ui.global_key.x11 import X11Key

        return X11Key(self)
