"""Goes as far as one likes: `python -m tests.exhaustion --acts 3 --crashes 2 --faults 4` takes hours."""

from __future__ import annotations

import argparse
import sys

from tests.exhaustion import Bounds, explore
from tests.simulation import Broken


def main() -> int:
    """Prints how much there was, or what has led to a broken promise."""
    parser = argparse.ArgumentParser(prog="python -m tests.exhaustion", description=__doc__)
    parser.add_argument("--acts", type=int, default=3)
    parser.add_argument("--crashes", type=int, default=2)
    parser.add_argument("--faults", type=int, default=4)
    given = parser.parse_args()
    try:
        found = explore(Bounds(given.acts, given.crashes, given.faults))
    except Broken as broken:
        print(broken, *broken.tail, sep="\n")
        return 1
    print(f"{found.states} states, {found.transitions} transitions, {found.ends} ends: every promise holds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
