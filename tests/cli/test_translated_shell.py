"""In the pseudo-language the command line answers without a word of English; in German it understands German too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from exist_desktop.app.desktop.language import language_of_command
from exist_desktop.cli.acts.act import AnswerFormat
from exist_desktop.cli.grammar.completion import SHELLS
from exist_desktop.cli.grammar.examples import EXAMPLES, PROGRAM
from exist_desktop.cli.grammar.parser import LEVELS, act_of, parser
from exist_desktop.cli.run import run
from exist_desktop.demo.people.catalogue import SERVICES
from exist_desktop.demo.people.usual_values import NOTES
from exist_desktop.settings import Setup, load_setup
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.cli.shell import Shell
from tests.demo_server import DemoServer
from tests.translations import ByRule, english_words, pseudo_translations
from tests.words.conftest import EnglishFormats

PSEUDO = Language(pseudo_translations(), QtFormats(QLocale(QLocale.Language.Russian)))
LINES = {f"{PROGRAM} {line}".rstrip() for lines in EXAMPLES.values() for line, _ in lines}
NAMES = {
    "Europe/Berlin",
    "UTC",
    "https://exist.io",
    "default activity_write",
    "sleep_write",
    "activity_read",
    "nonsense",
}
COMMANDS = set(EXAMPLES) - {""}
TYPED = {"health", *LINES, *NAMES, *COMMANDS, *LEVELS, *SHELLS, PROGRAM}
"""What is typed is the same in every language, and so are addresses, zones and scopes."""
REFUSED = {
    "unknown --option": ["status", "--nonsense"],
    "unknown command": ["nonsense"],
    "unknown choice": ["--log-level", "nonsense", "status"],
    "no value": ["today", "--date"],
    "no text": ["add"],
    "one of two": ["sign-in"],
    "not together": ["sign-in", "--token-stdin", "--client-secret-stdin"],
    "no client": ["sign-in", "--client-secret-stdin"],
    "a value where none is": ["--demo=1"],
    "several options": ["sign-in", "--token-stdin", "--client", "1"],
    "no day": ["today", "--date", "99"],
    "no scope": ["sign-in", "--token-stdin", "--scopes", "99"],
    "no port": ["demo-server", "--port", "99999"],
    "no zone": ["demo-server", "--zone", "99"],
}


@pytest.fixture
def setup(demo: DemoServer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    """A shell that has a token."""
    monkeypatch.setenv("EXIST_DESKTOP_TOKEN", demo.token("josh"))
    return load_setup(demo.base_url, str(folder))


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shows each sentence in one line."""
    monkeypatch.setenv("COLUMNS", "500")


