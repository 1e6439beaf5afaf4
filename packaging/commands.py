"""What each command of `dev.py` does, with a table of them at the end."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import interpreters
import packages
import release
import system_packages
import virtual_environment
from project import (
    OF_BUNDLE,
    PYPROJECT,
    REQUIREMENTS,
    ROOT,
    USUAL,
    Environment,
    StopError,
    run,
    run_at_once,
    run_quietly,
    say,
)

PICTURES = ROOT / "pictures"
CHECKS = {
    "ruff check": ("ruff", "check"),
    "ruff format": ("ruff", "format", "--check"),
    "mypy": ("mypy",),
}
REQUIREMENTS_HEAD = "# Made by `python3 packaging/dev.py lock` from pyproject.toml.\n"


NEWER = ("3.12", "3.13")
"""The supported Pythons beside the oldest one. Everything is tested on them."""


def demo(arguments: list[str]) -> int:
    """Shows the program with a demo server: in a window, or in pictures if there is no display."""
    virtual_environment.ensure(USUAL)
    system_packages.require(system_packages.window(USUAL))
    if _has_display():
        return run(USUAL.python, "-m", "exist_desktop", "--demo", *arguments)
    say("There is no display here, so the demo runs on a virtual screen and takes pictures of what it shows.")
    status = _run_in_desk(USUAL, "tests.e2e.story", "--pictures", str(PICTURES), *arguments)
    if status == 0:
        say(f"The pictures are in {PICTURES}")
    return status


def test(arguments: list[str]) -> int:
    """Checks the code, then runs all tests on a virtual desktop. `--python 3.13` is ours, the rest is pytest's."""
    environment, others = _chosen(arguments)
    virtual_environment.ensure(environment)
    failed = _failed_checks(environment)
    status = _run_in_desk(environment, "tests", *others, place=("--in-memory",))
    return _sum_up(failed) or status


def coverage(_arguments: list[str]) -> int:
    """Runs all tests but the proofs and measures the lines and branches that they reach. Fails below a room's floor."""
    virtual_environment.ensure(USUAL)
    return _run_in_desk(USUAL, "tests", "--coverage", place=("--in-memory",))


def pythons(arguments: list[str]) -> int:
    """Runs the program, and the tests that use it from outside, on each later Python that is installed here."""
    tries: dict[str, Sequence[str | Path]] = {}
    for version in NEWER:
        found = interpreters.find(version)
        if found is None:
            say(f"There is no Python {version} here, so nothing is tried on it.")
            continue
        environment = _of_version(version, found)
        virtual_environment.ensure(environment)
        tries[f"Python {version}:"] = _in_desk(environment, "tests", "tests/e2e", *arguments, place=("--in-memory",))
    return run_at_once(tries)


def desks(arguments: list[str]) -> int:
    """Runs the tests of a real desktop on sway, and a start on each other compositor. Arguments are pytest's."""
    if sys.platform != "linux":
        raise StopError("Wayland's desktops are Linux's, so they are tried there alone.")
    virtual_environment.ensure(USUAL)
    system_packages.require((*system_packages.window(USUAL), *system_packages.DESK, *system_packages.COMPOSITORS))
    tests = [str(ROOT / "tests" / name) for name in ("e2e", "reminders", "tray", "virtual_desktop")]
    tries: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        "sway": (("--on", "sway"), ["-m", "virtual_desktop or wayland", "tests/wayland", *tests]),
        "mutter": (("--on", "mutter"), ["tests/wayland/test_start.py"]),
        "kwin": (("--on", "kwin"), ["tests/wayland/test_start.py"]),
    }
    failed = []
    for title, (desk, chosen) in tries.items():
        say(f"{title}:")
        session = ("-m", "tests.virtual_desktop.session", *desk, "--in-memory", "--")
        pytest = ("-m", "pytest", *chosen, *arguments)
        if run("timeout", "--kill-after=1m", "30m", USUAL.python, *session, USUAL.python, *pytest) != 0:
            failed.append(title)
    say(f"desktops: failed on {'; '.join(failed)}" if failed else f"desktops: passed on {'; '.join(tries)}")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measures the program's speed on a virtual desktop and prints one table. Arguments name parts of it."""
    if sys.platform != "linux":
        raise StopError("The benchmarks read what Linux counts for each process, so they run there alone.")
    virtual_environment.ensure(USUAL)
    return _run_in_desk(USUAL, "tests.benchmarks", *arguments)


def soak(arguments: list[str]) -> int:
    """Runs that many simulated episodes on all cores, or kills the real program that often: `soak kills 200`."""
    killing = arguments[:1] == ["kills"]
    number, *rest = (arguments[1:] if killing else arguments) or [""]
    if not number.isdigit():
        raise StopError("How many? For example: python3 packaging/dev.py soak 100000, or soak kills 200")
    virtual_environment.ensure(USUAL)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    trial = ("tests.crash.kills",) if killing else ("tests.simulation", "--episodes")
    return run(USUAL.python, "-m", *trial, number, *rest)


def pictures(arguments: list[str]) -> int:
    """Takes pictures of pages, dialogs and states, without a screen: `--only NAME` of some, `--all` in every look.

    `--own` takes those that come with the program instead: for Help, and for stores.
    """
    virtual_environment.ensure(USUAL)
    system_packages.require(system_packages.window(USUAL))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if arguments == ["--own"]:
        return run(USUAL.python, "-m", "tests.pictures.own")
    return run(USUAL.python, "-m", "tests.pictures.gallery", str(PICTURES / "gallery"), *arguments)


