"""The program as a shell starts it, on a machine without a display: sign-in in a browser, keyring, demo server."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import httpx
import pytest

from exist_desktop.store.store import DATABASE
from tests.cli.shell import Shell, pressing
from tests.patience import PATIENCE
from tests.store.notebook import query


def test_the_whole_story_in_a_shell(shell: Shell) -> None:
    code, out, _ = shell.sign_in(pressing("allow"), "--yes", "--json")
    assert (code, json.loads(out)) == (0, {"signed_in": True, "user": "josh"})
    assert "josh" in shell.items.read_text()
    added = shell.run("add", "coffees", "+1", "--json")
    assert (added.returncode, added.stderr) == (0, "")
    assert [write.value for write in shell.demo.world.writes("josh", "coffees")] == [1]
    left = shell.run("sign-out", "--json")
    assert (left.returncode, json.loads(left.stdout)) == (0, {"signed_in": False, "kept": 0})
    assert json.loads(shell.items.read_text()) == {}
    assert json.loads(shell.run("status", "--json").stdout)["signed_in"] is False
    waiting = shell.run("add", "coffees", "+1")
    assert waiting.returncode == 0
    assert len(shell.demo.world.writes("josh", "coffees")) == 1


def test_denying_links_nothing(shell: Shell) -> None:
    code, out, err = shell.sign_in(pressing("deny"), "--yes")
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert not shell.items.exists()


def test_an_answer_with_another_state_is_passed_over(shell: Shell) -> None:
    def browse(address: str) -> None:
        forged = httpx.get(f"{shell.redirect}?{urlencode({'code': 'stolen', 'state': 'guessed'})}")
        assert forged.status_code == 400
        pressing("allow")(address)

    code, _, _ = shell.sign_in(browse, "--yes")
    assert code == 0
    assert "stolen" not in shell.items.read_text()


@pytest.mark.parametrize(("answer", "expected"), [("y", 0), ("n", 1), ("", 1)])
def test_is_this_you_is_asked(shell: Shell, answer: str, expected: int) -> None:
    code, _, err = shell.sign_in(pressing("allow", "mia"), answers=answer + "\n")
    assert "@mia. Is this you?" in err
    assert (code, shell.items.exists()) == (expected, expected == 0)


@pytest.mark.parametrize(("answer", "expected"), [("j", 0), ("Ja", 0), ("yes", 0), ("nein", 1), ("", 1)])
def test_it_is_asked_and_answered_in_the_language(shell: Shell, answer: str, expected: int) -> None:
    shell.environment["LANGUAGE"] = "de"
    code, _, err = shell.sign_in(pressing("allow", "mia"), answers=answer + "\n")
    assert "@mia. Bist du das? [j/N]" in err
    assert (code, shell.items.exists()) == (expected, expected == 0)


def test_the_address_asks_for_no_more_than_is_needed(shell: Shell) -> None:
    asked: list[str] = []

    def browse(address: str) -> None:
        asked.append(address)
        pressing("deny")(address)

    shell.sign_in(browse)
    parts = urlsplit(asked[0])
    assert urlunsplit((*parts[:2], "", "", "")) == shell.demo.base_url
    scopes = set(parse_qs(parts.query)["scope"][0].split())
    assert "food_write" in scopes
    assert "sleep_write" not in scopes


def test_more_can_be_allowed_from_a_shell(shell: Shell) -> None:
    asked: list[str] = []

    def browse(address: str) -> None:
        asked.append(address)
        pressing("deny")(address)

    shell.sign_in(browse, "--scopes", "default activity_write")
    scopes = parse_qs(urlsplit(asked[0]).query)["scope"][0].split()
    assert {"activity_write", "food_write", "sleep_read"} <= set(scopes)
    assert len(scopes) == len(set(scopes))
    refused = shell.run("sign-in", "--token-stdin", "--scopes", "activity")
    assert refused.returncode == 2
    assert "activity_read" in refused.stderr


def test_what_was_pasted_with_its_surroundings_works(shell: Shell) -> None:
    token = shell.demo.token("mia")
    signed = shell.run("sign-in", "--token-stdin", stdin=f'\ufeff "Bearer {token}" \n')
    assert (signed.returncode, signed.stderr) == (0, "")
    shell.environment["EXIST_DESKTOP_TOKEN"] = f" '{token}'\n"
    assert json.loads(shell.run("status", "--json").stdout)["user"] == "mia"
    del shell.environment["EXIST_DESKTOP_TOKEN"]
    way = ("--client-id", f" {shell.demo.client_id}\n", "--redirect-uri", shell.redirect)
    code, _, _ = shell.sign_in(pressing("allow", "mia"), "--yes", *way)
    assert code == 0


def test_a_developer_token_is_kept_in_the_keyring_alone(shell: Shell) -> None:
    token = shell.demo.token("mia")
    signed = shell.run("sign-in", "--token-stdin", stdin=token + "\n")
    assert (signed.returncode, signed.stdout, signed.stderr) == (0, "Signed in as @mia.\n", "")
    assert token in shell.items.read_text()
    kept = [path for path in shell.folder.rglob("*") if path.is_file() and token.encode() in path.read_bytes()]
    assert kept == []
    assert json.loads(shell.run("sync", "--json").stdout)["waiting"] == 0
    refused = shell.run("sign-in", "--token-stdin", stdin="nonsense token\n")
    assert (refused.returncode, refused.stdout) == (1, "")


def test_what_was_typed_and_not_saved_goes_with_the_sign_out(shell: Shell) -> None:
    shell.run("sign-in", "--token-stdin", stdin=shell.demo.token("josh") + "\n")
    database = shell.folder / DATABASE
    with closing(sqlite3.connect(database)) as connection, connection:  # as a window leaves it that is killed
        connection.execute("INSERT INTO draft SELECT id, '2026-11-22', 'mood_note', 'Half a sen', NULL FROM account")
        connection.execute("INSERT INTO draft SELECT id, '2026-11-22', 'quick line', 'coffee +', NULL FROM account")
    assert shell.run("sign-out").returncode == 0
    assert query(database, "SELECT * FROM draft") == []


def test_waiting_entries_are_kept_or_discarded_by_signing_out(shell: Shell) -> None:
    shell.run("sign-in", "--token-stdin", stdin=shell.demo.token("josh") + "\n")
    shell.run("sync")
    shell.run("sign-out")
    shell.run("add", "coffees", "+1")
    assert json.loads(shell.run("sign-out", "--json").stdout)["kept"] == 1
    assert json.loads(shell.run("sign-out", "--json", "--discard").stdout)["kept"] == 0
    assert json.loads(shell.run("outbox", "--json").stdout)["entries"] == []


def test_help_is_there_without_a_display(shell: Shell) -> None:
    told = shell.run("--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert re.search(r"add coffees \+1", told.stdout)


@contextmanager
def demo_server(shell: Shell, *typed: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        shell.command("demo-server", *typed),
        env=shell.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def test_the_demo_server_says_one_line_and_ends_when_told(shell: Shell) -> None:
    with demo_server(shell) as running:
        assert running.stdout is not None
        told = json.loads(running.stdout.readline())
        assert httpx.get(f"{told['base_url']}/api/2/accounts/profile/").status_code == 401
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, out, err) == (0, "", "")


def test_the_people_of_the_demo_live_where_they_are_put(shell: Shell) -> None:
    with demo_server(shell, "--zone", "Pacific/Apia") as running:
        assert running.stdout is not None
        told = json.loads(running.stdout.readline())
        for token in told["tokens"].values():
            answer = httpx.get(
                f"{told['base_url']}/api/2/accounts/profile/", headers={"Authorization": f"Bearer {token}"}
            )
            assert answer.json()["timezone"] == "Pacific/Apia"
            assert answer.json()["local_time"].endswith("+13:00")


def test_a_port_in_use_is_said(shell: Shell) -> None:
    port = shell.demo.base_url.rpartition(":")[2]
    with demo_server(shell, "--port", port) as running:
        out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, out) == (1, "")
    assert port in err
    assert "Traceback" not in err


def test_a_command_collects_garbage_from_its_act_on(tmp_path: Path) -> None:
    """While it loads there is none, and to look for some takes as long as a command beside a window."""
    told = "print(gc.isenabled(), gc.get_freeze_count() > 0)"
    program = f"import gc; from exist_desktop.__main__ import main; main(); {told}"
    command = (sys.executable, "-c", program, "status", "--data-dir", str(tmp_path / "data"))
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout.splitlines()[-1] == "True True"
