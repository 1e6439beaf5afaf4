"""A notification service as a desktop has it, on whatever session bus there is; a test presses its buttons."""

from __future__ import annotations

import asyncio
import time
from itertools import count
from typing import Any

from dbus_fast import Message
from dbus_fast.aio import MessageBus

from tests.virtual_desktop.bus_program import Answer, serve, tell
from tests.virtual_desktop.line_program import LineProgram

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
EXPIRED, PRESSED, TAKEN_BACK = 1, 2, 3


class NotificationService(LineProgram):
    """The service, while the block lasts; `shown` is every notification, `closed` the numbers of those taken back."""

    def __init__(self) -> None:
        super().__init__(__name__)

    @property
    def shown(self) -> list[dict[str, Any]]:
        return self.heard("shown")

    @property
    def closed(self) -> list[int]:
        return self.heard("closed")

    def be_slow(self, seconds: float) -> None:
        """Take so long, from now on, between showing a notification and telling its number."""
        self.ask(be_slow=[seconds])

    def press(self, notification: dict[str, Any], button: str, token: str = "") -> None:
        """Press a button; with a token by which the program may take the keys, where one is given."""
        self.ask(press=[notification["number"], notification["buttons"][button], token])


INTROSPECTION = f"""<node><interface name="{NAME}">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation">{'<arg type="s" direction="out"/>' * 4}</method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>{'<arg type="s" direction="in"/>' * 3}
<arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<signal name="ActivationToken"><arg type="u"/><arg type="s"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""


async def main() -> None:
    bus = await MessageBus().connect()
    numbers = count(1)
    pause = 0.0

    def signal(member: str, signature: str, *body: Any) -> None:
        bus.send(Message.new_signal(PATH, NAME, member, signature, list(body)))

    def notify(app: str, _replaced: int, _icon: str, title: str, body: str, actions: list[str], *_: Any) -> Any:
        number = next(numbers)
        buttons = dict(zip(actions[1::2], actions[::2], strict=True))
        tell(shown={"number": number, "app": app, "title": title, "body": body, "buttons": buttons})
        time.sleep(pause)
        return "u", [number]

    def close(number: int) -> Any:
        tell(closed=number)
        signal("NotificationClosed", "uu", number, TAKEN_BACK)
        return "", []

    async def be_slow(seconds: float) -> None:
        nonlocal pause
        pause = seconds

    async def press(number: int, key: str, token: str) -> None:
        if token:
            signal("ActivationToken", "us", number, token)
        signal("ActionInvoked", "us", number, key)
        signal("NotificationClosed", "uu", number, PRESSED)

    answers: dict[str, Answer] = {
        "GetCapabilities": lambda: ("as", [["body", "body-markup", "actions"]]),
        "GetServerInformation": lambda: ("ssss", ["tests", "tests", "1", "1.2"]),
        "Introspect": lambda: ("s", [INTROSPECTION]),
        "Notify": notify,
        "CloseNotification": close,
    }
    await serve(bus, NAME, answers, {"press": press, "be_slow": be_slow})


if __name__ == "__main__":
    asyncio.run(main())
