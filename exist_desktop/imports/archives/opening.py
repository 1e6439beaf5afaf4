"""Opens an archive, or the folder that it was unpacked to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from exist_desktop.imports.archives.archive import opened_archive
from exist_desktop.imports.archives.counted import Files
from exist_desktop.imports.archives.folder import opened_folder
from exist_desktop.imports.bounded import is_folder, opened


@contextmanager
def opened_files(path: Path) -> Iterator[tuple[Files, date]]:
    """Opens what is at a place, with the day on which it was made. Raises `UnreadableError`."""
    if is_folder(path):
        with opened_folder(path) as folder:
            yield folder, folder.made or date.min
    else:
        with opened(path) as file, opened_archive(file, str(path)) as archive:
            written = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC).date()
            yield archive, archive.made or written
