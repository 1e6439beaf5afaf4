"""A key from anywhere by `org.freedesktop.portal.GlobalShortcuts`: the desktop asks the person, and watches the key.

KDE Plasma has it since 5.27, GNOME since 48, Hyprland too. The desktop remembers what the person answered, for the id
of this program: a program outside a sandbox has to name it first (the portal's registry, since 1.19.4; 1.21 gives no
key without one), and an entry of that name has to be among the desktop's applications.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from msgspec.structs import replace

from exist_desktop.ui.global_key.shortcut import Shortcut
from exist_desktop.ui.global_key.status import KeyListener, KeyState, KeyStatus, NoKeyError
from exist_desktop.ui.session_bus import THE_BUS, UNREACHABLE, BusObject, call, connect, disconnect, hear

SHORTCUTS = BusObject(
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.GlobalShortcuts",
)
REGISTRY = replace(SHORTCUTS, interface="org.freedesktop.host.portal.Registry")
PROPERTIES = replace(SHORTCUTS, interface="org.freedesktop.DBus.Properties")
REQUEST = replace(SHORTCUTS, interface="org.freedesktop.portal.Request")
SESSION = replace(SHORTCUTS, interface="org.freedesktop.portal.Session")
OWNER_CHANGED = f"{THE_BUS.signals},member='NameOwnerChanged',arg0='{SHORTCUTS.service}'"
NAME = "quick-entry"
"""The name of the key, under which the desktop remembers it."""
DONE, NO = 0, 1
"""The codes of an answer: done, and the person said no. Any other means that it came to nothing."""
CAN_CHANGE = 2
"""The version of the portal in which the person can change a key that was given."""
LONGEST_NAME = 100
Options = Mapping[str, Any]

_log = logging.getLogger(__name__)


class PortalKey:
    """One session with the portal, on a connection that ends with it.

    `app_id` is the name of this program's desktop entry, `purpose` what the person reads when the desktop asks.
    """

    def __init__(self, listener: KeyListener, app_id: str, purpose: str) -> None:
        self._listener = listener
        self._app_id = app_id
        self._purpose = purpose
        self._bus: MessageBus | None = None
        self._owner = ""
        self._version = 0
        self._session = ""
        self._request = ""
        self._answer: asyncio.Future[tuple[int, Options]] | None = None
        self._arranged = False

    async def available(self) -> bool:
        """Returns whether this desktop has the portal."""
        try:
            await self._meet()
        except UNREACHABLE as error:
            _log.info("This desktop gives no keys: %s", error)
            return False
        return True

    async def grab(self, shortcut: Shortcut) -> KeyStatus:
        """Asks the desktop, which may ask the person. Raises `NoKeyError`."""
        refused = KeyState.NOT_HERE
        try:
            bus = await self._meet()
            refused = KeyState.NOT_INSTALLED  # the portal is there, so it does not know who is asking
            await hear(bus, REQUEST.signals + ",member='Response'")
            await hear(bus, SHORTCUTS.signals)
            await hear(bus, SESSION.signals + ",member='Closed'")
            created = await self._ask("CreateSession", "a{sv}", [], {"session_handle_token": Variant("s", _token())})
            refused = KeyState.LOST
            self._session = str(_plain(created["session_handle"]))
            wanted = {"description": Variant("s", self._purpose)}
            if trigger := shortcut.trigger:
                wanted["preferred_trigger"] = Variant("s", trigger)
            given = await self._ask("BindShortcuts", "oa(sa{sv})sa{sv}", [self._session, [[NAME, wanted]], ""], {})
        except (*UNREACHABLE, KeyError) as error:
            _log.info("The desktop gave no key: %s", error)
            raise NoKeyError(refused) from error
        finally:
            self._arranged = True
        return self._given(_plain(given.get("shortcuts")))

    async def change(self) -> None:
        """Opens the desktop's dialog in which the person chooses another key."""
        if self._bus is not None and self._session:
            try:
                await call(self._bus, SHORTCUTS, "ConfigureShortcuts", "osa{sv}", [self._session, "", {}])
            except UNREACHABLE as error:
                _log.info("The desktop's dialog for keys did not open: %s", error)

    async def release(self) -> None:
        """Disconnects; the portal then ends the session and whatever it was asking."""
        bus, self._bus, self._session = self._bus, None, ""
        await disconnect(bus)

    async def _meet(self) -> MessageBus:
        """Connects, says who this is, and asks for the portal's version, which a desktop without it does not have."""
        self._bus = bus = await connect()
        bus.add_message_handler(self._on_message)
        await hear(bus, OWNER_CHANGED)
        with contextlib.suppress(*UNREACHABLE):  # there is none before 1.19.4; it has to be the first call of all
            await call(bus, REGISTRY, "Register", "sa{sv}", [self._app_id, {}])
        (version,) = await call(bus, PROPERTIES, "Get", "ss", [SHORTCUTS.interface, "version"])
        self._version = int(_plain(version))
        (self._owner,) = await call(bus, THE_BUS, "GetNameOwner", "s", [SHORTCUTS.service])
        return bus

    async def _ask(self, member: str, signature: str, body: Sequence[Any], options: Options) -> Options:
        """Calls a method that a signal answers when the person has decided. Raises `NoKeyError` unless it was done."""
        assert self._bus is not None
        token, own = _token(), str(self._bus.unique_name).removeprefix(":").replace(".", "_")
        self._request = f"{SHORTCUTS.path}/request/{own}/{token}"
        self._answer = asyncio.get_running_loop().create_future()  # the answer may overtake the end of the call
        sent = [*body, {**options, "handle_token": Variant("s", token)}]
        try:
            await call(self._bus, SHORTCUTS, member, signature, sent)
            code, results = await self._answer
        except UNREACHABLE:
            if self._answer.done():  # the portal has gone, which is known already
                await self._answer
            raise
        finally:
            self._answer = None
        if code != DONE:
            raise NoKeyError(KeyState.REFUSED if code == NO else KeyState.LOST)
        return results

    def _given(self, shortcuts: object) -> KeyStatus:
        """Returns what the desktop says of the key. Raises `NoKeyError` if the person has left it out."""
        match shortcuts:
            case [*listed]:
                for each in listed:
                    match each:
                        case [str(name), dict(facts)] if name == NAME:
                            named = _plain(facts.get("trigger_description")) or ""
                            return KeyStatus(
                                KeyState.WORKS,
                                named=str(named)[:LONGEST_NAME],
                                chosen_by_desktop=True,
                                can_change=self._version >= CAN_CHANGE,
                            )
        raise NoKeyError(KeyState.REFUSED)

    def _on_message(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        if message.sender == THE_BUS.service:
            self._on_owner_changed(message.member or "", message.body)
        elif message.sender == self._owner:
            self._on_signal(message)

    def _on_signal(self, message: Message) -> None:
        match message.member, message.body:
            case "Response", [int(code), dict(results)] if message.path == self._request:
                if self._answer is not None and not self._answer.done():
                    self._answer.set_result((code, results))
            case "Activated", [str(session), str(name), _, dict(options)] if (session, name) == (self._session, NAME):
                token = _plain(options.get("activation_token"))
                self._listener.key_pressed(token if isinstance(token, str) else "")
            case "ShortcutsChanged", [str(session), shortcuts] if session == self._session:
                self._on_shortcuts_changed(shortcuts)
            case "Closed", _ if message.path == self._session:
                self._session = ""
                self._listener.key_withdrawn(KeyState.LOST)

    def _on_shortcuts_changed(self, shortcuts: object) -> None:
        try:
            self._listener.key_renamed(self._given(shortcuts))
        except NoKeyError:
            self._listener.key_withdrawn(KeyState.LOST)

    def _on_owner_changed(self, member: str, body: Sequence[Any]) -> None:
        match member, body:
            case "NameOwnerChanged", [SHORTCUTS.service, _, str(owner)] if owner != self._owner:
                if self._answer is not None and not self._answer.done():
                    self._answer.set_exception(NoKeyError(KeyState.LOST))
                if self._arranged or self._owner:
                    self._listener.key_giver_changed()


def _token() -> str:
    return f"exist{secrets.token_hex(8)}"


def _plain(value: object) -> Any:  # noqa: ANN401 - what a variant holds
    return value.value if isinstance(value, Variant) else value
