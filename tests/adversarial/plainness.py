"""Whether everything on a window is plain text: nothing in it is formatted, can be followed, or would be fetched."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QUrl
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QComboBox, QLabel, QTextEdit, QWidget


class _Watched(QTextDocument):
    """What a tooltip becomes, with a count of what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Note what was asked for, and give nothing."""
        self.fetched.append(str(kind) + str(name))
        return None


def rich(window: QWidget) -> list[str]:
    """Everything on the window, hidden or not, that is more than plain text; one line for each."""
    everything = [window, *window.findChildren(QWidget)]
    return [flaw for widget in everything for flaw in (*_in_text(widget), *_in_tips(widget), *_in_choices(widget))]


def _in_text(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QTextEdit):
        yield f"{widget!r} takes rich text"
    if isinstance(widget, QLabel):
        if widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{widget!r} guesses the format of {widget.text()[:60]!r}"
        if widget.openExternalLinks():
            yield f"{widget!r} opens what it links to"


def _in_tips(widget: QWidget) -> Iterator[str]:
    for tip in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        yield from told_apart(tip)


def _in_choices(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QComboBox):
        for index in range(widget.count()):
            yield from told_apart(widget.itemData(index, Qt.ItemDataRole.ToolTipRole) or "")


def told_apart(tip: str) -> Iterator[str]:
    """What is wrong with a tooltip: it may be text that Qt takes for text, or that is escaped from end to end."""
    if not Qt.mightBeRichText(tip):
        return
    document = _Watched()
    document.setHtml(tip)
    document.setTextWidth(400)
    if document.fetched:
        yield f"{tip[:80]!r} fetches {document.fetched}"
    inside = tip.removeprefix("<p>").removesuffix("</p>")
    if "<" in inside:
        yield f"{tip[:80]!r} is formatted"
