"""Where a secret must never be found: files, logs, the arguments and the environment of processes, and tracebacks."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from tests.virtual_desktop import processes

PERSONS_FOLDERS = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
SHORTEST = 12
"""Characters below which something would be found by chance."""


def findings(secrets: Iterable[str], places: Iterable[Path], but_not: Iterable[Path] = ()) -> list[str]:
    """The files that hold one of the secrets, as it is or packed in one of the usual ways; one line for each."""
    looked_for = list(_spelled(secrets))
    left_out = tuple(but_not)
    return [
        f"{path} holds a secret"
        for path in _files(places)
        if not any(path.is_relative_to(folder) for folder in left_out) and _holds(_content(path), looked_for)
    ]


def findings_in(secrets: Iterable[str], **said: str) -> list[str]:
    """Which of these texts hold a secret: an output, a log, a traceback."""
    looked_for = list(_spelled(secrets))
    return [f"{name} holds a secret" for name, text in said.items() if _holds(text.encode(), looked_for)]


def findings_in_processes(secrets: Iterable[str]) -> list[str]:
    """Which processes below this one have a secret on their command line, or were given one in their environment."""
    looked_for = list(_spelled(secrets))
    return [
        f"process {number} has a secret in its {file}"
        for number in processes.descendants()
        for file in ("cmdline", "environ")
        if _holds(_content(Path("/proc", str(number), file)), looked_for)
    ]


def persons_folders() -> list[Path]:
    """Everywhere that this process could have left something for the person."""
    return [Path(os.environ[name]) for name in PERSONS_FOLDERS if name in os.environ]


def _spelled(secrets: Iterable[str]) -> Iterator[bytes]:
    for secret in secrets:
        assert len(secret) >= SHORTEST, "too short to be looked for"
        yield secret.encode()
        yield quote(secret, safe="").encode()
        yield secret.encode("utf-16-le")
        yield base64.b64encode(secret.encode())[: len(secret)].rstrip(b"=")


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from (path for path in (place, *place.rglob("*")) if path.is_file())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has gone meanwhile, or is another user's
        return b""


def _holds(content: bytes, looked_for: Iterable[bytes]) -> bool:
    return any(secret in content for secret in looked_for)
