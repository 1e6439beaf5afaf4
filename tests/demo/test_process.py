"""The server as a process of its own: announced, ended cleanly, killed, and back with the same rows."""

from __future__ import annotations

import json
import signal
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
from exist_desktop.demo.server import serve
path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None
serve(announce=lambda told: print(json.dumps(told), flush=True), state_path=path)
"""
DAY = "2026-11-22"
COFFEE = {"name": "coffees", "date": DAY, "value": 1}


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    command = [sys.executable, "-W", "error", "-c", SCRIPT, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            yield running, json.loads(running.stdout.readline())
        finally:
            running.kill()


def bearer(told: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {told['tokens']['josh']}"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_without_a_word(number: signal.Signals) -> None:
    with process() as (running, told), httpx.Client(base_url=told["base_url"], headers=bearer(told)) as client:
        assert set(told) == {"base_url", "client_id", "client_secret", "redirect_uri", "tokens"}
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
