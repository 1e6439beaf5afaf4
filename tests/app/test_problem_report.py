"""What a person may give away about a problem says what failed and where, and nothing of theirs."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from exist_desktop.app.desktop.log import CRASHES, FILE
from exist_desktop.app.help.problem_report import BYTES, LEFT_OUT, ProblemReport, without_private_parts

LOG = """\
2026-11-22 20:00:01,123 ERROR exist_desktop.ui.bridge: A task of the window failed
Traceback (most recent call last):
  File "HOME/exist_desktop/words/values.py", line 7, in read
    return float(typed)
ValueError: could not convert string to float: 'met Ann
at her doctor

and then Paul'
2026-11-22 20:00:02,123 INFO exist_desktop.store: moved aside: 'a note of mine', "another", “and one more”
2026-11-22 20:00:03,123 INFO exist_desktop.api: Authorization: Bearer 0123456789abcdef0123456789abcdef
2026-11-22 20:00:04,123 INFO exist_desktop.store: it can't be moved: 'my flat', b'my bytes'
httpx.ReadTimeout: my diary
  | ValueError: my cellar
exist_desktop.errors.NotSavedError: 8000 steps
"""
PRIVATE = (
    "Ann",
    "doctor",
    "Paul",
    "flat",
    "bytes",
    "cellar",
    "a note",
    "another",
    "one more",
    "0123456789abcdef",
    "diary",
    "8000",
)


def test_notes_values_tokens_and_the_home_folder_are_left_out() -> None:
    told = without_private_parts(LOG.replace("HOME", str(Path.home())))
    assert [part for part in (*PRIVATE, str(Path.home())) if part in told] == []
    assert f"ValueError: {LEFT_OUT}" in told
    assert "exist_desktop/words/values.py>, line 7, in read" in told
    assert "20:00:02,123 INFO exist_desktop.store: moved aside" in told
    assert "20:00:04,123 INFO exist_desktop.store: it can't be moved" in told
    assert f"httpx.ReadTimeout: {LEFT_OUT}" in told


@pytest.mark.usefixtures("qapp")
async def test_the_ends_of_both_logs_are_told_below_the_versions(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("first line\n" + "x" * BYTES + "\nlast line\n", "utf-8")
    (tmp_path / CRASHES).write_bytes(b"Fatal Python error: Segmentation fault\n\xff\n")
    told = await ProblemReport(tmp_path).report()
    assert told.startswith("Exist Desktop ")
    assert QApplication.platformName() in told.splitlines()[0]
    assert "first line" not in told
    assert "last line" in told
    assert "Segmentation fault" in told


@pytest.mark.usefixtures("qapp")
async def test_without_a_log_the_versions_are_told(tmp_path: Path) -> None:
    assert len((await ProblemReport(tmp_path).report()).splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no disk can be made slow here")
@pytest.mark.usefixtures("qapp")
async def test_a_disk_that_does_not_answer_does_not_stop_the_window(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    reading = asyncio.ensure_future(ProblemReport(tmp_path).report())  # opening the pipe waits for its other end
    await asyncio.sleep(0)
    assert not reading.done()
    (await asyncio.to_thread((tmp_path / FILE).open, "wb")).close()
    assert (await reading).startswith("Exist Desktop ")
