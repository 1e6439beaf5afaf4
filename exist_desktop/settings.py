"""What the person chose, and what a start of the program was told: the server, the data folder, waits for tests.

Choices are one small JSON file in the data folder, written whole. A file that cannot be read counts as no choices.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import platformdirs

from exist_desktop.domain.day import DAY_ENDS_AT
from exist_desktop.domain.settle import SETTLING_SECONDS

FILE = "settings.json"
REDIRECT_ADDRESS = "http://localhost:8000/"
"""The redirect address that Exist's guide registers."""
SERVER = "https://exist.io"
SERVER_VARIABLE = "EXIST_DESKTOP_SERVER"
FOLDER_VARIABLE = "EXIST_DESKTOP_DATA_DIR"
SETTLE_VARIABLE = "EXIST_DESKTOP_SETTLE_SECONDS"
TOKEN_VARIABLE = "EXIST_DESKTOP_TOKEN"  # noqa: S105 - the name of a variable


@dataclass(frozen=True)
class Setup:
    """What one start was told. `settling` is in seconds; `token` lives in this process alone and is never stored."""

    server: str
    folder: Path
    settling: float = SETTLING_SECONDS
    token: str | None = field(default=None, repr=False)


class BadSettlingTime(ValueError):  # noqa: N818 - said to the person
    """The settling time of the environment is no positive number."""


def setup(server: str | None, folder: str | None, environment: Mapping[str, str]) -> Setup:
    """The setup from the command line, else the environment, else the usual. Raises `BadSettlingTime`."""
    chosen = folder or environment.get(FOLDER_VARIABLE)
    return Setup(
        server=server or environment.get(SERVER_VARIABLE) or SERVER,
        folder=Path(chosen).expanduser().absolute() if chosen else default_folder(),
        settling=_settling(environment.get(SETTLE_VARIABLE)),
        token=environment.get(TOKEN_VARIABLE) or None,
    )


def _settling(text: str | None) -> float:
    if not text:
        return SETTLING_SECONDS
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise BadSettlingTime(text)
    return seconds


def default_folder() -> Path:
    """Where this user's data lies on this system."""
    return Path(platformdirs.user_data_dir("exist-desktop", appauthor=False))


@dataclass(frozen=True)
class Settings:
    """The person's choices. `geometry` is the window's place as Qt describes it, in hexadecimal digits."""

    theme: str = "system"
    client_id: str = ""
    redirect_address: str = REDIRECT_ADDRESS
    day_ends_at: int = DAY_ENDS_AT
    geometry: str = ""


def load(folder: Path) -> Settings:
    """The choices kept in a data folder."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    usual = asdict(Settings())
    if not isinstance(found, dict):
        return Settings()
    known = {f.name: found[f.name] for f in fields(Settings) if type(found.get(f.name)) is type(usual[f.name])}
    return Settings(**known)


def save(folder: Path, settings: Settings) -> None:
    """Keeps the choices; the former file stands until the new one is whole. Raises `OSError`."""
    fresh = folder / (FILE + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=2)
    fresh.replace(folder / FILE)
