"""A chart as a picture for the clipboard or a file, and its rows as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from exist_desktop.domain.statistics.span import Span
from exist_desktop.ui import theme
from exist_desktop.ui.pages.history.chart.frame import Content, frame_of, paint_frame
from exist_desktop.words.language import Language
from exist_desktop.words.pages.history import HistoryWords

SIZE = QSize(1200, 520)
"""Size of a picture in device-independent pixels; it has twice the resolution."""
SHARPNESS = 2
MARGIN = 24.0


def _paint(
    painter: QPainter, content: Content, span: Span, font: QFont, language: Language, colours: theme.Theme
) -> None:
    """Paints the chart below its name, so that the picture explains itself."""
    whole = QRectF(0, 0, SIZE.width(), SIZE.height())
    painter.fillRect(whole, QColor(colours.card))
    inner = whole.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    title = theme.font(font, 3, bold=True)
    painter.setFont(title)
    painter.setPen(QColor(colours.text))
    main, other = content.main, content.other
    words = HistoryWords(language, main.today)
    name = words.chart_name(main.attribute, other.attribute if other else None, span.first, min(span.last, main.today))
    height = painter.fontMetrics().height()
    painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), height), Qt.AlignmentFlag.AlignLeading, name)
    paint_frame(
        painter, frame_of(content, span, inner.adjusted(0, height + 10, 0, 0), font, language, colours, SHARPNESS)
    )


def picture(content: Content, span: Span, font: QFont, language: Language, colours: theme.Theme) -> QImage:
    """Returns the chart as an image of fixed size, whatever the window's size."""
    image = QImage(SIZE * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    with QPainter(image) as painter:
        _paint(painter, content, span, font, language, colours)
    return image


def drawing(content: Content, span: Span, font: QFont, language: Language, colours: theme.Theme) -> bytes:
    """Returns the chart as SVG."""
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtSvg import QSvgGenerator

    kept = QByteArray()
    buffer = QBuffer(kept)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(SIZE)
    generator.setViewBox(QRect(0, 0, SIZE.width(), SIZE.height()))
    generator.setTitle(content.main.attribute.label)
    with QPainter(generator) as painter:
        _paint(painter, content, span, font, language, colours)
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


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Returns rows as CSV (RFC 4180)."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def write_whole(path: str, content: bytes) -> str:
    """Writes a file, or leaves the existing one unchanged. Returns the reason for a failure, or an empty text."""
    file = QSaveFile(path)
    if file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(content) == len(content) and file.commit():
        return ""
    return file.errorString()
