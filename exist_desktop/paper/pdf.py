"""Pages of a PDF, one document after another, each with its page number at the foot.

No screen is needed: where there is no display, Qt's offscreen platform measures and draws letters.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFile, QFileDevice, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from exist_desktop.domain.transfer.export import ExportError, ExportErrorKind
from exist_desktop.words.language import Language

MARGIN_MM = 18.0
DOTS_PER_INCH = 600
FOOT = 1.6
"""Room for the page number, in heights of a line."""
_LETTER = (
    QLocale.Country.UnitedStates,
    QLocale.Country.Canada,
    QLocale.Country.Mexico,
    QLocale.Country.Philippines,
)
"""Territories in which paper is of the format Letter; everywhere else it is A4."""
_PROGRAM = "Exist Desktop"


def make_ready() -> None:
    """Makes sure that letters can be drawn. On the main thread; without a window it is the offscreen platform."""
    if QCoreApplication.instance() is None:
        former = os.environ.get("QT_QPA_PLATFORM")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        try:
            _kept.append(QGuiApplication([_PROGRAM]))
        finally:
            if former is None:
                del os.environ["QT_QPA_PLATFORM"]
            else:
                os.environ["QT_QPA_PLATFORM"] = former


_kept: list[QGuiApplication] = []
"""Qt's application of a command that prints; it lives as long as the process."""


class Pdf:
    """A PDF that is being written. `pages` is how many it has."""

    def __init__(self, path: Path, title: str, language: Language) -> None:
        self.pages = 0
        self._path = path
        self._language = language
        self._file = QFile(str(path))
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Truncate):
            raise ExportError(ExportErrorKind.FAILED, str(path))
        self._writer = QPdfWriter(self._file)
        self._writer.setTitle(title)
        self._writer.setCreator(_PROGRAM)
        self._writer.setResolution(DOTS_PER_INCH)
        size = QPageSize.PageSizeId.Letter if QLocale().territory() in _LETTER else QPageSize.PageSizeId.A4
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        self._writer.setPageLayout(
            QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
        )
        self._painter = QPainter(self._writer)

    def add(self, document: QTextDocument) -> None:
        """Adds the pages of a document."""
        painter, device = self._painter, self._writer
        document.documentLayout().setPaintDevice(device)
        foot = painter.fontMetrics().height() * FOOT
        size = QSizeF(device.width(), device.height() - foot)
        document.setDocumentMargin(0)
        document.setPageSize(size)
        for number in range(document.pageCount()):
            if self.pages:
                device.newPage()
            self.pages += 1
            painter.save()
            painter.translate(0, -number * size.height())
            document.drawContents(painter, QRectF(0, number * size.height(), size.width(), size.height()))
            painter.restore()
            place = QRectF(0, size.height(), size.width(), foot)
            below = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
            painter.drawText(place, below, self._language.formats.integer(self.pages))

    def end(self) -> None:
        """Writes what is left. Raises `ExportError` if the disk did not take all of it."""
        ended = self._painter.end()
        self._file.close()
        if not ended or self._file.error() is not QFileDevice.FileError.NoError:
            full = self._file.error() is QFileDevice.FileError.ResourceError
            raise ExportError(ExportErrorKind.FULL if full else ExportErrorKind.FAILED, str(self._path))
