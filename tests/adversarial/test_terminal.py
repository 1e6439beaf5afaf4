"""What the server says reaches a terminal as text: it can neither colour it, nor retitle it, nor press keys there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exist_desktop.settings import TOKEN_VARIABLE
from tests.cli.shell import Shell
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.report import tried

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
NOTE = "calm\x1b[31m red\x1b]0;title\x07 \x9b2J\x7f\x00 end"


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    with DemoServer(people=people_by_day()) as demo:
        demo.edit("josh", "mood_note", demo.today(), NOTE)
        yield Shell(demo, tmp_path)


def test_a_note_is_shown_and_obeyed_by_nobody(shell: Shell) -> None:
    day = shell.demo.today().isoformat()
    shell.environment[TOKEN_VARIABLE] = shell.demo.token("josh")
    said = shell.run("today", "--date", day)
    assert "red" in said.stdout
    assert not OBEYED.search(said.stdout + said.stderr)
    document = shell.run("today", "--date", day, "--json").stdout
    assert not OBEYED.search(document)
    tiles = [tile for group in json.loads(document)["groups"] for tile in group["attributes"]]
    assert [tile["value"] for tile in tiles if tile["name"] == "mood_note"] == [NOTE]
    tried("hostile servers and neighbours", "terminal", 2)


def test_a_refusal_is_told_and_obeyed_by_nobody(shell: Shell) -> None:
    refused = shell.run("add", "\x1b[2Jno\x9bsuch", "+1")
    assert refused.returncode != 0
    assert not OBEYED.search(refused.stderr)
    tried("hostile servers and neighbours", "terminal")
