"""The tray of desktops that speak StatusNotifierItem: it takes icons in, and a test presses them through it.

No panel is needed: what one would show is read over the bus, and what a person would press is called there.
"""

from __future__ import annotations

import asyncio
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from tests.virtual_desktop.bus_program import Answer, serve, tell
from tests.virtual_desktop.line_program import LineProgram
from tests.virtual_desktop.waiting import until

NAME = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
ITEM_PATH = "/StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Watcher(LineProgram):
    """The tray, while the block lasts."""

    def __init__(self) -> None:
        super().__init__(__name__)

    def icons(self) -> list[str]:
        """The icons that have been taken in, by the addresses of their programs."""
        return self.heard("icon")

    def wait_for_icon(self, number: int = 1) -> str:
        until(lambda: len(self.icons()) >= number, f"icon {number} never came")
        return self.icons()[number - 1]

    def look(self, icon: str) -> dict[str, Any]:
        """What the icon shows: its `tip`, the `sizes` of its picture, and the `lines` of its menu with their states."""
        before = len(self.heard("seen"))
        self.ask(look=[icon])
        until(lambda: len(self.heard("seen")) > before, "the icon tells nothing")
        seen: dict[str, Any] = self.heard("seen")[-1]
        return seen

    def wait_for_line(self, icon: str, text: str) -> dict[str, Any]:
        """The line of the menu with that text, once it is there."""

        def found() -> list[dict[str, Any]]:
            return [line for line in self.look(icon)["lines"] if line["text"] == text]

        return until(found, lambda: f"no line {text!r} in {self.look(icon)['lines']}")[0]

    def press(self, icon: str) -> None:
        """Press the icon with the left button."""
        self.ask(press=[icon])

    def choose(self, icon: str, text: str) -> None:
        """Choose a line of the menu."""
        self.ask(choose=[icon, self.wait_for_line(icon, text)["number"]])


async def main() -> None:
    bus = await MessageBus().connect()

    async def call(icon: str, path: str, interface: str, member: str, signature: str, *body: Any) -> Any:
        message = Message(
            destination=icon, path=path, interface=interface, member=member, signature=signature, body=list(body)
        )
        reply = await bus.call(message)
        if reply.message_type is MessageType.ERROR:
            raise RuntimeError(f"{member}: {reply.error_name} {reply.body}")
        return reply.body

    async def look(icon: str) -> None:
        (tip,) = await call(icon, ITEM_PATH, PROPERTIES, "Get", "ss", ITEM, "ToolTip")
        (picture,) = await call(icon, ITEM_PATH, PROPERTIES, "Get", "ss", ITEM, "IconPixmap")
        (menu,) = await call(icon, ITEM_PATH, PROPERTIES, "Get", "ss", ITEM, "Menu")
        _, layout = await call(icon, menu.value, MENU, "GetLayout", "iias", 0, -1, [])
        sizes = sorted(width for width, _, _ in picture.value)
        tell(seen={"tip": tip.value[2], "sizes": sizes, "lines": lines_of(layout)})

    async def press(icon: str) -> None:
        await call(icon, ITEM_PATH, ITEM, "Activate", "ii", 0, 0)

    async def choose(icon: str, number: int) -> None:
        (menu,) = await call(icon, ITEM_PATH, PROPERTIES, "Get", "ss", ITEM, "Menu")
        await call(icon, menu.value, MENU, "Event", "isvu", number, "clicked", Variant("s", ""), 0)

    def register(icon: str) -> Any:
        tell(icon=icon)
        return "", []

    shown: dict[str, Variant] = {
        "IsStatusNotifierHostRegistered": Variant("b", True),
        "RegisteredStatusNotifierItems": Variant("as", []),
        "ProtocolVersion": Variant("i", 0),
    }
    answers: dict[str, Answer] = {
        "RegisterStatusNotifierItem": register,
        "Get": lambda _interface, name: ("v", [shown[name]]),
        "GetAll": lambda _interface: ("a{sv}", [shown]),
    }
    await serve(bus, NAME, answers, {"look": look, "press": press, "choose": choose})


def lines_of(layout: Any) -> list[dict[str, Any]]:
    """Every line of a menu and of those below it, with the text that a person reads."""
    found = []
    for child in layout[2]:
        number, shown, _ = child.value
        text = shown["label"].value.replace("__", "_") if "label" in shown else ""
        state = shown["toggle-state"].value if "toggle-state" in shown else 0
        usable = "enabled" not in shown or shown["enabled"].value
        found.append({"number": number, "text": text, "ticked": state == 1, "usable": usable})
        found += lines_of(child.value)
    return found


if __name__ == "__main__":
    asyncio.run(main())
