"""The server as a process of its own: announced, ended cleanly, killed, and back with the same rows."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.patience import PATIENCE

SCRIPT = """
import json, pathlib, sys
from exist_desktop.demo.server.server import serve
paths = [name for name in sys.argv[1:] if not name.startswith("--")]
path = pathlib.Path(paths[0]) if paths else None
owner = sys.stdin.buffer if "--owned" in sys.argv else None
serve(announce=lambda told: print(json.dumps(told), flush=True), state_path=path, owner=owner)
"""
DAY = "2026-11-22"
COFFEE = {"name": "coffees", "date": DAY, "value": 1}


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    command = [sys.executable, "-W", "error", "-c", SCRIPT, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as running:
        try:
            assert running.stdout is not None
            yield running, json.loads(running.stdout.readline())
        finally:
            running.kill()


def bearer(told: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {told['tokens']['josh']}"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("owned", [(), ("--owned",)], ids=["alone", "owned"])
def test_a_signal_ends_it_without_a_word(number: signal.Signals, owned: tuple[str, ...]) -> None:
    with process(*owned) as (running, told), httpx.Client(base_url=told["base_url"], headers=bearer(told)) as client:
        assert set(told) == {"base_url", "client_id", "client_secret", "redirect_uri", "tokens", "passwords"}
        assert told["redirect_uri"] == "http://localhost:8000/"
        assert client.get("/api/2/accounts/profile/").json()["username"] == "josh"
        running.send_signal(number)
        output, errors = running.communicate(timeout=PATIENCE)
        assert (running.returncode, output, errors) == (0, "", "")


def test_a_killed_server_comes_back_as_it_was(tmp_path: Path) -> None:
    path = str(tmp_path / "state" / "demo.json")
    where = {"user": "josh", "attribute": "coffees", "date": DAY}
    control = {"X-Demo-Control": "1"}
    with process(path) as (running, first), httpx.Client(base_url=first["base_url"], headers=bearer(first)) as client:
        client.post("/api/2/attributes/acquire/", json=[{"name": "coffees"}])
        client.post("/demo/die", headers=control, json={"call": "increment", "when": "after_apply"})
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            client.post("/api/2/attributes/increment/", json=[COFFEE])
        assert running.wait(PATIENCE) == 70
    with process(path) as (_, second), httpx.Client(base_url=second["base_url"], headers=bearer(second)) as client:
        assert second == first
        rows = client.get("/demo/rows", headers=control, params=where).json()
        assert [write["op"] for write in rows["writes"]] == ["increment"]
        assert rows["value"] == rows["writes"][0]["total"]
        log = client.get("/demo/requests", headers=control).json()["requests"]
        assert (log[-1]["call"], log[-1]["status"], log[-1]["applied"]) == ("increment", None, 1)
        answer = client.post("/api/2/attributes/increment/", json=[COFFEE]).json()
        assert answer["success"][0]["current"] == rows["value"] + 1


def test_it_can_die_before_applying(tmp_path: Path) -> None:
    path = str(tmp_path / "demo.json")
    control = {"X-Demo-Control": "1"}
    with process(path) as (running, told), httpx.Client(base_url=told["base_url"], headers=bearer(told)) as client:
        client.post("/api/2/attributes/acquire/", json=[{"name": "coffees"}])
        client.post("/demo/die", headers=control, json={"call": "increment", "when": "before_apply"})
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            client.post("/api/2/attributes/increment/", json=[COFFEE])
        assert running.wait(PATIENCE) == 70
    state = json.loads(Path(path).read_text("utf-8"))
    assert state["world"]["writes"] == []


def test_each_server_has_secrets_of_its_own() -> None:
    with process() as (_, first), process() as (_, second):
        for name in ("client_id", "client_secret", "tokens", "passwords"):
            assert first[name] != second[name]


def test_the_announced_password_gives_a_token() -> None:
    with process() as (_, told), httpx.Client(base_url=told["base_url"]) as client:
        login = {"username": "mia", "password": told["passwords"]["mia"]}
        token = client.post("/api/2/auth/simple-token/", data=login).json()["token"]
        profile = client.get("/api/2/accounts/profile/", headers={"Authorization": f"Token {token}"}).json()
        assert profile["username"] == "mia"


def test_the_state_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "made" / "demo.json"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine", "utf-8")
    before = os.umask(0)
    try:
        path.parent.mkdir(mode=0o700)
        path.with_name("demo.json.new").symlink_to(elsewhere)
        with process(str(path)):
            assert path.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
    assert elsewhere.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "left",
    [
        b"{}",
        b"",
        b"\xff\xfe",
        b'{"port": 8000',
        b"[1]",
        b'{"port": "x", "world": {"seed": 7, "tokens": {"key": ""}}}',
        b'{"port": 70000, "world": {"seed": 7, "tokens": {"key": ""}}}',
        b'{"port": 8000, "world": {"seed": 7, "tokens": {"key": "a"}}}',
        b'{"port": 8000, "world": {"seed": 7, "accounts": {"josh": 1}, "tokens": {"key": "a"}}}',
    ],
)
def test_a_state_that_cannot_be_understood_is_put_aside(tmp_path: Path, left: bytes) -> None:
    path = tmp_path / "demo.json"
    path.write_bytes(left)
    with process(str(path)) as (_, told):
        assert httpx.get(f"{told['base_url']}/api/2/accounts/profile/", headers=bearer(told)).status_code == 200
    assert (tmp_path / "demo.json.damaged").read_bytes() == left


def test_a_port_that_is_taken_meanwhile_is_passed_over(tmp_path: Path) -> None:
    path = str(tmp_path / "demo.json")
    with process(path) as (running, first):
        running.terminate()
        running.wait(PATIENCE)
    with socket.socket() as other:
        other.bind(("127.0.0.1", httpx.URL(first["base_url"]).port or 0))
        other.listen()
        with process(path) as (_, second):
            assert second["base_url"] != first["base_url"]
            assert second["tokens"] == first["tokens"]


def test_it_ends_with_its_owner() -> None:
    with process("--owned") as (running, told):
        assert httpx.get(f"{told['base_url']}/api/2/accounts/profile/", headers=bearer(told)).status_code == 200
        assert running.stdin is not None
        running.stdin.close()
        assert running.wait(PATIENCE) == 0
