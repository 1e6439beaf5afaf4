"""How many lives are drawn."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def lives(request: pytest.FixtureRequest) -> int:
    return 1000 if request.config.getoption("--long") else 150
