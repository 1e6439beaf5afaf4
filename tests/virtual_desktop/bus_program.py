"""The other end of `line_program`: a service on the session bus that answers calls, and does what a test asks of it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.constants import RequestNameReply

Answer = Callable[..., tuple[str, list[Any]]]
"""What a call is answered with: the signature, and the body."""
Do = Callable[..., Awaitable[None]]
OWNED = (RequestNameReply.PRIMARY_OWNER, RequestNameReply.ALREADY_OWNER)
PAUSE = 0.01


def tell(**line: Any) -> None:
    """Tell the test."""
    print(json.dumps(line), flush=True)


async def serve(bus: MessageBus, name: str, answers: Mapping[str, Answer], request_handler: Mapping[str, Do]) -> None:
    """Own a name, answer calls by the names of their methods, and fulfil wishes until the test has gone.

    What has been fulfilled is told, after all that was told before it.
    """

    def on_message(message: Message) -> Message | None:
        answer = answers.get(message.member or "")
        if message.message_type is not MessageType.METHOD_CALL or answer is None:
            return None
        signature, body = answer(*message.body)
        return Message.new_method_return(message, signature, body)

    bus.add_message_handler(on_message)
    while await bus.request_name(name) not in OWNED:  # noqa: ASYNC110 - that of the last test may still be going
        await asyncio.sleep(PAUSE)
    tell(ready=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        for request, arguments in json.loads(line).items():
            await request_handler[request](*arguments)
        tell(done=True)
