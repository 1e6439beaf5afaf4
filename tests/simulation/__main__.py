"""Plays one episode again, or many on all cores: `python -m tests.simulation --seed 17`, `--episodes 5000`."""

from __future__ import annotations

import argparse
import sys

from tests.simulation import Broken, run_episode
from tests.simulation.campaign import play_everywhere


def main() -> int:
    """Plays what the arguments say; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="play this one and print its trace")
    parser.add_argument("--episodes", type=int, default=5000, help="play so many")
    parser.add_argument("--first", type=int, default=0, help="the first one's seed")
    arguments = parser.parse_args()
    if arguments.seed is not None:
        return _play_one(arguments.seed)
    report = play_everywhere(arguments.first, arguments.episodes)
    report.leave()
    print(report)
    return 1 if report.broken else 0


def _play_one(seed: int) -> int:
    try:
        result = run_episode(seed)
    except Broken as broken:
        print(broken)
        return 1
    print(*result.trace, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
