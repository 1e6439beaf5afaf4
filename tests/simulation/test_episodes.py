"""Thousands of lives, from seeds that are always the same; every fault meets every operation that it can meet.

One takes about 90 ms of one core, one about owners 120; `packaging/dev.py soak` plays any number on all of them.
"""

from __future__ import annotations

import os

import pytest

from tests.simulation.campaign import Report, play
from tests.simulation.faults import never_hit

pytestmark = pytest.mark.long("thousands of lives, on all cores")

FEW, MANY = 240, 2000
"""How many lives a usual run plays, and one with `--long`; so many meet every fault in every operation."""


def test_every_promise_holds_whatever_happens(request: pytest.FixtureRequest) -> None:
    usual = MANY if request.config.getoption("--long") else FEW
    episodes = int(os.environ.get("EXIST_DESKTOP_EPISODES", str(usual)))
    report = play(range(episodes))
    report.leave()
    assert not report.broken, "\n\n".join(report.broken[:3])
    assert episodes < MANY or every_cell_was_hit(report)


def every_cell_was_hit(report: Report) -> bool:
    missed = [f"{fault} never met {operation}" for fault, operation in never_hit(report.table)]
    assert missed == []
    return True
