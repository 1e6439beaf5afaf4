"""Tokens and secrets stay where they belong: not in the loudest logs, files, arguments, or what children inherit."""

from __future__ import annotations

import asyncio
import os
import subprocess
import traceback
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from exist_desktop.api.oauth.sign_in import SignedIn
from exist_desktop.api.oauth.token_endpoint import ClientCredentials
from exist_desktop.api.oauth.tokens import TokenKind, Tokens
from exist_desktop.demo.server.faults import Fault, FaultKind
from exist_desktop.domain.account import Profile
from exist_desktop.errors import AppError
from exist_desktop.settings import TOKEN_VARIABLE, Setup, load_setup
from tests.adversarial.roughness import says
from tests.adversarial.secrets_kept import findings, findings_in, findings_in_processes
from tests.adversarial.service import CALLS, PERSON, TOKEN, visiting
from tests.api.odd_server import http, serving, wired
from tests.cli.shell import Shell
from tests.daylight import people_by_day
from tests.demo_server import DemoServer
from tests.report import tried
from tests.virtual_desktop.waiting import until

LOUD = ("--log-level", "debug")
BROWSER = """#!/bin/sh
{{ cat /proc/$$/environ /proc/$$/cmdline /proc/$PPID/cmdline; }} > {folder}/inherited
echo done > {folder}/done
"""
"""A browser that notes what it inherits."""


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(people=people_by_day()) as running:
        running.set_owner("josh", "coffees", running.service)
        yield running


@pytest.fixture
def shell(demo: DemoServer, tmp_path: Path) -> Shell:
    return Shell(demo, tmp_path)


def secrets_of(demo: DemoServer) -> set[str]:
    """Every token and code that the server has ever given out, and the client's secret."""
    world = demo.world
    given = world.tokens.snapshot()
    tokens = {part for row in given["tokens"] for part in (row[0], row[5]) if part}
    return tokens | set(given["spent"]) | {demo.client_secret}


def test_a_whole_life_at_the_loudest_tells_no_secret(shell: Shell, demo: DemoServer, tmp_path: Path) -> None:
    """Sign in, add, send, renew, sign out, everything logged: nothing of it is in what is said, or in any file."""
    codes: set[str] = set()

    def browse(address: str) -> None:
        assert findings_in_processes({demo.client_secret}) == []
        with httpx.Client() as browser:
            answer = browser.post(
                address, data={"decision": "allow", "user": "josh"}, headers={"Origin": demo.base_url}
            )
            target = answer.headers["location"]
            codes.update(parse_qs(urlsplit(target).query)["code"])
            page = browser.get(target)
        assert page.headers["cache-control"] == "no-store"
        assert findings_in(codes, page=page.text) == []

    said = [shell.sign_in(browse, "--yes", *LOUD)]
    assert said[0][0] == 0
    secrets = {*secrets_of(demo), *codes}
    demo.world.faults.add(Fault("*", FaultKind.STATUS, status=401))  # so that the next call leads to a renewal
    for typed in (("add", "coffees", "+1"), ("sync",), ("status",), ("outbox", "--all"), ("sign-out",)):
        done = shell.run(*typed, *LOUD)
        assert done.returncode == 0, done.stderr
        said.append((done.returncode, done.stdout, done.stderr))
        held = [tmp_path / "data", *tmp_path.glob("exist-desktop*")]
        assert findings({*secrets, *secrets_of(demo)}, held) == []
    assert any(entry.call == "access_token" for entry in demo.world.requests)
    for _, out, err in said:
        assert findings_in({*secrets, *secrets_of(demo)}, out=out, err=err) == []
    assert "DEBUG" in said[1][2]
    tried("hostile servers and neighbours", "secrets: a whole life")


def test_a_token_of_the_environment_is_not_inherited_by_the_browser(
    shell: Shell, demo: DemoServer, tmp_path: Path
) -> None:
    browser = tmp_path / "browser.sh"
    browser.write_text(BROWSER.format(folder=tmp_path))
    browser.chmod(0o700)
    token = demo.token("mia")
    environment = shell.environment | {TOKEN_VARIABLE: token, "BROWSER": f"{browser} %s"}
    way = ("sign-in", "--client-secret-stdin", "--client-id", demo.client_id, "--redirect-uri", shell.redirect)
    with subprocess.Popen(
        shell.command(*way, "--yes"),
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            assert running.stdin is not None
            running.stdin.write(f"{demo.client_secret}\n")
            running.stdin.flush()
            until((tmp_path / "done").exists, "the browser was never opened")
        finally:
            running.kill()
    assert b"BROWSER" in (tmp_path / "inherited").read_bytes()
    assert findings({token, demo.client_secret}, [tmp_path / "inherited"]) == []
    tried("hostile servers and neighbours", "secrets: what a child inherits")


def test_the_token_is_taken_out_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    assert load_setup(folder=str(tmp_path)).token == TOKEN
    assert TOKEN_VARIABLE not in os.environ


@pytest.mark.parametrize("status", [200, 307, 400, 401, 429, 500])
def test_no_trouble_carries_a_secret_in_its_traceback(status: int) -> None:
    secrets = {TOKEN, PERSON.client_secret}

    async def run() -> None:
        async with serving(says(http(status, b"{"))) as port, wired(f"http://127.0.0.1:{port}") as transport:
            for call in CALLS.values():
                with pytest.raises(AppError) as met:
                    await call(visiting(transport))
                report = "".join(traceback.format_exception(met.value))
                assert findings_in(secrets, report=report, itself=repr(met.value)) == []
                tried("hostile servers and neighbours", "secrets: tracebacks")

    asyncio.run(run())


def test_nothing_that_holds_a_secret_shows_it_when_it_is_printed() -> None:
    tokens = Tokens(TokenKind.BEARER, TOKEN, f"refresh-{TOKEN}", client_secret=f"secret-{TOKEN}")
    holders = (
        tokens,
        SignedIn(tokens, Profile("josh")),
        ClientCredentials("id", TOKEN),
        Setup("https://exist.io", Path(), token=TOKEN),
    )
    for holder in holders:
        assert TOKEN not in repr(holder) + str(holder)
        assert TOKEN not in f"{holder}"


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    """In every spelling, in a file, in a text, and on a command line."""
    for number, spelled in enumerate((TOKEN, TOKEN.encode("utf-16-le").decode("latin-1"))):
        (tmp_path / f"{number}.log").write_text(spelled, encoding="latin-1")
    assert len(findings({TOKEN}, [tmp_path])) == 2
    assert findings({TOKEN}, [tmp_path], but_not=[tmp_path]) == []
    assert findings_in({TOKEN}, text=f"?token={TOKEN}&x") == ["text holds a secret"]
    with subprocess.Popen(["sh", "-c", "read x", TOKEN], stdin=subprocess.PIPE) as one:
        until(
            lambda: findings_in_processes({TOKEN}) == [f"process {one.pid} has a secret in its cmdline"], "not seen", 5
        )
        one.kill()
