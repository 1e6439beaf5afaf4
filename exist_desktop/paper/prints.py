"""Prints days of the account in use to a PDF file, a month at a time: ten years take no more memory than one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from exist_desktop.domain.account import Account, AccountInUse, signed_in
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.export import EVERYTHING, ExportFacts, Period
from exist_desktop.domain.values import NotRead
from exist_desktop.export.unfinished import noted
from exist_desktop.export.whole_files import Target, target, whole
from exist_desktop.long_work import Course, Unwatched, WorkObserver, in_thread
from exist_desktop.paper.diary import DayOnPaper, document, heading
from exist_desktop.paper.pdf import Pdf, make_ready
from exist_desktop.paper.thread import InQtThread
from exist_desktop.store.store import Store
from exist_desktop.store.transfer.account_data import AccountData, ShownDay
from exist_desktop.store.transfer.snapshot import snapshot
from exist_desktop.words.language import Language


class PrintRequest(Struct, frozen=True):
    """What is printed, and where to. `only` are the days that were found, None for all; `title` is theirs then."""

    path: Path
    period: Period = EVERYTHING
    only: Collection[date] | None = None
    title: str = ""


class Prints:
    """Prints what is here of the account in use."""

    def __init__(self, store: Store, current: AccountInUse, language: Language) -> None:
        self._store = store
        self._current = current
        self._language = language

    async def write(self, wanted: PrintRequest, observer: WorkObserver | None = None) -> ExportFacts:
        """Writes the file and returns what is in it. If the awaiting task is cancelled, nothing stays of it.

        Raises `NeverSignedInError`, `ExportError` and `NotReadableError`.
        """
        account = signed_in(self._current)
        make_ready()
        place = target(wanted.path, self._store.folder)
        work = _Printing(self._store, account, self._language, wanted, place)
        async with noted(self._store, [place.part]):
            return await in_thread(InQtThread(work), observer or Unwatched())


class _Printing:
    """One file, on its own thread."""

    def __init__(self, store: Store, account: Account, language: Language, wanted: PrintRequest, place: Target) -> None:
        self._store = store
        self._account = account
        self._language = language
        self._wanted = wanted
        self._place = place
        self._days = 0
        self._values = 0

    def do(self, course: Course) -> ExportFacts:
        """Prints everything and gives the file its name."""
        with snapshot(self._store, self._account) as data, whole([self._place]):
            attributes = data.shown_attributes()
            extent = data.extent(self._wanted.period)
            title = self._title(extent)
            pdf = Pdf(self._place.part, title, self._language)
            try:
                for month in self._months(data, attributes, extent, course):
                    pdf.add(document(month, "" if pdf.pages else title, self._language))
                if not pdf.pages:
                    pdf.add(document((), title or self._language.say("Nothing was found."), self._language))
            finally:
                pdf.end()
            return ExportFacts(
                (str(self._place.path),),
                len(attributes),
                self._days,
                self._values,
                unsent=data.unsent(self._wanted.period),
            )

    def _title(self, extent: tuple[date, date] | None) -> str:
        if self._wanted.title or extent is None:
            return self._wanted.title
        period = self._wanted.period
        return heading(period.first or extent[0], period.last or extent[1], self._language)

    def _months(
        self, data: AccountData, attributes: list[Attribute], extent: tuple[date, date] | None, course: Course
    ) -> Iterator[list[DayOnPaper]]:
        if extent is None:
            return
        length = (extent[1] - extent[0]).days + 1
        for _, month in groupby(data.shown_days(attributes, *extent), _month):
            found = []
            for shown in month:
                course.go_on((shown.day - extent[0]).days / length)
                if self._wanted.only is not None and shown.day not in self._wanted.only:
                    continue
                one = DayOnPaper(shown, attributes, self._language)
                if not one.is_empty:
                    found.append(one)
                    self._days += 1
                    self._values += sum(value is not None and not isinstance(value, NotRead) for value in shown.values)
            if found:
                yield found


def _month(shown: ShownDay) -> tuple[int, int]:
    return shown.day.year, shown.day.month
