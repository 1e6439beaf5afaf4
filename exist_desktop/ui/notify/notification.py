"""A notification, and the interface of a desktop that shows it."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

PRESSED = "default"
"""The answer if the person pressed the notification itself."""


class Notification(Struct, frozen=True):
    """A title, a sentence, and buttons, each with its answer and its text. All of it is plain text."""

    title: str
    sentence: str
    buttons: tuple[tuple[str, str], ...] = ()


class AnswerListener(Protocol):
    """Receives the answer to a notification."""

    def answered(self, answer: str, /) -> None:
        """Receives the answer of the pressed button, or `PRESSED` for the notification itself."""


class Notifier(Protocol):
    """The desktop's notifications. One that cannot be shown is no error: the program shows the message elsewhere."""

    async def show(self, notification: Notification, listener: AnswerListener) -> str | None:
        """Shows it and returns the id for `withdraw`; None if nobody could see it. There is one answer at most."""

    async def withdraw(self, shown: str) -> None:
        """Removes a notification that is still on the screen."""

    async def stop(self) -> None:
        """Disconnects from the desktop; no answers come after that."""
