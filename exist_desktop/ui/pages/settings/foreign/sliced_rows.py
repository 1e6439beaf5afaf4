"""Rows that are made a few at a time: two hundred choices at once would hold up the window for a tenth of a second."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.ui.widgets.controls.layouts import column_of

SLICE_SECONDS = 0.002
"""How long rows are made in one turn of the loop; laying them out and painting takes three times as long."""


class SlicedRows(QWidget):
    """A column of rows. The first few are there at once, the others follow after `go_on`.

    Signals:
        finished(): all are there.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Iterator[QWidget]] = []
        self._column = column_of(self)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_some)

    def add_rows(self, rows: Iterable[QWidget]) -> None:
        """Adds rows below those that are there. They are made as they are taken from `rows`."""
        self._rows.append(iter(rows))

    def go_on(self) -> None:
        """Makes the rows that are left, while the window goes on."""
        self._timer.start()

    def _make_some(self) -> None:
        """Makes some rows. They have a widget of their own, so that laying out does not ask all others again."""
        block = QWidget()
        column = column_of(block)
        until = time.perf_counter() + SLICE_SECONDS
        while self._rows:
            row = next(self._rows[0], None)
            if row is None:
                self._rows.pop(0)
                continue
            column.addWidget(row)
            if time.perf_counter() > until:
                break
        if column.count():
            self._column.addWidget(block)
        if not self._rows:
            self._timer.stop()
            self.finished.emit()
