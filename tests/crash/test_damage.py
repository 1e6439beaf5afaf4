"""Damaged files, some of each kind; `python -m tests.crash.damage N` strikes as often as wanted."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest

from tests.crash.damage import FILES, Blow, strike_many
from tests.crash.home import signed_in_home

pytestmark = pytest.mark.long("hundreds of damaged files are opened")

SNAPSHOTS = 3
ROUNDS = 1


def test_damage_loses_nothing_and_sends_nothing_wrong(tmp_path: Path) -> None:
    seed = 2026 if os.environ.get("CI") else random.SystemRandom().randrange(10**6)
    number = SNAPSHOTS * len(FILES) * len(Blow) * ROUNDS
    print(f"again with `python -m tests.crash.damage {number} --seed {seed}`")
    with signed_in_home(tmp_path) as home:
        tally = asyncio.run(strike_many(home, tmp_path / "cases", number, seed))
    print(tally)
    assert tally.cases == number
    assert {"damaged", "gone", "behind", "nothing"} <= tally.told.keys()
