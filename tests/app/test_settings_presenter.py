"""Settings in the real window over the real engine: what is chosen holds at once, and each way out is walked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import keyring
import pytest
from keyring.errors import KeyringLocked
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QWidget

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON
from exist_desktop.api.oauth.sign_in import SignedIn
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.app.application import Application
from exist_desktop.demo.server.tokens import YEAR
from exist_desktop.domain.commands import Increment, Key
from exist_desktop.engine import Engine
from exist_desktop.settings import Settings, Setup, load
from exist_desktop.sync.status import Condition
from exist_desktop.ui import theme
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.outbox.page import OutboxPage
from exist_desktop.ui.pages.settings.page import SettingsPage
from exist_desktop.ui.pages.welcome.page import WelcomePage
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.api.memory_keyring import MemoryKeyring
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.ui.offscreen import quiet

pytestmark = quiet

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
Part = TypeVar("Part", bound=QWidget)
SCOPES = frozenset({"mood_read", "food_read", "food_write", "sleep_write"})


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    before, memory = keyring.get_keyring(), MemoryKeyring()
    monkeypatch.setenv(CHOSEN_BY_PERSON, "the.persons.Keyring")
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(people=people_by_day()) as running:
        yield running


@pytest.fixture(autouse=True)
def _own_look(qapp: QApplication) -> Iterator[None]:
    style, palette = qapp.style().objectName(), qapp.palette()
    yield
    qapp.setStyle(style)
    qapp.setPalette(palette)


@dataclass(frozen=True)
class Scene:
    """The window on its Settings page, and what is below it."""

    application: Application
    engine: Engine
    bridge: Bridge
    demo: DemoServer

    def texts(self) -> str:
        labels = self.application.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def button(self, name: str) -> QAbstractButton:
        return self._visible(QAbstractButton, lambda one: name in (one.accessibleName(), one.text()))

    def visible_buttons(self) -> list[QAbstractButton]:
        return [one for one in self.application.window.findChildren(QAbstractButton) if one.isVisible()]

    def field(self, name: str) -> QLineEdit:
        return self._visible(QLineEdit, lambda one: one.accessibleName() == name)

    def select(self, name: str) -> ComboBox:
        return self._visible(ComboBox, lambda one: one.accessibleName() == name)

    def _visible(self, kind: type[Part], fits: Callable[[Part], bool]) -> Part:
        return next(one for one in self.application.window.findChildren(kind) if one.isVisible() and fits(one))

    def choose(self, name: str, index: int) -> None:
        select = self.select(name)
        select.setCurrentIndex(index)
        select.activated.emit(index)

    def type(self, name: str, text: str) -> None:
        self.field(name).setText(text)
        self.field(name).editingFinished.emit()

    async def press(self, name: str) -> None:
        self.button(name).click()
        await self.bridge.stop()

    @property
    def chosen(self) -> Settings:
        """What a restart would find."""
        return load(self.engine.setup.folder)

    async def add_coffee(self) -> None:
        await self.engine.journal.save(Increment(Key("coffees", self.demo.today()), 1))


@asynccontextmanager
async def scene(
    qapp: QApplication, demo: DemoServer, folder: Path, language: Language = LANGUAGE
) -> AsyncIterator[Scene]:
    bridge = Bridge()
    engine = Engine(Setup(demo.base_url, folder), observer=bridge)
    await engine.open()
    await sign_in(engine, demo)
    assert engine.link is not None
    await engine.link.schedule.sync()
    engine.preferences.change(send_after=0)
    application = Application(qapp, engine, bridge, language)
    try:
        await application.show()
        application.window.open_page("settings")
        await bridge.stop()
        yield Scene(application, engine, bridge, demo)
    finally:
        await application.stop()
        await engine.close()
        application.window.deleteLater()


async def sign_in(engine: Engine, demo: DemoServer) -> None:
    token = demo.world.tokens.issue("josh", SCOPES, demo.world.clock() + YEAR)
    tokens = Tokens(
        TokenKind.BEARER, token.access, token.refresh, demo.world.clock() + YEAR, SCOPES, demo.client_id, "secret"
    )
    profile = (await engine.try_token(demo.token("josh"))).profile
    await engine.adopt(SignedIn(tokens, profile))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


async def test_a_theme_is_applied_at_once_and_kept(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        await shown.press("Theme: Dark")
        assert theme.of(qapp.palette()).dark
        await shown.press("Theme: Light")
        assert not theme.of(qapp.palette()).dark
        assert shown.chosen.theme == "light"
        assert shown.button("Theme: Light").isChecked()
        assert not shown.button("Theme: Dark").isChecked()


async def test_choices_are_kept_as_they_are_made(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        shown.choose("My day ends at", 5)
        shown.choose("Distance", 2)
        shown.choose("Weight", 1)
        shown.choose("Distance", 0)
        shown.type("Step of Water", "330")
        shown.type("Step of Coffees", "0")
        await shown.press("Send entries: After 1 minute")
        await shown.press("Read from Exist: Every 6 hours")
        chosen = shown.chosen
        assert (chosen.day_ends_at, chosen.units) == (5, {"weight": "metric"})
        assert chosen.add_steps == {"water": 330, "coffees": 0}
        assert (chosen.send_after, chosen.read_every) == (60, 21_600)
        shown.type("Step of Coffees", "")
        assert shown.chosen.add_steps == {"water": 330}


async def test_a_step_that_is_no_number_is_said_and_not_kept(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        shown.type("Step of Water", "a glass")
        assert "A step is a number" in shown.texts()
        assert shown.field("Step of Water").text() == "a glass"
        assert shown.chosen.add_steps == {}


async def test_nine_steps_of_mood_are_offered_where_the_account_has_them(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        assert "Steps of mood" not in shown.texts(), "there is no choice"
        page = shown.application.window.findChild(SettingsPage)
        assert isinstance(page, SettingsPage)
        page.day.show_mood(nine=True)
        await shown.press("Steps of mood: Nine")
        assert shown.chosen.mood_steps == shown.engine.preferences.mood_steps() == 9


async def test_another_server_is_checked_and_used_from_the_next_start(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        assert f"This run uses {demo.base_url}" in shown.texts()
        shown.type("Server address", "http://exist.test")
        assert "would send the token unprotected" in shown.texts()
        shown.type("Server address", "HTTPS://exist.test:443/")
        assert shown.chosen.server == shown.field("Server address").text() == "https://exist.test"
        assert shown.engine.transport.server == demo.base_url
        shown.type("Redirect address", "nowhere")
        assert "An address looks like" in shown.texts()
        shown.type("Redirect address", "http://localhost:9000/")
        assert shown.chosen.redirect_address == "http://localhost:9000/"


async def test_the_client_secret_is_replaced_and_never_shown(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        await shown.press("Replace client secret…")
        assert shown.field("New client secret").echoMode() is QLineEdit.EchoMode.Password
        shown.field("New client secret").setText("another secret")
        await shown.press("Keep secret")
        assert any("another secret" in item for item in kept.items.values())
        assert shown.engine.link is not None
        assert shown.engine.link.session.tokens.client_secret == "another secret"
        assert all("another secret" not in one.text() for one in shown.application.window.findChildren(QLineEdit))


async def test_who_is_signed_in_and_may_do_what_is_said(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        for words in (
            f"Signed in as @josh at {demo.base_url} since",
            "renewed by itself",
            "May read: Mood, Food and drink",
            "May write: Food and drink, Sleep",
        ):
            assert words in shown.texts()


async def test_signing_in_again_begins_with_what_is_granted_now(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        shown.type("Client ID", "my-client")
        await shown.press("Sign in again with other permissions…")
        assert shown.field("Client ID").text() == "my-client"
        boxes = {
            box.text(): box.isChecked() for box in shown.application.window.findChildren(QCheckBox) if box.isVisible()
        }
        assert boxes["Write: Sleep"]
        assert not boxes["Write: Mood"]
        assert shown.engine.link is not None


@pytest.mark.parametrize(("answer", "left"), [("Sign out and keep them", 2), ("Sign out and discard them", 0)])
async def test_signing_out_keeps_or_discards_what_waits(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring, answer: str, left: int
) -> None:
    async with scene(qapp, demo, folder) as shown:
        await shown.add_coffee()
        await shown.add_coffee()
        await shown.press("Sign out…")
        assert "2 entries are not in Exist yet." in shown.texts()
        await shown.press("Stay signed in")
        assert shown.engine.link is not None

        await shown.press("Sign out…")
        await shown.press(answer)

        assert kept.items == {}
        assert len(await shown.engine.views.outbox()) == left
        assert shown.bridge.status.condition is Condition.SIGNED_OUT
        assert "@josh has signed out" in shown.texts()
        assert not any(
            one.text() == "Sign out…"
            for one in shown.application.window.findChildren(QAbstractButton)
            if one.isVisible()
        )


async def test_removing_everything_is_asked_twice_and_forgets_the_tokens(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        await shown.add_coffee()
        await shown.press("Remove everything from this computer…")
        assert "1 entry is not in Exist yet and would be lost." in shown.texts()
        assert has_keyboard_focus(shown.button("Keep everything"))
        await shown.press("Keep everything")
        assert (shown.application.closed.is_set(), len(kept.items)) == (False, 1)

        await shown.press("Remove everything from this computer…")
        await shown.press("Remove everything and quit")

        assert (shown.application.closed.is_set(), shown.application.to_remove, kept.items) == (True, True, {})
        assert shown.engine.link is None


async def test_a_keyring_that_keeps_the_tokens_is_told_before_anything_goes(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_service: str, _username: str) -> None:
        raise KeyringLocked

    async with scene(qapp, demo, folder) as shown:
        with monkeypatch.context() as patch:
            patch.setattr(kept, "delete_password", locked)
            await shown.press("Remove everything from this computer…")
            await shown.press("Remove everything and quit")
            assert "Nothing was removed" in shown.texts()
            assert not shown.application.closed.is_set()
            assert shown.engine.link is not None
            await shown.press("Remove the rest and quit")
        assert shown.application.to_remove


async def test_a_choice_that_the_disk_refuses_is_told_and_holds(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        (folder / "settings.json.new").mkdir()
        await shown.press("Theme: Dark")
        assert "Not saved" in shown.texts()
        assert theme.of(qapp.palette()).dark
        (folder / "settings.json.new").rmdir()


async def test_nothing_is_built_before_it_is_looked_at(
    qapp: QApplication, demo: DemoServer, folder: Path, kept: MemoryKeyring
) -> None:
    async with scene(qapp, demo, folder) as shown:
        other = Application(qapp, shown.engine, shown.bridge, LANGUAGE)
        for page in (WelcomePage, OutboxPage, SettingsPage):
            assert not other.window.findChildren(page)
        other.window.deleteLater()
        await asyncio.sleep(0)
