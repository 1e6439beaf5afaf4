"""What was kept of the pace of requests: damage to it may cost manners for an hour, and never the way to Exist."""

from __future__ import annotations

import pytest

from exist_desktop.sync.back_off import RateLimiter
from exist_desktop.sync.clock import ComputerClock


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400, '"soon"', "null", "{}"])
@pytest.mark.parametrize("field", ["ages", "closed_for", "at"])
def test_a_number_that_is_none_closes_no_gate(field: str, number: str) -> None:
    now = ComputerClock().now()
    kept = {"ages": "[]", "closed_for": "0.0", "at": str(now)} | {field: f"[{number}]" if field == "ages" else number}
    gate = RateLimiter(ComputerClock())
    gate.restore("{" + ", ".join(f'"{name}": {said}' for name, said in kept.items()) + "}")
    assert gate.closed_for(now) == 0.0
    assert gate.kept()
