"""What is typed after `add` and after `--date`: signs, totals below zero, other scripts, and days out of reach."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from exist_desktop.cli import main
from exist_desktop.cli.grammar.examples import EXAMPLES
from exist_desktop.cli.grammar.parser import PARTS, act_of, parser
from exist_desktop.front.protocol import VERSION
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.cli.conftest import Run
from tests.demo_server import DemoServer
from tests.words.conftest import EnglishFormats

TAGS = ("walk", "writing", "coffee_late", "family", "tired", "headache", "garden")


def value(run: Run, name: str) -> Any:
    groups = run("today", "--date", "today", "--json").document["groups"]
    return next(made["value"] for group in groups for made in group["attributes"] if made["name"] == name)


@pytest.mark.parametrize(("typed", "taken"), [("-1,0", 1), ("-1", 1), ("−1", 1), ("-۱", 1), ("-.0", 0)])
def test_less_needs_no_dashes_before_it(run: Run, typed: str, taken: int) -> None:
    run("add", "coffees", "3", "--set", "--date", "today")
    said = run("add", "coffees", typed, "--date", "today")
    assert (said.code, value(run, "coffees")) == (0, 3 - taken), said.err


def test_less_of_a_length_of_time_is_no_option_either(run: Run) -> None:
    run("add", "sleep", "7:30", "--date", "today", "--take-over")
    assert run("add", "sleep", "-30min", "--date", "today").code == 0
    assert value(run, "sleep") == 420
    run("add", "sleep", "۷:۳۰", "--date", "today")
    assert value(run, "sleep") == 450


@pytest.mark.parametrize("typed", ["-3", "=-3", "-3.0 °C", "–3"])
def test_a_total_below_zero_is_typed_with_set(run: Run, demo: DemoServer, typed: str) -> None:
    demo.set_owner("josh", "weather_temp_max", None)
    said = run("add", "weather_temp_max", typed, "--set", "--date", "today")
    assert (said.code, value(run, "weather_temp_max")) == (0, -3.0), said.err


def test_an_unknown_option_is_still_one(run: Run) -> None:
    assert run("add", "coffees", "+1", "-x").code == 2


@pytest.mark.parametrize("command", [("add", "coffees", "+1", "--date"), ("today", "--date")])
@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "1899-12-31"])
def test_a_day_long_ago_is_refused_in_words(run: Run, command: tuple[str, ...], day: str) -> None:
    said = run(*command, day)
    assert (said.code, said.out) == (1, "")
    assert "Entries are taken for days from 1900 on." in said.err


def test_so_is_one_in_front_of_the_line(run: Run) -> None:
    said = run("add", "0001-01-01", "coffees", "+1")
    assert (said.code, said.out) == (1, "")
    assert "Entries are taken for days from 1900 on." in said.err


def test_the_last_week_of_the_calendar_and_bytes_that_are_no_text_are_looked_for_in_vain(run: Run) -> None:
    last = run("week", "--date", "9999-12-31", "--json").document
    assert (last["from"], last["to"]) == ("9999-12-27", "9999-12-31")
    assert run("find", "caf\udce9", "--json").document == []


MANY_DIGITS = "9" * 5_000  # more than Python takes for a number


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (("demo-server", "--port"), "is not a port"),
        (("demo-server", "--days"), "is not a number of days"),
        (("relations", "mood", "--days-later"), "is not possible"),
    ],
)
def test_a_number_of_any_length_is_refused_in_words(
    command: tuple[str, ...], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main.main([*command, MANY_DIGITS])
    assert left.value.code == 2
    assert f"{MANY_DIGITS} {problem}" in capsys.readouterr().err


def test_a_folder_of_the_environment_that_is_no_text_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("EXIST_DESKTOP_DATA_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", f"{tmp_path}/d\udcff")
    with pytest.raises(SystemExit):
        main.main(["status"])
    assert "d\\udcff/exist-desktop' cannot be the data folder" in capsys.readouterr().err


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main.main(["--version"])
    assert (left.value.code, capsys.readouterr().out) == (0, f"exist-desktop {VERSION}\n")


def test_a_tag_that_exist_has_nothing_for_is_off(run: Run, demo: DemoServer) -> None:
    tags = [
        made
        for group in run("today", "--date", "today", "--json").document["groups"]
        for made in group["attributes"]
        if made["name"] in TAGS and made["value"] is None
    ]
    assert tags
    assert {made["shown"] for made in tags} == {"off"}


WINDOWS = {"", "quick", "demo-server"}


@pytest.mark.parametrize("command", EXAMPLES.keys() - WINDOWS)
def test_each_command_has_an_act(command: str) -> None:
    whole = parser(Language(UNTRANSLATED, EnglishFormats()))
    alone = parser(Language(UNTRANSLATED, EnglishFormats()), first=command)
    for line, _ in EXAMPLES[command]:
        words = shlex.split(re.split("[<>|&;]", line)[0])
        assert callable(act_of(whole.parse_args(words)).run)
        assert act_of(alone.parse_args(words)) == act_of(whole.parse_args(words))


def test_every_command_stands_in_a_part_of_the_grammar() -> None:
    """One that does not would be described with all others, which takes longer than most commands."""
    assert {name for names in PARTS.values() for name in names} == EXAMPLES.keys() - {""}
