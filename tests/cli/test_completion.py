"""Completion scripts are what their shells understand, and offer what the program understands."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from exist_desktop.cli.grammar.completion import SHELLS
from exist_desktop.cli.grammar.examples import EXAMPLES
from exist_desktop.cli.grammar.parser import parser
from exist_desktop.cli.main import main
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.words.conftest import EnglishFormats

ENGLISH = Language(UNTRANSLATED, EnglishFormats())
COMPLETE = """
source "$1"
COMP_WORDS=("${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_shtab_exist_desktop
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def script(tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Path:
    assert main(["--completion", request.param]) == 0
    path = tmp_path / "completion"
    path.write_text(capsys.readouterr().out, "utf-8")
    return path


def offered(script: Path, *words: str, cwd: Path | None = None) -> set[str]:
    done = subprocess.run(
        ("bash", "-uc", COMPLETE, "bash", str(script), "exist-desktop", *words),
        capture_output=True,
        text=True,
        check=True,
        cwd=cwd,
    )
    assert done.stderr == ""
    return set(done.stdout.split("\n")) - {""}


@pytest.mark.parametrize("script", SHELLS, indirect=True)
def test_each_shell_accepts_its_script(script: Path, request: pytest.FixtureRequest) -> None:
    shell = request.node.callspec.params["script"]
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run((shell, "-n", str(script)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("script", ["bash"], indirect=True)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("s",), {"sync", "status", "sign-in", "sign-out"}),
        (("--dem",), {"--demo"}),
        (("--server", "https://exist.test", "ou"), {"outbox"}),
        (("--log-level", ""), {"debug", "info", "warning", "error"}),
        (("--completion", "b"), {"bash"}),
        (("add", "--ta"), {"--take-over"}),
        (("add", "coffees", "--date", "y"), {"yesterday"}),
        (("today", "--j"), {"--json"}),
        (("sign-in", "--client-"), {"--client-id", "--client-secret-stdin"}),
        (("sign-in", "--client-id", ""), set()),
    ],
)
def test_bash_offers_what_may_come_next(script: Path, words: tuple[str, ...], expected: set[str]) -> None:
    assert offered(script, *words) == expected


@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash_offers_folders_and_files_with_blanks(script: Path, tmp_path: Path) -> None:
    (tmp_path / "my data").mkdir()
    (tmp_path / "my state.json").touch()
    assert offered(script, "--data-dir", "my", cwd=tmp_path) == {"my data"}
    assert offered(script, "demo-server", "--state", "my", cwd=tmp_path) == {"my data", "my state.json"}


@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_every_command_is_offered(script: Path) -> None:
    assert {name for name in EXAMPLES if name} == {word for word in offered(script, "") if not word.startswith("-")}


@pytest.mark.parametrize(("command", "line"), [(name, line) for name, lines in EXAMPLES.items() for line, _ in lines])
def test_every_example_is_understood(command: str, line: str) -> None:
    typed = line.partition(" < ")[0].partition(" && ")[0].split()
    if "--help" in typed:
        return
    parsed = parser(ENGLISH).parse_args(typed)
    assert (parsed.command or "") == command or command == ""
    if hasattr(parsed, "act"):
        parsed.act(parsed)


@pytest.mark.parametrize("command", EXAMPLES)
def test_help_ends_in_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*filter(None, [command]), "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert all(f"  exist-desktop {line}".rstrip() in shown for line, _ in EXAMPLES[command])
