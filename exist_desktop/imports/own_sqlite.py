"""A SQLite file of this program's own, read table by table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exist_desktop.domain.transfer.imports import UnreadableError, UnreadableKind
from exist_desktop.imports.bounded import MOST_ROWS
from exist_desktop.imports.own_file import OwnHead, Part
from exist_desktop.imports.own_json import FORMAT, MOST_ATTRIBUTES, VALUES, head_of
from exist_desktop.store import strict_json
from exist_desktop.store.transfer.sections import ATTRIBUTES, SECTIONS
from exist_desktop.store.transfer.sqlite_reader import SqliteRows


class OwnSqlite:
    """A SQLite file that is open."""

    def __init__(self, tables: SqliteRows, path: Path) -> None:
        self._tables = tables
        self._where = str(path)

    def head(self) -> OwnHead:
        """Returns the head."""
        about = self._tables.about()
        if about.get("format") != FORMAT:
            raise UnreadableError(UnreadableKind.UNKNOWN, self._where)
        settings = {name: value for name, text in self._tables.settings().items() if (value := _json(text)) is not None}
        attributes: list[dict[str, Any]] = []
        for row in self._tables.rows(ATTRIBUTES):
            if len(attributes) == MOST_ATTRIBUTES:
                raise UnreadableError(UnreadableKind.TOO_MANY_ROWS, self._where)
            attributes.append(row)
        return head_of(about | {"settings": settings, "attributes": tuple(attributes)}, self._where)

    def parts(self) -> Iterator[Part]:
        """Yields the rows of all sections, and the days of each attribute."""
        for section in SECTIONS:
            for number, row in enumerate(self._tables.rows(section)):
                if number == MOST_ROWS:
                    raise UnreadableError(UnreadableKind.TOO_MANY_ROWS, self._where)
                yield Part(section.key, None, row)
        names: dict[Any, None] = {}
        for name, days in self._tables.values():
            names[name] = None
            yield Part(VALUES, None, {"attribute": name, "days": days}, 1 - 1 / (1 + len(names) / 50))


def _json(text: object) -> Any:  # noqa: ANN401 - whatever JSON can say
    try:
        return strict_json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
