"""A demo server and a keyring for each walk, and the application's look given back after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON
from tests.api.memory_keyring import MemoryKeyring
from tests.demo_server import DemoServer
from tests.journeys.room import Premises, Room, in_room
from tests.sync.clocks import SteppedClock

Enter = Callable[..., AbstractAsyncContextManager[Room]]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """The keyring of the person, which keeps what it is given."""
    before, memory = keyring.get_keyring(), MemoryKeyring()
    monkeypatch.setenv(CHOSEN_BY_PERSON, "the.persons.Keyring")
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def premises(clock: SteppedClock) -> Iterator[Premises]:
    premises = Premises(clock)
    yield premises
    premises.shut()


@pytest.fixture
def demo(premises: Premises) -> DemoServer:
    return premises.demo


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def enter(
    qapp: QApplication, premises: Premises, folder: Path, clock: SteppedClock, kept: MemoryKeyring
) -> Iterator[Enter]:
    """The way into the room, to be gone in an `async with`; `owned` names what this program fills."""
    style, palette = qapp.style().objectName(), qapp.palette()
    yield partial(in_room, qapp, premises, folder, clock)
    qapp.setStyle(style)
    qapp.setPalette(palette)
