"""The demo's server and folder: whose days are shown, what a new day removes, and what is passed over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from exist_desktop.app.demo.demo import STATE, folder_of_own, setup_of_demo, start
from exist_desktop.settings import Setup, default_folder
from tests.patience import PATIENCE

DAY = 86_400


@contextmanager
def demo(folder: Path) -> Iterator[Setup]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    server, setup = start(setup_of_demo(Setup("https://exist.io", folder, token="a-token-of-the-person")))
    try:
        yield setup
    finally:
        server.stop()


def profile(setup: Setup) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {setup.token}"}
    answer = httpx.get(f"{setup.server}/api/2/accounts/profile/", headers=headers, trust_env=False)
    found: dict[str, object] = answer.json()
    return found


def grow_old(folder: Path) -> None:
    """Make the demo one of yesterday."""
    state = json.loads((folder / STATE).read_text("utf-8"))
    (folder / STATE).write_text(json.dumps(state | {"made": state["made"] - DAY}), "utf-8")


@pytest.mark.parametrize(
    ("computer", "place"),
    [("Pacific/Apia", "Pacific/Apia"), ("<+03>-3", "Australia/Melbourne"), ("nonsense", "Australia/Melbourne")],
)
def test_the_demos_people_live_where_the_computer_is(
    computer: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", computer)
    with demo(tmp_path) as setup:
        assert (profile(setup)["username"], profile(setup)["timezone"]) == ("josh", place)


def test_the_token_of_the_person_is_not_for_the_demo(tmp_path: Path) -> None:
    with demo(tmp_path) as setup:
        assert setup.token != "a-token-of-the-person"


def test_a_new_day_removes_what_the_demo_made_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "exist-desktop-demo"
    with demo(folder) as first:
        pass
    (folder / "photos").mkdir()
    (folder / "photos" / "a.txt").write_text("mine", "utf-8")
    (folder / "notes.txt").write_text("mine", "utf-8")
    (folder / "exist.sqlite3").write_text("the demo's", "utf-8")
    grow_old(folder)
    with demo(folder) as second:
        assert second.token != first.token
    assert not (folder / "exist.sqlite3").exists()
    assert (folder / "photos" / "a.txt").read_text("utf-8") == "mine"
    assert (folder / "notes.txt").read_text("utf-8") == "mine"


def test_the_same_day_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "exist-desktop-demo"
    with demo(folder) as first:
        pass
    (folder / "exist.sqlite3").write_text("the demo's", "utf-8")
    os.utime(folder / STATE, (time.time() - DAY, time.time() - DAY))
    with demo(folder) as second:
        assert (second.token, second.server) == (first.token, first.server)
    assert (folder / "exist.sqlite3").exists()


def test_a_folder_that_was_not_made_for_a_demo_keeps_everything(tmp_path: Path) -> None:
    with demo(tmp_path):
        pass
    (tmp_path / "exist.sqlite3").write_text("mine", "utf-8")
    grow_old(tmp_path)
    with demo(tmp_path):
        assert (tmp_path / "exist.sqlite3").read_text("utf-8") == "mine"


@pytest.mark.parametrize("left", ["{}", "", '{"port": 1}', "[]", '{"made": 1e400}', '{"made": null}'])
def test_a_state_that_cannot_be_read_is_passed_over(tmp_path: Path, left: str) -> None:
    folder = tmp_path / "exist-desktop-demo"
    folder.mkdir()
    (folder / STATE).write_text(left, "utf-8")
    with demo(folder) as setup:
        assert profile(setup)["username"] == "josh"


def test_where_no_server_can_be_started_that_is_said(tmp_path: Path) -> None:
    (tmp_path / STATE).mkdir()
    with pytest.raises(OSError, match="ended at once"), demo(tmp_path):
        pass


OWNER = """
import sys, time
from pathlib import Path
from exist_desktop.app.demo.demo import start, setup_of_demo
from exist_desktop.settings import Setup
server, setup = start(setup_of_demo(Setup("https://exist.io", Path(sys.argv[1]))))
print(setup.server, flush=True)
time.sleep(1000)
"""


def test_a_killed_owner_leaves_no_server_behind(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        address = owner.stdout.readline().strip()
        assert httpx.get(address, trust_env=False).status_code < 500
        owner.send_signal(signal.SIGKILL)
        owner.wait(PATIENCE)
    latest = time.monotonic() + PATIENCE
    while _answers(address):
        assert time.monotonic() < latest, "the server outlives its owner"


def _answers(address: str) -> bool:
    try:
        httpx.get(address, trust_env=False)
    except httpx.TransportError:
        return False
    return True


def test_files_of_the_current_folder_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "Downloads"
    place.mkdir()
    for name in ("starlette", "uvicorn", "random", "exist_desktop"):
        (place / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", "utf-8")
    monkeypatch.chdir(place)
    with demo(tmp_path / "data") as setup:
        assert profile(setup)["username"] == "josh"
    assert not (tmp_path / "ran").exists()


def test_the_way_back_leads_to_the_folder_that_the_demo_belongs_to(tmp_path: Path) -> None:
    usual = Setup("https://exist.io", default_folder())
    assert folder_of_own(setup_of_demo(usual).folder) == default_folder()
    assert folder_of_own(tmp_path / "mine-demo") == tmp_path / "mine"
    assert folder_of_own(setup_of_demo(replace(usual, folder=tmp_path / "asked for")).folder) == default_folder()
