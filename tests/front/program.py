"""The running program behind the front: engine, request handler and socket over a real store, and no Exist."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget

from exist_desktop import token_accounts
from exist_desktop.app.request_handler import RequestHandler
from exist_desktop.engine import Engine
from exist_desktop.front.hand_over import hand_over
from exist_desktop.front.protocol import HANDED_ALONG
from exist_desktop.ipc.server import InstanceServer
from exist_desktop.settings import ONLY_WHEN_ASKED, Preferences, Setup
from exist_desktop.store import meta
from exist_desktop.store.store import DATABASE
from exist_desktop.sync.clock import Clock
from tests.store.notebook import NOW, SERVER, fill, query
from tests.sync.clocks import SteppedClock

TOKEN = "a-token-that-only-this-test-has"
NAME = "0123456789abcdef" * 2


@dataclass(frozen=True)
class Program:
    """What runs, and what tests look at."""

    engine: Engine
    server: InstanceServer
    window: QWidget

    async def types(self, *words: str, name: str = NAME) -> int | None:
        """What the front makes of words that are typed in a shell of the same surroundings."""
        return await asyncio.to_thread(hand_over, list(words), name)


def in_shell(patching: pytest.MonkeyPatch, folder: Path, runtime: Path, **variables: str) -> None:
    """Makes this process's surroundings those of a shell in which the program runs on that folder."""
    for name in HANDED_ALONG:
        if not name.startswith("L"):
            patching.delenv(name, raising=False)
    patching.setenv("EXIST_DESKTOP_DATA_DIR", str(folder))
    patching.setenv("EXIST_DESKTOP_SERVER", SERVER)
    patching.setenv("EXIST_DESKTOP_TOKEN", TOKEN)
    patching.setenv("XDG_RUNTIME_DIR", str(runtime))
    for name, text in variables.items():
        patching.setenv(name, text)


async def prepare(folder: Path) -> None:
    """Makes a data folder in which everything is read, the token is known, and nothing is sent or read by itself."""
    engine = Engine(Setup(SERVER, folder, token=TOKEN))
    await engine.open()
    account = await fill(engine.store)
    await token_accounts.remember(engine.store, TOKEN, account)
    await engine.store.set_meta(account, meta.LAST_SYNC, str(NOW))
    Preferences(folder).change(send_after=ONLY_WHEN_ASKED, read_every=ONLY_WHEN_ASKED)
    await engine.close()


@asynccontextmanager
async def opened(folder: Path, clock: Clock | None = None) -> AsyncIterator[Engine]:
    """An engine with its token, as the window and a shell each have one."""
    engine = Engine(Setup(SERVER, folder, token=TOKEN), clock=clock or SteppedClock(NOW))
    await engine.open()
    try:
        assert await engine.connect()
        yield engine
    finally:
        await engine.close()


@asynccontextmanager
async def running(
    folder: Path, clock: Clock | None = None, kind: type[RequestHandler] = RequestHandler
) -> AsyncIterator[Program]:
    """The program without its pages: nobody opens quick entry here."""
    await prepare(folder)
    window = QWidget()
    async with opened(folder, clock) as engine:
        handler = kind(engine, window, cast("Any", None), cast("Any", None))
        server = InstanceServer(folder, handler)
        assert server.listen()
        try:
            yield Program(engine, server, window)
        finally:
            await server.stop()
            server.deleteLater()
            window.deleteLater()


def coffees(folder: Path) -> int:
    """How many are on the disk, as another program reads them."""
    return int(query(folder / DATABASE, "SELECT COUNT(*) FROM entry WHERE attribute = 'coffees'")[0][0])
