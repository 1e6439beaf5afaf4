"""A test that hangs fails and says where it hung, whatever it hangs in; the tests after it have their turn."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import limit
from tests.limit import LIMIT
from tests.patience import PATIENCE
from tests.qt_loop import run_on


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """What was told, read from where it is told."""
    path = tmp_path / "told"
    monkeypatch.setattr(limit, "GRACE_SECONDS", 0.5)
    with path.open("wb", buffering=0) as file:
        monkeypatch.setattr(LIMIT, "told", file.fileno())
        yield lambda: path.read_text("utf-8")


async def wait_for_nothing() -> None:
    await asyncio.Event().wait()


async def never_let_the_loop_go_on() -> None:
    while True:
        time.sleep(0.001)  # noqa: ASYNC251 - that is what is wrong here


@pytest.mark.parametrize("hangs", [wait_for_nothing, never_let_the_loop_go_on])
def test_on_qts_loop(
    qt_event_loop: asyncio.AbstractEventLoop, told: Callable[[], str], hangs: Callable[[], object]
) -> None:
    with pytest.raises(pytest.fail.Exception, match="took too long"), LIMIT.watched("hanging", 0.1):
        run_on(qt_event_loop, hangs)  # type: ignore[arg-type]
    said = told()
    assert hangs.__name__ in said
    assert "Thread" in said
    run_on(qt_event_loop, lambda: asyncio.sleep(0))


def test_on_a_loop_of_its_own(told: Callable[[], str]) -> None:
    with pytest.raises(pytest.fail.Exception), LIMIT.watched("hanging", 0.1):
        asyncio.run(wait_for_nothing())
    assert "wait_for_nothing" in told()


def test_without_a_loop(told: Callable[[], str]) -> None:
    with pytest.raises(pytest.fail.Exception), LIMIT.watched("hanging", 0.1):
        time.sleep(60)
    assert "test_without_a_loop" in told()


def test_what_ends_in_time_is_let_alone(told: Callable[[], str]) -> None:
    with LIMIT.watched("quick", 30):
        pass
    assert told() == ""


A_THREAD_THAT_WAITS_FOR_EVER = """
import threading
from tests import limit
limit.END_SECONDS = 0.1
limit.LIMIT.let_the_run_end()
threading.Thread(target=threading.Event().wait, name="waits for an answer").start()
"""


def test_a_run_whose_tests_are_over_is_not_kept_by_a_thread() -> None:
    command = (sys.executable, "-c", A_THREAD_THAT_WAITS_FOR_EVER)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == limit.HUNG
    assert "does not end" in done.stderr
