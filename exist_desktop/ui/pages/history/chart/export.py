"""A chart as a picture for the clipboard or a file, and its rows as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from textwrap import shorten

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRect, QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter

from exist_desktop.domain.statistics.span import Span
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.frame import Content, frame_of, paint_frame
from exist_desktop.ui.widgets.painting import elided
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords

SIZE = QSize(1200, 520)
"""Size of a picture in device-independent pixels; it has twice the resolution."""
SHARPNESS = 2
MARGIN, GAP = 24.0, 10.0
LABEL_LENGTHS = (1000, 80, 60, 45, 30, 20, 12)
"""Characters of a label in a title, until it fits."""


class Sheet(Struct, frozen=True):
    """What a picture is drawn with: the chart's contents and days, and the look and language of the window."""

    content: Content
    span: Span
    legend: str
    font: QFont
    language: Language
    colours: theme.Theme
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight

    @property
    def title(self) -> str:
        """What the picture shows."""
        return self._title(1000)

    def _title(self, most: int) -> str:
        """Returns the title with labels of at most so many characters, so that its days stay readable."""
        shown = [one.attribute for one in (self.content.main, self.content.other) if one is not None]
        main, *others = (replace(one, label=_shortened(one.label, most)) for one in shown)
        first, last = self.span.first, min(self.span.last, self.content.main.today)
        words = HistoryWords(self.language, self.content.main.today)
        return words.chart_name(main, others[0] if others else None, first, last)

    def paint(self, painter: QPainter) -> None:
        """Paints the chart between its name and its legend, so that the picture explains itself."""
        whole = QRectF(0, 0, SIZE.width(), SIZE.height())
        painter.fillRect(whole, QColor(self.colours.card))
        painter.setLayoutDirection(self.direction)
        inner = whole.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        bold = theme.font(self.font, 3, bold=True)
        fits = (title for most in LABEL_LENGTHS if _width(title := self._title(most), bold) <= inner.width())
        top = self._paint_line(painter, inner, next(fits, self.title), bold, self.colours.text)
        small = theme.font(self.font, -1)
        foot = QFontMetricsF(small).height()
        line = inner.adjusted(0, inner.height() - foot, 0, 0)
        self._paint_line(painter, line, self.legend, small, self.colours.muted)
        frame = inner.adjusted(0, top + GAP, 0, -(foot + GAP))
        layout = frame_of(self.content, self.span, frame, self.font, self.language, self.colours, SHARPNESS)
        paint_frame(painter, layout)

    def _paint_line(self, painter: QPainter, place: QRectF, text: str, font: QFont, colour: str) -> float:
        """Paints a line at the top of a place, shortened to its width; returns its height."""
        painter.setFont(font)
        painter.setPen(QColor(colour))
        height = QFontMetricsF(font).height()
        line = QRectF(place.left(), place.top(), place.width(), height)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeading, elided(text, font, int(place.width())))
        return height


def _shortened(label: str, most: int) -> str:
    return shorten(label, most, placeholder=" …") if " " in label.strip() else label[:most]


def _width(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def picture(sheet: Sheet) -> QImage:
    """Returns the chart as an image of fixed size, whatever the window's size."""
    image = QImage(SIZE * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    with QPainter(image) as painter:
        sheet.paint(painter)
    return image


def drawing(sheet: Sheet) -> bytes:
    """Returns the chart as SVG."""
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtSvg import QSvgGenerator

    kept = QByteArray()
    buffer = QBuffer(kept)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(SIZE)
    generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))  # letters as large as measured
    generator.setViewBox(QRect(0, 0, SIZE.width(), SIZE.height()))
    generator.setTitle(sheet.title)
    with QPainter(generator) as painter:
        sheet.paint(painter)
    buffer.close()
    return bytes(kept.data())


def as_png(image: QImage) -> bytes:
    """Returns an image as PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs lack Qt's own name of the format as text
    return bytes(kept.data())


FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""Characters with which spreadsheets begin a formula."""


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Returns rows as CSV (RFC 4180). A text that a spreadsheet would compute gets an apostrophe before it."""
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode(errors="replace")


def harmless(cell: str) -> str:
    """Returns a cell so that no spreadsheet takes it for a formula; numbers, also negative ones, stay as they are."""
    if not FORMULA & set(cell.lstrip(" ")[:1]):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def write_whole(path: str, content: bytes) -> str:
    """Writes a file, or leaves the existing one unchanged. Returns the reason for a failure, or an empty text."""
    file = QSaveFile(path)
    if file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(content) == len(content) and file.commit():
        return ""
    return file.errorString()
