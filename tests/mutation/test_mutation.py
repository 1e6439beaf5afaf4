"""Every rule is watched over: broken, it is noticed by name, and in the whole program nothing is noticed there."""

from __future__ import annotations

import functools

import pytest

from tests.mutation.copying import COPYING
from tests.mutation.joining import JOINING
from tests.mutation.keeping import KEEPING
from tests.mutation.mutant import Mutant, Watcher
from tests.mutation.owning import OWNING
from tests.mutation.sending import SENDING
from tests.mutation.watching import caught, toast
from tests.report import tried

MUTANTS = (*SENDING, *JOINING, *KEEPING, *COPYING, *OWNING)
FURTHER = range(40)
"""Seeds that are tried where those stored beside a mutant have come to mean other episodes."""


@functools.cache
def noticed_in_the_whole(watcher: Watcher) -> object:
    """What the watcher toasts in the program as it is."""
    return toast(watcher, range(0))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_it_is_caught(mutant: Mutant) -> None:
    found = caught(mutant, FURTHER)
    assert found is not None, f"nobody toasts: {mutant.name}"
    assert found.promise in (mutant.promises or {None}), found.told
    assert noticed_in_the_whole(found.again) is None
    tried("mutants", "caught")


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len({mutant.cuts for mutant in MUTANTS}) == len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 20
