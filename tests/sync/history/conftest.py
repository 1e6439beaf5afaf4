"""`tell(attributes, story)`: a computer beside a service with these attributes, and what happens there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.sync.history.copied import Story, Tell, place
from tests.sync.history.ten_years import Kept


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    def run(kept: list[Kept], story: Story) -> None:
        async def whole() -> None:
            async with place(kept, tmp_path) as copied:
                await copied.begin()
                await story(copied)

        asyncio.run(whole())

    return run
