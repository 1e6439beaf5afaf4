"""The demo server, and the real program signed in to it; what the tests save is this client's to write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.window import Window


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path) as running:
        for name in ("mood", "coffees", "walk"):
            running.control("POST", "owner", user="josh", attribute=name, service="client")
        yield running


@pytest.fixture
def window(server: Server, tmp_path: Path) -> Iterator[Window]:
    with Window(server, tmp_path, EXIST_DESKTOP_TOKEN=server.tokens["josh"]) as opened:
        opened.wait_for_state("All in Exist")
        yield opened