def setup(_arguments: list[str]) -> int:
    """Prepares the environment and the system for the other commands."""
    virtual_environment.ensure(USUAL)
    system_packages.require((*system_packages.window(USUAL), *system_packages.DESK))
    return 0


def check(_arguments: list[str]) -> int:
    """Runs every check that reads the code without running it."""
    virtual_environment.ensure(USUAL)
    return _sum_up(_failed_checks(USUAL))


def lock(arguments: list[str]) -> int:
    """Chooses the versions again and writes them with their hashes. `--upgrade` does not prefer the present ones."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder)
        python = Environment(tools, sys.executable).python
        made = run_quietly(sys.executable, "-m", "venv", tools)
        if not made or not run_quietly(python, "-m", "pip", "install", "--quiet", "uv"):
            raise StopError("uv, which chooses the versions, could not be installed; its own words are above.")
        # The pins of all platforms and Pythons in one file, without the address of the registry.
        options = ("--universal", "--python-version=3.11", "--generate-hashes", "--no-header")
        quiet = ("--quiet", "--no-emit-index-url", "--no-emit-find-links")
        compile_pins = (str(python), "-m", "uv", "pip", "compile", *options, *quiet, *arguments)
        of_bundle = ("--group=bundle", "--constraints", str(REQUIREMENTS))
        for file, others in ((REQUIREMENTS, ("--group=dev",)), (OF_BUNDLE, of_bundle)):
            pins = tools / "requirements.txt"
            pins.write_text(file.read_text(encoding="utf-8") if file.exists() else "", encoding="utf-8")
            if status := run(*compile_pins, *others, "--output-file", pins, PYPROJECT):
                return status
            file.write_text(REQUIREMENTS_HEAD + pins.read_text(encoding="utf-8"), encoding="utf-8")
    return 0


def messages(_arguments: list[str]) -> int:
    """Writes the template for translators again, and updates every catalogue from it."""
    virtual_environment.ensure(USUAL)
    return run(USUAL.python, "-m", "tests.words.messages")


def manual(_arguments: list[str]) -> int:
    """Writes the manual page and the completions for shells again, from the grammar of the command line."""
    virtual_environment.ensure(USUAL)
    return run(USUAL.python, "packaging/from_grammar.py")


def _chosen(arguments: list[str]) -> tuple[Environment, list[str]]:
    """Returns the environment that `--python` names, or else the usual one, and all other arguments."""
    names = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    names.add_argument("--python", metavar="3.13")
    typed, others = names.parse_known_args(arguments)
    if typed.python is None:
        return USUAL, others
    found = interpreters.find(typed.python)
    if found is None:
        raise StopError(
            f"There is no Python {typed.python} here. Where it is installed, python{typed.python} is found."
        )
    return _of_version(typed.python, found), others


def _of_version(version: str, interpreter: str) -> Environment:
    return Environment(ROOT / f".venv-{version}", interpreter)


def _failed_checks(environment: Environment) -> list[str]:
    return [name for name, module in CHECKS.items() if run(environment.python, "-m", *module) != 0]


def _sum_up(failed: list[str]) -> int:
    say(f"checks: {', '.join(failed)} failed" if failed else f"checks: {', '.join(CHECKS)} passed")
    return 1 if failed else 0


def _has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run_in_desk(environment: Environment, module: str, *arguments: str, place: tuple[str, ...] = ()) -> int:
    """Runs a module on a temporary desktop; outside Linux, on the present one."""
    return run(*_in_desk(environment, module, *arguments, place=place))


def _in_desk(environment: Environment, module: str, *arguments: str, place: tuple[str, ...] = ()) -> Sequence[str]:
    """Returns the command that runs a module on a temporary desktop; outside Linux, on the present one.

    `place` has the option for where that desktop's files are.
    """
    python = str(environment.python)
    command = (python, "-m", module, *arguments)
    if sys.platform != "linux":
        return command
    system_packages.require((*system_packages.window(environment), *system_packages.DESK))
    return (python, "-m", "tests.virtual_desktop.session", "--tray", *place, "--", *command)


@dataclass(frozen=True)
class Command:
    """A command and the line that explains it."""

    run: Callable[[list[str]], int]
    does: str


COMMANDS = {
    "demo": Command(demo, "show Exist Desktop with its own demo server"),
    "test": Command(test, "check the code and run all tests; --python 3.13: on that one; the rest is pytest's"),
    "coverage": Command(coverage, "measure which lines and branches the tests reach, room by room"),
    "pythons": Command(pythons, f"try the program from outside on Python {' and '.join(NEWER)}, where installed"),
    "desks": Command(desks, "run the tests of a real desktop on Wayland: sway, and a start on mutter and kwin"),
    "bench": Command(bench, "measure how fast it is, as ratios in one table"),
    "soak": Command(soak, "live simulated episodes on all cores: soak 100000; kill the real program: soak kills 200"),
    "pictures": Command(pictures, "take pictures of every page, dialog and state; --own: those of Help and of stores"),
    "check": Command(check, "check the code without running it"),
    "setup": Command(setup, "only make ready what the other commands need"),
    "messages": Command(messages, "write the sentences down for translators, and update and compile the catalogues"),
    "package": Command(packages.package, f"build and try one kind of package: {', '.join(packages.KINDS)}"),
    "release": Command(release.release, "build and try all packages as others will have them, on a bare Debian too"),
    "manual": Command(manual, "write the manual page and the completions from the grammar of the command line"),
    "lock": Command(lock, "choose the versions in requirements.txt anew"),
}
