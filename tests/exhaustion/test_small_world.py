"""All orders of events in the small world, as far as half a minute takes; the package tells what can happen there."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from tests.exhaustion import Bounds, Tracked, explore
from tests.report import tried

pytestmark = pytest.mark.long("all orders of a few events")

FURTHER = os.environ.get("EXIST_DESKTOP_EXHAUSTION", "")
"""Acts, crashes and faults of a larger world, `3 2 4`, instead of the small ones."""


def worlds() -> list[Bounds]:
    """What is searched."""
    if FURTHER:
        acts, crashes, faults = map(int, FURTHER.split())
        return [Bounds(acts, crashes, faults, tracked=tracked) for tracked in Tracked]
    small = (Bounds(2, 1, 0), Bounds(1, 1, 1), Bounds(2, 0, 1))
    return [replace(bounds, tracked=tracked) for tracked in Tracked for bounds in small]


@pytest.mark.parametrize(
    "bounds", worlds(), ids=lambda b: f"{b.tracked}, {b.acts} acts, {b.crashes} crashes, {b.faults} faults"
)
def test_no_order_of_events_loses_or_doubles_anything(bounds: Bounds) -> None:
    found = explore(bounds)
    assert found.ends > 10 * bounds.acts
    tried("exhaustion", "states", found.states)
    tried("exhaustion", "transitions", found.transitions)
