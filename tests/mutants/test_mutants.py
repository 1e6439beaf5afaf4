"""Every rule is watched over: broken, it is noticed by name, and in the whole program nothing is noticed there."""

from __future__ import annotations

import functools

import pytest

from tests.mutants.joining import JOINING
from tests.mutants.keeping import KEEPING
from tests.mutants.mutant import Mutant, Watcher
from tests.mutants.sending import SENDING
from tests.mutants.watching import caught, notice
from tests.report import tried

MUTANTS = (*SENDING, *JOINING, *KEEPING)
FURTHER = range(40)
"""Seeds that are tried where those stored beside a mutant have come to mean other episodes."""


@functools.cache
def noticed_in_the_whole(watcher: Watcher) -> object:
    """What the watcher notices in the program as it is."""
    return notice(watcher, range(0))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_it_is_caught(mutant: Mutant) -> None:
    found = caught(mutant, FURTHER)
    assert found is not None, f"nobody notices: {mutant.name}"
    assert found.promise in (mutant.promises or {None}), found.told
    assert noticed_in_the_whole(found.again) is None
    tried("mutants", "caught")


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len({mutant.cuts for mutant in MUTANTS}) == len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 20
