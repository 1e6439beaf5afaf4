"""What a file in memory cannot show: the second copy's lines are on the disk before anything rests on them."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

from exist_desktop.store.outbox.entries import NewEntry
from exist_desktop.store.unsent.unsent_log import UnsentLog
from tests.store.notebook import NOW, SERVER, add


def test_a_line_is_on_the_disk_when_it_counts(tmp_path: Path) -> None:
    path = tmp_path / "copy"
    synced: list[int] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        sync(descriptor)
        synced.append(os.fstat(descriptor).st_size)

    with mock.patch("os.fsync", note):
        UnsentLog(path).append(SERVER, "josh", [NewEntry("uid", add(), None, NOW, "UTC")])
        assert synced[-1:] == [path.stat().st_size]
        UnsentLog(path).record_dispatch(1)
        assert synced[-1:] == [path.stat().st_size]
