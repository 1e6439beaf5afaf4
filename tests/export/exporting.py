"""Exports of a notebook, as a window and a shell ask for them."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from exist_desktop.domain.transfer.export import EVERYTHING, CsvStyle, ExportFacts, ExportFormat, Period
from exist_desktop.export.exports import ExportRequest, Exports
from exist_desktop.settings import Preferences
from exist_desktop.store import history
from exist_desktop.store.changes import Change
from exist_desktop.store.transaction import Transaction
from tests.store.notebook import NOW, TODAY, Notebook


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def exports(book: Notebook) -> Exports:
    return Exports(book.store, Preferences(book.store.folder), book, book)


async def write(
    book: Notebook, path: Path, wanted: ExportFormat, period: Period = EVERYTHING, style: CsvStyle | None = None
) -> ExportFacts:
    return await exports(book).write(ExportRequest(path, wanted, period, style or CsvStyle()))


async def fill(book: Notebook) -> None:
    """Two days of Exist's with what waits over them, one of them long ago and between days that were not read."""
    said: dict[str, dict[date, int | float | str | None]] = {
        "coffees": {ago(0): 2, ago(1): 3, ago(100): 4},
        "weight": {ago(0): 71.5, ago(1): -0.5},
        "mood_note": {ago(1): '"Regen", sagte sie;\nund 🌧', ago(0): "=1+1"},
        "walk": {ago(0): 1},
    }

    def work(tx: Transaction) -> None:
        for name, values in said.items():
            history.put(tx, name, values, NOW)

    await book.store.write(book.account, work, Change(days=None))


def rows(path: Path, separator: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=separator))
