"""Welcome over the real engine and a demo server: what was refused is not kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from exist_desktop.app.demo.demo_start import DemoStart
from exist_desktop.app.presenters.welcome_presenter import WelcomePresenter
from exist_desktop.engine import Engine
from exist_desktop.settings import Setup
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.demo_server import DemoServer
from tests.patience import until
from tests.ports import free_port
from tests.qt_events import delivered
from tests.silence import Logs
from tests.ui.parts import text_named

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))


@dataclass
class ThisProgram:
    """The running program: what becomes of it when the demo opens."""

    to_demo: Callable[[], Awaitable[None]]

    async def connect(self) -> None:
        await self.to_demo()

    def end(self) -> None:
        """Nothing ends here."""


@asynccontextmanager
async def welcome(
    folder: Path, server: str, to_demo: Callable[[], Awaitable[None]] | None = None
) -> AsyncIterator[tuple[WelcomePresenter, Engine]]:
    bridge = Bridge()
    engine = Engine(Setup(server, folder, demo=to_demo is not None))
    await engine.open()
    demo = DemoStart(engine, ThisProgram(to_demo or engine.disconnect))
    entrance = WelcomePresenter(engine, bridge, LANGUAGE, demo)
    try:
        yield entrance, engine
    finally:
        await entrance.stop()
        await bridge.stop()
        await engine.close()
        entrance.page.deleteLater()
        await delivered()


async def test_not_me_empties_the_field_of_the_token(qapp: QApplication, tmp_path: Path) -> None:
    with DemoServer() as server:
        async with welcome(tmp_path, server.base_url) as (entrance, _):
            page = entrance.page
            token = page.form.token.token
            token.edit.setText(server.token("mia"))
            token.entered.emit()
            await until(lambda: not page.question.isHidden())
            page.identity_confirmed.emit(False)
            assert token.edit.text() == ""
            assert not page.form.isHidden()


@pytest.mark.qt_log_ignore("does not support QPlatformServices::openUrl", extend=True)
async def test_a_client_that_exist_refused_is_not_remembered(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _address: True)
    with DemoServer() as server:
        async with welcome(tmp_path, server.base_url) as (entrance, engine):
            redirect = f"http://localhost:{free_port()}/"
            entrance.page.sign_in_requested.emit("a wrong one", "secret", redirect, ("mood_read",))
            await until(lambda: not entrance.page.waiting.isHidden())
            entrance.page.cancelled.emit()
            await until(lambda: not entrance.page.form.isHidden())
            assert engine.preferences.chosen.client_id == ""


async def test_welcome_waits_for_nothing_after_what_nobody_expected(
    qapp: QApplication, tmp_path: Path, logs: Logs
) -> None:
    logs.expect("A task of the window failed")

    go_on = asyncio.Event()

    async def fail() -> None:
        await go_on.wait()
        raise OverflowError("nobody thought of that")

    async with welcome(tmp_path, "http://127.0.0.1:9", fail) as (entrance, _):
        page = entrance.page
        page.demo_requested.emit()
        await until(lambda: not page.form.isEnabled())
        go_on.set()
        await until(page.form.isEnabled)
        assert text_named(page, "welcomeBusy").isHidden()
        assert not page.form.isHidden()
