"""What can be notified, and what is asked of a desktop that does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

PRESSED = "default"
"""The answer of a person who pressed the notification itself."""


@dataclass(frozen=True)
class Notification:
    """A title, a sentence, and buttons: the answer of each, and its text. All of it is plain text."""

    title: str
    sentence: str
    buttons: tuple[tuple[str, str], ...] = ()


class AnswerListener(Protocol):
    """Who gets the answer to a notification."""

    def answered(self, answer: str, /) -> None:
        """The person pressed the button of that answer, or the notification itself: `PRESSED`."""


class Notifier(Protocol):
    """The desktop's notifications. One that could not be shown is not an error: the program says it elsewhere."""

    async def show(self, notification: Notification, listener: AnswerListener) -> str | None:
        """Shows it and returns what withdraws it; None if nobody could see it. The listener gets one answer at most."""

    async def withdraw(self, shown: str) -> None:
        """Takes it off the screen, where it still is."""

    async def stop(self) -> None:
        """Disconnects from the desktop; no answers come after that."""
