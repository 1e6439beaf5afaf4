"""A data folder, and a runtime folder of a short name: the path of a socket in it may have 107 bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.front.program import in_shell


@pytest.fixture
def runtime_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="run-") as folder:
        yield Path(folder)


@pytest.fixture
def folder(tmp_path: Path, runtime_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the shell that this process plays."""
    in_shell(monkeypatch, tmp_path / "data", runtime_folder)
    return tmp_path / "data"
