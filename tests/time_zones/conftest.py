"""A demo server whose person lives where the test says, with its clock in the test's hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from exist_desktop.demo.people.people import PEOPLE
from tests.journeys.conftest import clock, demo, enter, folder, kept, premises
from tests.sync.engine_harness import USER

__all__ = ["clock", "demo", "enter", "folder", "kept", "premises"]

Move = Callable[[str], None]


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Move:
    """Let the person live in a zone, as they say on Exist's own pages."""

    def to(zone: str) -> None:
        monkeypatch.setitem(PEOPLE, USER, replace(PEOPLE[USER], timezone=zone))

    return to
