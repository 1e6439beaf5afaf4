"""Tries all mutants, or those named, with more episodes than a test run has time for: `python -m tests.mutation`."""

from __future__ import annotations

import sys

from tests.mutation.test_mutation import MUTANTS, noticed_in_the_whole
from tests.mutation.watching import caught

SEEDS = range(400)


def main(names: list[str]) -> int:
    """A line for each mutant: who has caught it, by which promise. Exit code 1 where one lives."""
    alive = 0
    for mutant in MUTANTS:
        if names and mutant.name not in names:
            continue
        found = caught(mutant, SEEDS)
        by = "lives" if found is None else f"{found.promise.name if found.promise else 'a test'}, {found.where}"
        alive += found is None or noticed_in_the_whole(found.again) is not None
        print(f"{mutant.name:50} {by}", flush=True)
        if names and found is not None:
            print(found.told)
    print(f"{alive} of {len(MUTANTS)} live" if alive else "all are caught")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
