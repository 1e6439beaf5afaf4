"""The JSON of a mapping: what `--map FILE` reads and the window saves. Everything in it is checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from exist_desktop.domain.creation import CREATABLE, LONGEST_LABEL
from exist_desktop.domain.mood import STEPS
from exist_desktop.domain.transfer.export import ExportError, ExportErrorKind
from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.domain.transfer.mapping import VERSION, ImportMapping, New, Target
from exist_desktop.files import replace_whole
from exist_desktop.imports.bounded import opened
from exist_desktop.store import strict_json

LARGEST = 5_000_000
"""Bytes of a file."""
_INDENT = 2


def to_json(mapping: ImportMapping) -> str:
    """Returns a mapping as a person can read and change it."""
    return msgspec.json.format(msgspec.json.encode(mapping), indent=_INDENT).decode() + "\n"


def document_of(mapping: ImportMapping) -> Any:  # noqa: ANN401 - JSON
    """Returns a mapping as a part of another JSON document."""
    return msgspec.to_builtins(mapping)


def from_json(text: str | bytes) -> ImportMapping:
    """Returns the mapping of a JSON text. Raises `ValueError`, which says where it makes no sense."""
    try:
        mapping = msgspec.convert(strict_json.loads(text), ImportMapping)
    except RecursionError as error:
        raise ValueError(str(error)) from error
    if mapping.version != VERSION or not mapping.kind.is_foreign:
        raise ValueError(mapping.version)
    if not set(mapping.moods.values()) <= set(STEPS):
        raise ValueError(mapping.moods)
    for target in (*mapping.columns.values(), *mapping.tags.values()):
        _check(target)
    return mapping


def _check(target: Target) -> None:
    if isinstance(target, New) and (
        not target.label.strip() or len(target.label) > LONGEST_LABEL or target.value_type not in CREATABLE
    ):
        raise ValueError(target)


def write_mapping(path: Path, mapping: ImportMapping) -> None:
    """Writes a mapping into a file, which is for this user alone. Raises `ExportError`."""
    try:
        replace_whole(path, to_json(mapping).encode())
    except OSError as error:
        raise ExportError(ExportErrorKind.FAILED, str(path)) from error


def read_mapping(path: Path) -> ImportMapping:
    """Returns the mapping of a file. Raises `UnreadableError`."""
    with opened(path) as file:
        written = file.read(LARGEST + 1)
    if len(written) > LARGEST:
        raise UnreadableError(UnreadableKind.TOO_LARGE, str(path))
    try:
        return from_json(written.decode("utf-8-sig"))
    except ValueError as error:
        raise UnreadableError(UnreadableKind.NO_MAPPING, str(path), detail=str(error)) from error
