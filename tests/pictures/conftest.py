"""The account that every scene begins with."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.pictures.home import fill
from tests.qt_loop import run_on


@pytest.fixture(scope="module")
def account(qt_event_loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo account on the disk."""
    folder = tmp_path_factory.mktemp("gallery") / "account"

    async def filled() -> None:
        await fill(folder)

    run_on(qt_event_loop, filled)
    return folder
