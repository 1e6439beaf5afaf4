"""An account at home: a real store that is copied for each test, and closed with the page over it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.today_on_store import Home


@pytest.fixture
def home(qt_event_loop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path / "data")
    yield home
    qt_event_loop.run_until_complete(home.close())
