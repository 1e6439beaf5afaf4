"""Settings survive a restart, a damaged file, and a disk that refuses; each choice is one that can be made."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from exist_desktop.domain.attributes import Attribute, Group
from exist_desktop.domain.reminders import Reminder
from exist_desktop.domain.value_types import ValueType
from exist_desktop.settings import FILE, SERVER, Preferences, Settings, load, save, setup

CHOSEN = Settings(
    theme="dark",
    server="https://exist.test",
    client_id="me",
    redirect_address="http://localhost:9000/",
    day_ends_at=0,
    mood_steps=9,
    units={"distance": "imperial", "weight": "metric"},
    add_steps={"water": 330, "coffees": 0, "weight": 0.5},
    send_after=0,
    read_every=21_600,
    reminders=(Reminder(21 * 60), Reminder(9 * 60 + 5, (0, 6), "weight")),
    night_begins=0,
    night_ends=30,
    keep_running=False,
    tray_in_one_colour=True,
    told_tray=True,
    told_minimised=True,
    geometry="00ff",
)


def test_what_was_chosen_is_there_after_a_restart(tmp_path: Path) -> None:
    save(tmp_path, CHOSEN)
    assert load(tmp_path) == CHOSEN
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "3", '{"theme": "d', "\x00", '"' * 3, "[" * 100_000, '{"unknown": 1}']
)
def test_a_damaged_file_counts_as_no_choices(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    assert load(tmp_path) == Settings()


def test_bytes_that_are_no_text_count_as_no_choices(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe{}")
    assert load(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("reminders", [{"at": -1}]),
        ("night_begins", 7),
        ("keep_running", 1),
        ("theme", 1),
        ("day_ends_at", 13),
        ("day_ends_at", -1),
        ("day_ends_at", True),
        ("day_ends_at", 3.0),
        ("mood_steps", 7),
        ("send_after", 1),
        ("read_every", 60),
        ("units", {"distance": "furlongs"}),
        ("units", {"time": "metric"}),
        ("units", {"distance": ["metric"]}),
        ("units", ["metric"]),
        ("add_steps", {"water": -1}),
        ("add_steps", {"water": "1"}),
        ("add_steps", {"water": True}),
        ("add_steps", {"water": float("inf")}),
        ("add_steps", {"water": float("nan")}),
        ("geometry", "xyz"),
        ("server", 1),
        ("client_id", "a\x00b"),
        ("redirect_address", None),
    ],
)
def test_one_choice_that_cannot_be_leaves_the_others(tmp_path: Path, name: str, value: object) -> None:
    others = {"client_id": "me", "theme": "dark", "day_ends_at": 5}
    (tmp_path / FILE).write_text(json.dumps(others | {name: value}), "utf-8")
    usual = {name: getattr(Settings(), name)}
    assert load(tmp_path) == Settings(**(others | usual))  # type: ignore[arg-type]


def test_a_change_holds_at_once_is_kept_and_told(tmp_path: Path) -> None:
    preferences, told = Preferences(tmp_path), list[str]()
    preferences.subscribe(lambda: told.append(preferences.chosen.theme))
    preferences.change(theme="dark", day_ends_at=5)
    assert told == ["dark"]
    assert Preferences(tmp_path).chosen == replace(Settings(), theme="dark", day_ends_at=5)


def test_a_change_that_the_disk_refuses_holds_for_this_process(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    preferences = Preferences(folder)
    with pytest.raises(OSError, match="gone"):
        preferences.change(theme="dark")
    assert preferences.chosen.theme == "dark"


def attribute(name: str, value_type: ValueType) -> Attribute:
    return Attribute(name, name.title(), Group("food", "Food", 1), value_type, manual=True)


@pytest.mark.parametrize(
    ("name", "value_type", "chosen", "step"),
    [
        ("coffees", ValueType.QUANTITY, None, 1),
        ("coffees", ValueType.QUANTITY, 2, 2),
        ("coffees", ValueType.QUANTITY, 0, None),
        ("water", ValueType.QUANTITY, None, 250),
        ("sleep", ValueType.DURATION, None, 15),
        ("weight", ValueType.DECIMAL, None, None),
        ("weight", ValueType.DECIMAL, 0.5, 0.5),
    ],
)
def test_an_add_button_adds_what_was_chosen_or_the_usual(
    tmp_path: Path, name: str, value_type: ValueType, chosen: float | None, step: float | None
) -> None:
    preferences = Preferences(tmp_path)
    if chosen is not None:
        preferences.change(add_steps={name: chosen})
    assert preferences.add_step(attribute(name, value_type)) == step


def test_the_server_is_the_one_that_is_named_last(tmp_path: Path) -> None:
    folder = str(tmp_path)
    assert setup(None, folder, {}).server == SERVER
    save(tmp_path, CHOSEN)
    assert setup(None, folder, {}).server == "https://exist.test"
    assert setup(None, folder, {"EXIST_DESKTOP_SERVER": "https://other.test"}).server == "https://other.test"
    assert setup("https://third.test", folder, {"EXIST_DESKTOP_SERVER": "https://other.test"}).server.endswith("d.test")
