"""The same seed gives the same life, in this process and in another one; and each leaves nothing behind."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.simulation import Broken, Promise, run_episode
from tests.simulation.judge import Judge
from tests.simulation.loop import SimulatedLoop

SEEDS = range(7, 19)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_seed_gives_the_same_trace(seed: int) -> None:
    first, second = run_episode(seed), run_episode(seed)
    assert first.trace == second.trace
    assert first.table == second.table
    assert first.turns == second.turns


def test_so_it_does_in_a_process_whose_hashes_are_others() -> None:
    traces = []
    for hashes in ("1", "2"):
        command = (sys.executable, "-m", "tests.simulation", "--seed", "11")
        played = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": hashes}, capture_output=True, check=True)
        traces.append(played.stdout)
    assert traces[0]
    assert traces[0] == traces[1]


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.simulation.episode.RAM", tmp_path)
    log = logging.getLogger("exist_desktop")
    before = (log.handlers[:], log.propagate, log.level, tempfile.gettempdir())
    run_episode(8)
    assert list(tmp_path.iterdir()) == []
    assert (log.handlers, log.propagate, log.level, tempfile.gettempdir()) == before


def test_a_broken_promise_tells_its_seed_and_what_led_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def suspicious(judge: Judge) -> None:
        judge.fail(Promise.SAVED_STAYS, "for once")

    monkeypatch.setattr(Judge, "inspect", suspicious)
    with pytest.raises(Broken) as broken:
        run_episode(8)
    assert broken.value.promise is Promise.SAVED_STAYS
    assert "python -m tests.simulation --seed 8" in str(broken.value)
    assert broken.value.tail


def test_time_passes_only_when_nothing_is_left_to_do() -> None:
    loop = SimulatedLoop(100.0)
    seen: list[float] = []
    loop.call_later(50, lambda: seen.append(loop.now))
    loop.call_later(3600, lambda: seen.append(loop.now))
    loop.run_until(lambda: False, 1000.0)
    assert seen == [150.0]
