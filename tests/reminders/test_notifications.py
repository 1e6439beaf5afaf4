"""Notifications reach a real service on the bus, their buttons answer, and a desktop without one is told apart."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from exist_desktop.ui.notify.desktop import DesktopNotifications
from exist_desktop.ui.notify.library import LibraryNotifier
from exist_desktop.ui.notify.notification import Notification, Notifier
from exist_desktop.ui.notify.service import ServiceNotifier
from exist_desktop.ui.quick_entry.activation import VARIABLE
from tests.patience import PATIENCE, until
from tests.reminders.notification_service import NotificationService

ASKING = Notification("How is today?", "<b>Mood</b> & more", (("4", "4"), ("leave", "Not today")))


@pytest.fixture
def service() -> Iterator[NotificationService]:
    with NotificationService() as running:
        yield running


@asynccontextmanager
async def notifying(kind: Callable[[str], Notifier]) -> AsyncIterator[Notifier]:
    notifier = kind("Exist Desktop")
    try:
        yield notifier
    finally:
        await notifier.stop()
        if isinstance(notifier, LibraryNotifier):
            notifier._notifier._backend.bus.disconnect()  # type: ignore[attr-defined]  # the library keeps it open


@dataclass
class Answers:
    """What a person answered."""

    given: list[str] = field(default_factory=list)

    def answered(self, answer: str) -> None:
        self.given.append(answer)


both = pytest.mark.parametrize("kind", [DesktopNotifications, LibraryNotifier])


@pytest.mark.virtual_desktop
@both
async def test_a_button_answers_once(service: NotificationService, kind: Callable[[str], Notifier]) -> None:
    answers = Answers()
    async with notifying(kind) as notifier:
        assert await notifier.show(ASKING, answers) is not None
        await until(lambda: service.shown)
        shown = service.shown[0]
        assert (shown["app"], shown["title"]) == ("Exist Desktop", "How is today?")
        assert [text for text in shown["buttons"] if text] == ["4", "Not today"]
        service.press(shown, "4")
        service.press(shown, "4")
        await until(lambda: answers.given)
        assert await notifier.show(ASKING, Answers()) is not None
    assert answers.given == ["4"]


@pytest.mark.virtual_desktop
async def test_the_token_of_a_press_is_there_before_its_answer(
    service: NotificationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By it a window of ours may take the keys on Wayland."""
    monkeypatch.setenv(VARIABLE, "")
    answers = Answers()
    async with notifying(ServiceNotifier) as notifier:
        await notifier.show(ASKING, answers)
        await until(lambda: service.shown)
        service.press({"number": 4_711, "buttons": {"4": "4"}}, "4", "the token of another program")
        service.press(service.shown[0], "4", "a token")
        await until(lambda: answers.given)
        service.press({"number": 4_711, "buttons": {"4": "4"}}, "4", "the token of another program")
        assert await notifier.show(ASKING, Answers()) is not None
    assert os.environ[VARIABLE] == "a token"


@pytest.mark.virtual_desktop
@both
async def test_what_is_taken_back_goes_from_the_screen_and_answers_no_more(
    service: NotificationService, kind: Callable[[str], Notifier]
) -> None:
    answers = Answers()
    async with notifying(kind) as notifier:
        first = await notifier.show(ASKING, answers)
        second = await notifier.show(ASKING, answers)
        assert first is not None
        assert second is not None
        await notifier.withdraw(first)
        await until(lambda: service.closed)
        service.press(service.shown[0], "4")
        service.press(service.shown[1], "Not today")
        await until(lambda: answers.given)
        await notifier.withdraw(second)
    assert answers.given == ["leave"]


@pytest.mark.virtual_desktop
async def test_words_of_the_server_are_no_markup(service: NotificationService) -> None:
    async with notifying(ServiceNotifier) as notifier:
        await notifier.show(ASKING, Answers())
        await until(lambda: service.shown)
    assert service.shown[0]["body"] == "&lt;b&gt;Mood&lt;/b&gt; &amp; more"


@pytest.mark.virtual_desktop
async def test_a_service_that_comes_later_is_used_and_one_that_went_is_missed() -> None:
    async with notifying(ServiceNotifier) as notifier:
        assert await notifier.show(ASKING, Answers()) is None
        with NotificationService() as service:
            shown = await notifier.show(ASKING, Answers())
            assert shown is not None
            await until(lambda: service.shown)
        assert await notifier.show(ASKING, Answers()) is None
        await notifier.withdraw(shown)


@pytest.mark.parametrize("address", ["unix:path=/nowhere/at/all", "nonsense"])
async def test_without_a_bus_nobody_is_told(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    async with notifying(ServiceNotifier) as notifier:
        async with asyncio.timeout(PATIENCE):
            assert await notifier.show(ASKING, Answers()) is None
