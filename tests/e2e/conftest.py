"""What holds after every run of the real program: no token and no secret is anywhere but in the keyring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adversarial.secrets_kept import findings, findings_in_processes, persons_folders
from tests.report import tried

STATE = "server.json"
"""What the server keeps of itself, in the folder of the test."""


@pytest.fixture(autouse=True)
def _no_secret_is_left(tmp_path: Path) -> Iterator[None]:
    yield
    state = tmp_path / STATE
    if state.exists():  # else no server was there to give any out
        secrets = issued(state)
        assert secrets
        assert findings(secrets, [tmp_path, *persons_folders()], but_not=[state, tmp_path / "browser"]) == []
        assert findings_in_processes(secrets) == []
        tried("hostile servers and neighbours", "secrets: end to end")


def issued(state: Path) -> set[str]:
    """Every token that the server gave out over its lives, as its own state has them, and the codes for them."""
    tokens = json.loads(state.read_text(encoding="utf-8"))["world"]["tokens"]
    return {part for row in tokens["tokens"] for part in (row[0], row[5]) if part} | set(tokens["spent"])
