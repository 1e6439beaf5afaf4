"""A failed test is asked once more alone; what passes then is named, and what fails then fails the run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.__main__ import FAILED, MOST_AGAIN, Part, again

PROGRAM = """
def test_that_waits_too_short():
    pass

def test_of_a_fault():
    raise AssertionError
"""


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, Part]:
    (tmp_path / "test_it.py").write_text(PROGRAM, encoding="utf-8")
    before = (sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}")
    return {"one": Part(before, os.environ, ()), "other": Part(before, os.environ, ())}


def named(tmp_path: Path, test: str) -> str:
    return f"{tmp_path / 'test_it.py'}::{test}"


def test_one_that_passes_alone_is_named(
    tmp_path: Path, parts: dict[str, Part], capfd: pytest.CaptureFixture[str]
) -> None:
    asked = named(tmp_path, "test_that_waits_too_short")
    assert again(parts, {"one": [asked]}) == 0
    assert capfd.readouterr().out.count(asked) == 2


def test_one_that_fails_again_fails_the_run(tmp_path: Path, parts: dict[str, Part]) -> None:
    passes, fails = named(tmp_path, "test_that_waits_too_short"), named(tmp_path, "test_of_a_fault")
    assert again(parts, {"one": [passes], "other": [fails]}) == FAILED


def test_many_that_fail_are_not_asked_again(tmp_path: Path, parts: dict[str, Part]) -> None:
    passes = named(tmp_path, "test_that_waits_too_short")
    assert again(parts, {"one": [passes] * (MOST_AGAIN + 1)}) == FAILED


def test_a_run_that_fails_without_a_failed_test_stays_so(parts: dict[str, Part]) -> None:
    assert again(parts, {}) == FAILED
