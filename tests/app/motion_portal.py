"""The settings of the desktop's portal, on whatever session bus there is."""

from __future__ import annotations

import asyncio
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from exist_desktop.app.desktop.still_cursor import GNOME, PORTAL
from tests.virtual_desktop.bus_program import serve
from tests.virtual_desktop.line_program import LineProgram

NAME, PATH, SETTINGS = PORTAL


class MotionPortal(LineProgram):
    """A desktop with GNOME's settings, whose person changes one of them."""

    def __init__(self) -> None:
        super().__init__(__name__)

    def set(self, name: str, value: bool) -> None:
        self.ask(set=[name, value])


class Service:
    """Answers, and says what has changed; a setting that it has not is an error, as of a real one."""

    def __init__(self, bus: MessageBus) -> None:
        self.bus = bus
        self.kept: dict[str, Any] = {"enable-animations": Variant("b", False), "cursor-blink": Variant("b", True)}

    def on_message(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.member != "ReadOne":
            return None
        space, name = message.body
        if space != GNOME or name not in self.kept:
            return Message.new_error(message, "org.freedesktop.portal.Error.NotFound", "Requested setting not found")
        return Message.new_method_return(message, "v", [self.kept[name]])

    async def set(self, name: str, value: bool) -> None:
        self.kept[name] = Variant("b", value)
        self.bus.send(Message.new_signal(PATH, SETTINGS, "SettingChanged", "ssv", [GNOME, name, self.kept[name]]))


async def main() -> None:
    bus = await MessageBus().connect()
    service = Service(bus)
    bus.add_message_handler(service.on_message)
    await serve(bus, NAME, {}, {"set": service.set})


if __name__ == "__main__":
    asyncio.run(main())
