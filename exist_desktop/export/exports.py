"""Exports of the account in use: one act from a choice of format and days to files that are whole.

Everything is read at one moment, on another thread, a month or an attribute at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from exist_desktop.domain.account import Account, AccountInUse, signed_in
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.day import WallClock
from exist_desktop.domain.statistics.series import chosen_meaning
from exist_desktop.domain.transfer.export import (
    EVERYTHING,
    NOT_EXPORTED,
    CsvStyle,
    ExportFacts,
    ExportFormat,
    Period,
    unit_of,
)
from exist_desktop.domain.value_types import TYPE_CODES
from exist_desktop.domain.values import Value
from exist_desktop.export.csv_files import (
    LONG_HEADER,
    SIDECAR_HEADER,
    Counted,
    CsvFile,
    csv_file,
    long_rows,
    sidecar_path,
    sidecar_rows,
    wide_header,
)
from exist_desktop.export.json_file import json_file
from exist_desktop.export.unfinished import noted
from exist_desktop.export.whole_files import Target, target, whole
from exist_desktop.long_work import Course, Unwatched, WorkObserver, in_thread
from exist_desktop.settings import Preferences, Settings
from exist_desktop.store.store import Store
from exist_desktop.store.transfer.account_data import AccountData
from exist_desktop.store.transfer.sections import ATTRIBUTES, SECTIONS, VALUES
from exist_desktop.store.transfer.snapshot import snapshot
from exist_desktop.store.transfer.sqlite_file import sqlite_file

KIND, VERSION = "exist-desktop", 1
"""What our own files call themselves. A reader of a later version reads every earlier one."""


class ExportRequest(Struct, frozen=True):
    """What is exported, where to, and how."""

    path: Path
    format: ExportFormat
    period: Period = EVERYTHING
    style: CsvStyle = CsvStyle()


class Exports:
    """Writes what is here of the account in use."""

    def __init__(self, store: Store, preferences: Preferences, current: AccountInUse, clock: WallClock) -> None:
        self._store = store
        self._preferences = preferences
        self._current = current
        self._clock = clock

    async def write(self, wanted: ExportRequest, observer: WorkObserver | None = None) -> ExportFacts:
        """Writes the files and returns what is in them. If the awaiting task is cancelled, nothing stays of them.

        Raises `NeverSignedInError`, `ExportError` and `NotReadableError`.
        """
        account = signed_in(self._current)
        paths = [wanted.path, *([sidecar_path(wanted.path)] if wanted.format.is_table else [])]
        targets = [target(path, self._store.folder) for path in paths]
        made = datetime.fromtimestamp(self._clock.wall(), UTC)
        work = _Writing(self._store, account, self._preferences.chosen, wanted, targets, made)
        async with noted(self._store, [one.part for one in targets]):
            return await in_thread(work, observer or Unwatched())


class _Writing:
    """One export, on its own thread."""

    def __init__(
        self,
        store: Store,
        account: Account,
        settings: Settings,
        wanted: ExportRequest,
        targets: list[Target],
        made: datetime,
    ) -> None:
        self._store = store
        self._account = account
        self._settings = settings
        self._wanted = wanted
        self._targets = targets
        self._made = made

    def do(self, course: Course) -> ExportFacts:
        """Writes everything and gives the files their names."""
        with snapshot(self._store, self._account) as data, whole(self._targets):
            if self._wanted.format.is_table:
                return self._tables(data, course)
            return self._everything(data, course)

    def _facts(self, data: AccountData, attributes: int, days: int, values: int, **more: int) -> ExportFacts:
        files = tuple(str(one.path) for one in self._targets)
        return ExportFacts(files, attributes, days, values, unsent=data.unsent(self._wanted.period), **more)

    def _tables(self, data: AccountData, course: Course) -> ExportFacts:
        attributes = data.attributes()
        counted = Counted(attributes)
        main, beside = (one.part for one in self._targets)
        with csv_file(main, self._wanted.style) as file:
            self._days(data, file, attributes, counted, course)
        with csv_file(beside, self._wanted.style) as sidecar:
            sidecar.write([SIDECAR_HEADER])
            sidecar.write(sidecar_rows(attributes, counted, self._settings.empty_days))
        used, guarded = sum(map(bool, counted.values)), file.guarded + sidecar.guarded
        unread = sum(counted.unread)
        return self._facts(data, used, counted.days, sum(counted.values), guarded=guarded, unread=unread)

    def _days(
        self, data: AccountData, file: CsvFile, attributes: list[Attribute], counted: Counted, course: Course
    ) -> None:
        wide = self._wanted.format is ExportFormat.CSV
        file.write([wide_header(attributes) if wide else LONG_HEADER])
        extent = data.extent(self._wanted.period)
        if extent is None:
            return
        length = (extent[1] - extent[0]).days + 1
        for shown in data.shown_days(attributes, *extent):
            fields = counted.count(shown)
            file.write([[shown.day.isoformat(), *fields]] if wide else long_rows(shown, attributes))
            course.go_on((shown.day - extent[0]).days / length)

    def _everything(self, data: AccountData, course: Course) -> ExportFacts:
        attributes, period = data.attributes(), self._wanted.period
        values = _Values(data, attributes, period, course)
        about, listed = self._about(data), self._attributes(attributes)
        parts = ((section, _stepping(data.rows(section, period), course)) for section in SECTIONS)
        if self._wanted.format is ExportFormat.JSON:
            with json_file(self._targets[0].part) as document:
                for key, fact in about.items():
                    document.put(key, fact)
                document.put("settings", self._choices())
                document.put_rows(ATTRIBUTES, listed)
                for section, rows in parts:
                    document.put_rows(section, rows)
                document.put_values(VALUES.key, values.by_attribute())
        else:
            with sqlite_file(self._targets[0].part) as database:
                database.put_about({key: fact for key, fact in about.items() if fact is not None})
                database.put_settings(self._choices())
                database.put_rows(ATTRIBUTES, listed)
                for section, rows in parts:
                    database.put_rows(section, rows)
                for name, days in values.by_attribute():
                    database.put_rows(VALUES, ((name, day, value) for day, value in days.items()))
        return self._facts(data, values.attributes, len(values.days), values.count)

    def _about(self, data: AccountData) -> dict[str, Any]:
        profile, period = data.profile(), self._wanted.period
        first, last = (day and day.isoformat() for day in (period.first, period.last))
        made, zone = self._made.isoformat(timespec="seconds"), profile.timezone if profile else None
        whose = {"account": data.username, "zone": zone, "from": first, "to": last}
        return {"format": KIND, "version": VERSION, "made": made} | whose

    def _choices(self) -> dict[str, Any]:
        chosen: dict[str, Any] = msgspec.to_builtins(self._settings)
        return {name: value for name, value in chosen.items() if name not in NOT_EXPORTED}

    def _attributes(self, attributes: list[Attribute]) -> Iterator[tuple[object, ...]]:
        for one in attributes:
            owner = (one.service.name, one.service.label) if one.service else (None, None)
            yield (
                *(one.name, one.label, one.group.name, one.group.label, one.group.priority),
                *(TYPE_CODES[one.value_type], unit_of(one) or None, one.template, *owner, one.owned, one.manual),
                *(one.active, one.priority, str(chosen_meaning(one, self._settings.empty_days))),
            )


class _Values:
    """The values that Exist has said, by attribute; counts what passes."""

    def __init__(self, data: AccountData, attributes: list[Attribute], period: Period, course: Course) -> None:
        self._data = data
        self._attributes = attributes
        self._period = period
        self._course = course
        self.attributes = 0
        self.count = 0
        self.days: set[str] = set()

    def by_attribute(self) -> Iterator[tuple[str, Mapping[str, Value | None]]]:
        """Yields the days of each attribute of which any was read."""
        for number, one in enumerate(self._attributes):
            values: dict[str, Value | None] = {}
            for day, value in self._data.said(one.name, self._period):
                values[day] = value
                self._course.go_on(number / len(self._attributes))
            there = [day for day, value in values.items() if value is not None]
            self.attributes += bool(there)
            self.count += len(there)
            self.days.update(there)
            if values:
                yield one.name, values


def _stepping(found: Iterator[tuple[object, ...]], course: Course) -> Iterator[tuple[object, ...]]:
    for row in found:
        course.go_on(0.0)
        yield row
