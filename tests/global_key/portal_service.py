"""The desktop's portal with its shortcuts and its registry of programs, on whatever session bus there is."""

from __future__ import annotations

import asyncio
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from tests.virtual_desktop.bus_program import Do, serve, tell
from tests.virtual_desktop.line_program import LineProgram

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
REGISTRY = "org.freedesktop.host.portal.Registry"
DONE, NO, ENDED = 0, 1, 2


class Portal(LineProgram):
    """The portal, while the block lasts; `calls` is what it was asked for, with what matters of the arguments."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(__name__)
        self.is_one_with(**traits)

    @property
    def calls(self) -> list[list[Any]]:
        self.ask()
        return self.heard("call")

    def called(self, member: str) -> list[list[Any]]:
        return [arguments for name, *arguments in self.calls if name == member]

    def is_one_with(self, **traits: Any) -> None:
        """`version`; `registry`, whether it knows a registry; `code`, what it answers, none while the person thinks;
        `leaves_out`, whether the person unticks the key; `session`, whether it says which one it made.
        """
        self.ask(be=[traits])

    def press(self, **options: str) -> None:
        self.ask(press=[options])

    def rename(self, named: str) -> None:
        self.ask(rename=[named])

    def close(self) -> None:
        self.ask(close=[])


class Service:
    """Answers calls as the portal does: with the path of a request, and with its outcome by a signal from there."""

    def __init__(self, bus: MessageBus) -> None:
        self.bus = bus
        self.traits: dict[str, Any] = {
            "version": 2,
            "registry": True,
            "code": DONE,
            "leaves_out": False,
            "session": True,
        }
        self.registered: set[str] = set()
        self.session = ""
        self.client = ""

    def on_message(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path != PATH:
            return None
        sender = message.sender or ""
        match message.interface, message.member, message.body:
            case "org.freedesktop.DBus.Properties", "Get", [_, "version"] if self.traits["version"]:
                return Message.new_method_return(message, "v", [Variant("u", self.traits["version"])])
            case _, "Register", [app_id, _] if self.traits["registry"]:
                tell(call=["Register", app_id])
                self.registered.add(sender)
                return Message.new_method_return(message)
            case _, "CreateSession", [options]:
                if sender not in self.registered:
                    return Message.new_error(
                        message, "org.freedesktop.portal.Error.NotAllowed", "An app id is required"
                    )
                tell(call=["CreateSession"])
                self.client = sender
                self.session = f"{PATH}/session/{_of(sender)}/{options['session_handle_token'].value}"
                return self.answered(message, options, {"session_handle": Variant("s", self.session)}, DONE)
            case _, "BindShortcuts", [session, [[name, facts]], parent, options]:
                tell(call=["BindShortcuts", name, facts["preferred_trigger"].value, facts["description"].value, parent])
                given = [] if self.traits["leaves_out"] else [[name, _named("Press Ctrl+Alt+Space")]]
                assert session == self.session
                return self.answered(message, options, {"shortcuts": Variant("a(sa{sv})", given)}, self.traits["code"])
            case _, "ConfigureShortcuts", [_, _, _]:
                tell(call=["ConfigureShortcuts"])
                return Message.new_method_return(message)
        return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "there is none")

    def answered(self, call: Message, options: Any, results: dict[str, Variant], code: int | None) -> Message:
        """The outcome overtakes the answer, which the portal does not rule out."""
        path = f"{PATH}/request/{_of(call.sender or '')}/{options['handle_token'].value}"
        if not self.traits["session"]:
            results.pop("session_handle", None)
        if code is not None:
            outcome = Message.new_signal(path, "org.freedesktop.portal.Request", "Response", "ua{sv}", [code, results])
            outcome.destination = call.sender
            self.bus.send(outcome)
        return Message.new_method_return(call, "o", [path])

    def emit(self, path: str, interface: str, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> None:
        signal = Message.new_signal(path, interface, member, signature, list(body))
        signal.destination = self.client
        self.bus.send(signal)

    async def be(self, traits: dict[str, Any]) -> None:
        self.traits |= traits

    async def press(self, options: dict[str, str]) -> None:
        with_token = {name: Variant("s", text) for name, text in options.items()}
        self.emit(PATH, SHORTCUTS, "Activated", "osta{sv}", (self.session, "quick-entry", 1234, with_token))
        self.emit(PATH, SHORTCUTS, "Deactivated", "osta{sv}", (self.session, "quick-entry", 1300, {}))

    async def rename(self, named: str) -> None:
        changed = [["quick-entry", _named(named)]]
        self.emit(PATH, SHORTCUTS, "ShortcutsChanged", "oa(sa{sv})", (self.session, changed))

    async def close(self) -> None:
        self.emit(self.session, "org.freedesktop.portal.Session", "Closed", "a{sv}", ({},))


def _of(sender: str) -> str:
    return sender.removeprefix(":").replace(".", "_")


def _named(named: str) -> dict[str, Variant]:
    return {"trigger_description": Variant("s", named)}


async def main() -> None:
    bus = await MessageBus().connect()
    service = Service(bus)
    bus.add_message_handler(service.on_message)
    doing: dict[str, Do] = {"be": service.be, "press": service.press, "rename": service.rename, "close": service.close}
    await serve(bus, NAME, {}, doing)


if __name__ == "__main__":
    asyncio.run(main())
