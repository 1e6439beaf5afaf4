"""A demo server for each test, with its clock in the test's hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.demo_server import DemoServer
from tests.sync.clocks import SteppedClock
from tests.sync.engine_harness import EngineHarness, at_desk

Story = Callable[[EngineHarness], Awaitable[None]]
Tell = Callable[..., None]


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def demo(clock: SteppedClock) -> Iterator[DemoServer]:
    with DemoServer(clock=clock.true) as running:
        yield running


@pytest.fixture
def tell(demo: DemoServer, clock: SteppedClock, tmp_path: Path) -> Tell:
    """Run a story at a desk: `tell(story, owned=["coffees"])`."""

    def run(story: Story, **given: Any) -> None:
        async def whole() -> None:
            async with at_desk(demo, tmp_path / "data", clock, **given) as harness:
                await story(harness)

        asyncio.run(whole())

    return run
