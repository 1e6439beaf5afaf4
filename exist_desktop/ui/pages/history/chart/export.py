"""A chart as a picture to paste or to keep, and its rows as a file that other programs read."""

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
"""Of a picture, in device-independent pixels; it is twice as fine."""
SHARPNESS = 2
MARGIN = 24.0


def _paint(
    painter: QPainter, content: Content, span: Span, font: QFont, language: Language, colours: theme.Theme
) -> None:
    """The chart below its name, so that the picture says by itself what it shows."""
    whole = QRectF(0, 0, SIZE.width(), SIZE.height())
    painter.fillRect(whole, QColor(colours.card))
    inner = whole.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    title = theme.font(font, 3, bold=True)
    painter.setFont(title)
    painter.setPen(QColor(colours.text))
    name = HistoryWords(language, content.main.today).chart_name(content.main.attribute, span.first, span.last)
    if content.other is not None:
        name = language.say("{first} and {second}", first=name, second=content.other.attribute.label)
    height = painter.fontMetrics().height()
    painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), height), Qt.AlignmentFlag.AlignLeading, name)
    paint_frame(
        painter, frame_of(content, span, inner.adjusted(0, height + 10, 0, 0), font, language, colours, SHARPNESS)
    )


def picture(content: Content, span: Span, font: QFont, language: Language, colours: theme.Theme) -> QImage:
    """The chart as an image of its own size, whatever the window's is."""
    image = QImage(SIZE * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    with QPainter(image) as painter:
        _paint(painter, content, span, font, language, colours)
    return image


def drawing(content: Content, span: Span, font: QFont, language: Language, colours: theme.Theme) -> bytes:
    """The chart as SVG."""
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
    """An image in the form in which it is kept."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs lack Qt's own name of the format as text
    return bytes(kept.data())


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a file of values with commas between them, as RFC 4180 has it."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def write_whole(path: str, content: bytes) -> str:
    """Writes a file, or leaves the one that is there as it was. Returns why not; nothing where it was written."""
    file = QSaveFile(path)
    if file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(content) == len(content) and file.commit():
        return ""
    return file.errorString()