@pytest.mark.parametrize(
    "typed",
    [
        *(["status"], ["outbox"], ["sync"], ["history"], ["today"], ["days"], ["values", "coffees"], ["find", "walk"]),
        *(["add", "coffees", "+1"], ["add", "mood", "4", "tea"], ["add", "gold", "1"], ["add", "mood", "9"]),
        *(["add", "coffees", "lots"], ["add", "coffees", "1", "--date", "2999-01-01"], ["values", "gold"]),
        *(["find", "gold"], ["sign-out"]),
    ],
    ids=" ".join,
)
def test_an_answer_is_translated(
    typed: list[str],
    demo: DemoServer,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("EXIST_DESKTOP_TOKEN", demo.token("josh"))
    setup = load_setup(demo.base_url, str(folder))
    run(setup, act_of(parser(PSEUDO).parse_args(["today"])), AnswerFormat.JSON, PSEUDO)
    data = english_words(re.sub('"shown": .*', "", capsys.readouterr().out))
    run(setup, act_of(parser(PSEUDO).parse_args(typed)), AnswerFormat.WORDS, PSEUDO)
    out, err = capsys.readouterr()
    said = out + err
    for written in ("Exist for Android", "josh", str(setup.server), str(setup.folder)):
        said = said.replace(written, "")
    assert said.strip()
    assert set(english_words(said)) - {*data, *typed, *english_words(" ".join(NOTES)), "kcal"} == set()


HOW_OFTEN = "Nearly always, Quite often, Sometimes, Rarely go together"
"""Exist's own words about its relations."""
OF_FINDINGS_AND_OWNERS = (
    *("insights", "insights --from 2999-01-01", "averages coffees", "averages gold", "relations"),
    *("relations sleep --with mood --days-later 1 --own", "relations gold", "week"),
    *("attributes --all", "templates sleep", "templates nonsense", "take-over weight", "take-over weight --yes"),
    *("take-over coffees --yes", "take-over gold", "give-back coffees", "give-back coffees --yes", "give-back steps"),
    *("create Naps --group health --type quantity", "create Naps --group health --type quantity --value 99x"),
    *("create Naps --group 99 --type quantity", "create Coffees --group food --type quantity", "outbox --all"),
    *("create --template coffees", "create --template gold", "values mood_note --from yesterday"),
)


def test_answers_about_findings_and_owners_are_translated(setup: Setup, capsys: pytest.CaptureFixture[str]) -> None:
    """One after the other over one folder, so that it is read once."""
    for asked in ("sync", "today", "attributes --all", "templates", "insights", "relations"):
        _answered(setup, asked.split(), AnswerFormat.JSON)
    by_exist = " ".join((*NOTES, *SERVICES.values(), HOW_OFTEN))
    written = {*english_words(capsys.readouterr().out + by_exist), "josh", "kcal", "Naps"}
    found = {}
    for line in OF_FINDINGS_AND_OWNERS:
        _answered(setup, line.split(), AnswerFormat.WORDS)
        out, err = capsys.readouterr()
        assert out + err, line
        found[line] = {*english_words(out + err)} - written - {*english_words(line), *COMMANDS}
    assert {line: words for line, words in found.items() if words} == {}


def _answered(setup: Setup, typed: list[str], answers: AnswerFormat) -> None:
    run(setup, act_of(parser(PSEUDO).parse_args(typed)), answers, PSEUDO)


@pytest.mark.parametrize(
    "typed", [["today"], ["outbox"], ["add", "coffees", "+1"], ["values", "coffees"]], ids=" ".join
)
def test_a_document_is_the_same_in_every_language(
    typed: list[str],
    demo: DemoServer,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("EXIST_DESKTOP_TOKEN", demo.token("josh"))
    setup = load_setup(demo.base_url, str(folder))
    run(setup, act_of(parser(PSEUDO).parse_args(["add", "steps", "9000"])), AnswerFormat.WORDS, PSEUDO)
    run(setup, act_of(parser(PSEUDO).parse_args(["sync"])), AnswerFormat.WORDS, PSEUDO)
    found = []
    for language in (PSEUDO, Language(UNTRANSLATED, QtFormats(QLocale.c()))):
        capsys.readouterr()
        run(setup, act_of(parser(language).parse_args(typed)), AnswerFormat.JSON, language)
        found.append(re.sub('"id": [0-9]+', "", capsys.readouterr().out))
    assert found[0] == found[1]


@pytest.mark.parametrize("command", ["", *sorted(COMMANDS)])
def test_help_is_translated(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _ended([*filter(None, [command]), "--help"], PSEUDO, capsys)
    assert english_words(_without_what_is_typed(shown)) == []


@pytest.mark.parametrize("typed", REFUSED.values(), ids=REFUSED)
def test_an_error_is_translated(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    shown = _ended(typed, PSEUDO, capsys)
    assert english_words(_without_what_is_typed(shown)) == []


@pytest.mark.parametrize("typed", [*REFUSED.values(), ["--help"], ["add", "--help"]], ids=str)
def test_english_is_as_argparse_says_it_whatever_was_said_before(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    english = Language(UNTRANSLATED, EnglishFormats())
    one, _, two = (_ended(typed, language, capsys) for language in (english, PSEUDO, english))
    assert one == two
    assert one.isascii()
    assert ("options:" in one) == ("--help" in typed)
    assert one.startswith("usage: exist-desktop")


def test_an_error_of_english_is_in_the_known_words(capsys: pytest.CaptureFixture[str]) -> None:
    english = Language(UNTRANSLATED, EnglishFormats())
    assert _ended(["today", "--date"], english, capsys).endswith(
        "exist-desktop today: error: argument --date: expected one argument\n"
    )


def test_a_percent_sign_of_a_translator_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    language = Language(ByRule(lambda sentence: f"100 % {sentence}"), EnglishFormats())
    assert "100 % show a day" in _ended(["--help"], language, capsys)


def _ended(typed: list[str], language: Language, capsys: pytest.CaptureFixture[str]) -> str:
    """Returns what was printed by a command line that ends in the parser."""
    capsys.readouterr()
    with pytest.raises(SystemExit):
        act_of(parser(language).parse_args(typed))
    out, err = capsys.readouterr()
    return str(out + err)


def _without_what_is_typed(shown: str) -> str:
    for word in sorted(TYPED, key=len, reverse=True):
        shown = shown.replace(word, "")
    return re.sub(r"-{1,2}[a-z][a-z-]*|\{[^}]*\}", "", shown)


GERMAN = (
    ("add gestern Kaffee +1", "Coffees: "),
    ("add yesterday coffee +1", "Coffees: "),
    ("add Stimmung 4 langer Spaziergang", "Mood: 4"),
    ("add mood 3 tea", "Mood: 4 → 3"),
    ("add Schlaf 7 Std. 30 Min.", "Time asleep"),
    ("take-over Gewicht --yes", "Weight: "),
    ("add Gewicht 71,4 Kilo", "Weight: "),
    ("give-back Kaffee --yes", "Coffees: "),
)


def test_german_is_typed_and_answered_and_english_is_understood_beside_it(
    setup: Setup, capsys: pytest.CaptureFixture[str]
) -> None:
    german = language_of_command("system", {"LANGUAGE": "de"})
    for typed, says in GERMAN:
        code = run(setup, act_of(parser(german).parse_args(typed.split())), AnswerFormat.WORDS, german)
        out, err = capsys.readouterr()
        assert code == 0, err
        assert out.startswith(says), typed
        assert "Auf diesem Computer gespeichert." in out


def test_the_environment_makes_a_command_german(shell: Shell) -> None:
    shell.environment |= {"LANGUAGE": "de", "EXIST_DESKTOP_TOKEN": shell.demo.token("josh")}
    done = shell.run("add", "Kaffee", "+1")
    assert done.returncode == 0, done.stderr
    assert "Auf diesem Computer gespeichert." in done.stdout
