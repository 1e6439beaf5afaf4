"""The person's choices come back; a file that makes no sense costs no start."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from exist_desktop.settings import FILE, Settings, SettlingTimeError, load, save, setup


def test_choices_come_back(tmp_path: Path) -> None:
    chosen = Settings(theme="dark", client_id="an id", day_ends_at=5, geometry="01d9")
    save(tmp_path, chosen)
    assert load(tmp_path) == chosen
    save(tmp_path, Settings())
    assert load(tmp_path) == Settings()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")
def test_nobody_else_can_read_them(tmp_path: Path) -> None:
    save(tmp_path, Settings())
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b"null", b'"dark"', b"\xff\xfe", b'{"theme": "da'])
def test_a_damaged_file_counts_as_no_choices(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / FILE).write_bytes(kept)
    assert load(tmp_path) == Settings()


def test_what_makes_no_sense_in_it_counts_as_not_chosen(tmp_path: Path) -> None:
    kept = {"theme": 7, "client_id": "an id", "day_ends_at": True, "from_the_future": 1, "geometry": None}
    (tmp_path / FILE).write_text(json.dumps(kept))
    assert load(tmp_path) == Settings(client_id="an id")


@pytest.mark.parametrize("hour", [-1, 13, 24, 10**20, 3.0, "3"])
def test_a_day_ends_at_an_hour_of_the_night_or_the_morning(tmp_path: Path, hour: object) -> None:
    (tmp_path / FILE).write_text(json.dumps({"day_ends_at": hour}))
    assert load(tmp_path) == Settings()


def test_no_file_is_no_choices(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere") == Settings()


def test_the_command_line_goes_before_the_environment(tmp_path: Path) -> None:
    environment = {
        "EXIST_DESKTOP_SERVER": "http://localhost:1",
        "EXIST_DESKTOP_DATA_DIR": str(tmp_path),
        "EXIST_DESKTOP_SETTLE_SECONDS": "0.5",
        "EXIST_DESKTOP_TOKEN": "secret",
    }
    told = setup(None, None, environment)
    assert (told.server, told.folder, told.settling, told.token) == ("http://localhost:1", tmp_path, 0.5, "secret")
    assert "secret" not in repr(told)
    told = setup("http://localhost:2", str(tmp_path / "other"), environment)
    assert (told.server, told.folder) == ("http://localhost:2", tmp_path / "other")
    told = setup(None, None, {})
    assert (told.server, told.settling, told.token) == ("https://exist.io", 330.0, None)


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "inf", "nan"])
def test_a_settling_time_is_a_positive_number(seconds: str) -> None:
    with pytest.raises(SettlingTimeError):
        setup(None, None, {"EXIST_DESKTOP_SETTLE_SECONDS": seconds})
