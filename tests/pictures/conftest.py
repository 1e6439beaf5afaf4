"""What every scene begins with: the account, and what Qt tells screen readers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from exist_desktop.ui.widgets.accessible_roles import announce_roles
from tests.pictures.home import fill
from tests.qt_loop import run_on


@pytest.fixture(scope="session", autouse=True)
def _announced() -> None:
    """As the program does when it starts."""
    announce_roles()


@pytest.fixture(scope="module")
def account(qt_event_loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo account on the disk."""
    folder = tmp_path_factory.mktemp("gallery") / "account"

    async def filled() -> None:
        await fill(folder)

    run_on(qt_event_loop, filled)
    return folder
