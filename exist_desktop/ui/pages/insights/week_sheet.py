"""A week in words on paper. What prints is loaded with the first wish to print and not before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

LARGE, MIDDLE, USUAL = 18.0, 13.0, 11.0
"""Sizes of letters, in points."""


class Sheet(Struct, frozen=True):
    """What is printed: a title, lines, and what Exist noticed, under a heading."""

    title: str
    lines: Sequence[str]
    heading: str
    insights: Sequence[str]
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight


def document(sheet: Sheet) -> QTextDocument:
    """Returns the sheet as a document: all of it plain text, whoever wrote it."""
    made = QTextDocument()
    option = QTextOption()
    option.setTextDirection(sheet.direction)
    made.setDefaultTextOption(option)
    made.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, sheet.title)
    cursor = QTextCursor(made)
    _write(cursor, sheet.title, LARGE, bold=True)
    for line in sheet.lines:
        _write(cursor, line, USUAL)
    if sheet.insights:
        _write(cursor, sheet.heading, MIDDLE, bold=True)
    for line in sheet.insights:
        _write(cursor, line, USUAL)
    return made


def _write(cursor: QTextCursor, text: str, points: float, *, bold: bool = False) -> None:
    """Adds a paragraph."""
    block, letters = QTextBlockFormat(), QTextCharFormat()
    block.setBottomMargin(points * 0.7)
    letters.setFontPointSize(points)
    letters.setFontWeight(700 if bold else 400)
    if cursor.position():
        cursor.insertBlock(block, letters)
    else:
        cursor.setBlockFormat(block)
    cursor.insertText(text, letters)


def ask_for_printer(sheet: Sheet, window: QWidget) -> QPrintDialog:
    """Opens the dialog in which the person chooses a printer or a file, and prints after it was accepted."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle(sheet.title)
    dialog.accepted.connect(lambda: document(sheet).print_(printer))  # which keeps the printer as long as the dialog
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own takes a slot, by Qt's old signatures
    return dialog
