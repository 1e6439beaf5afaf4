"""The real program killed twelve times; `python -m tests.crash.kills N` kills it as often as wanted."""

from __future__ import annotations

import random
import sys

import pytest

from tests.crash.kills import run

pytestmark = pytest.mark.long("the real program is started and killed many times")

KILLS = 12


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_what_was_called_saved_is_in_exist_once_after_twelve_kills() -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"again with `python -m tests.crash.kills {KILLS} --seed {seed}`")
    tally = run(KILLS, seed)
    print(tally)
    assert tally.kills == KILLS
    assert tally.entries > 0
