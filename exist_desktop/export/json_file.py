"""JSON: one document with everything, a line for each row, so that it can be read and compared line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from exist_desktop.domain.values import Value
from exist_desktop.store.transfer.sections import Section

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


class JsonFile:
    """A JSON document that is being written, part by part."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._first = True
        file.write("{")

    def put(self, key: str, value: object) -> None:
        """Writes one value."""
        self._begin(key)
        self._file.write(_ENCODER.encode(value))

    def put_rows(self, section: Section, rows: Iterable[tuple[object, ...]]) -> None:
        """Writes the rows of a section as objects."""
        self._begin(section.key)
        self._file.write("[")
        between = "\n"
        for row in rows:
            self._file.write(between + _ENCODER.encode(dict(zip(section.names, row, strict=True))))
            between = ",\n"
        self._file.write("\n]")

    def put_values(self, key: str, days: Iterable[tuple[str, Mapping[str, Value | None]]]) -> None:
        """Writes the days of each attribute as an object: ISO date to value."""
        self._begin(key)
        self._file.write("{")
        between = "\n"
        for name, values in days:
            self._file.write(f"{between}{_ENCODER.encode(name)}: {_ENCODER.encode(values)}")
            between = ",\n"
        self._file.write("\n}")

    def end(self) -> None:
        """Ends the document."""
        self._file.write("\n}\n")

    def _begin(self, key: str) -> None:
        self._file.write("\n" if self._first else ",\n")
        self._file.write(f"{_ENCODER.encode(key)}: ")
        self._first = False


@contextmanager
def json_file(path: Path) -> Iterator[JsonFile]:
    """Opens a JSON file for what is written within."""
    with path.open("w", encoding="utf-8", newline="\n", buffering=1 << 18) as file:
        document = JsonFile(file)
        yield document
        document.end()
