"""What can be wrong with a window as it stands: texts that are cut, hidden or faint, and controls without a name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import combinations

from PySide6.QtCore import QAbstractAnimation, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTableView,
    QWidget,
)

from exist_desktop.domain.arranging.arrangement import TileSize
from exist_desktop.ui.editors.panel import Panel
from exist_desktop.ui.quick_entry.line import SuggestionChip
from exist_desktop.ui.widgets.tiles.tile import TileButton
from exist_desktop.ui.widgets.tiles.tile_parts import Role
from exist_desktop.words.directions import without_marks
from tests.pictures.painted import Painted, Text, painted

LEAST_CONTRAST = 4.5
"""What WCAG asks for text of the usual size."""
ROUNDING = 1.0
"""Pixels that fractions of a letter's width may come to."""
OF_A_LINE = 0.25
"""The part of a line's height, above and below, that is empty in most letters."""
SHORTENED = "…"
NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.Grouping)
"""The roles of what is no control."""
CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit)
BY_OTHER_KEYS = (QHeaderView, QScrollBar, SuggestionChip)
"""Where keys go to what is beside them: table, page, and the line, from which Down and Up go to a suggestion."""


def flaws(window: QWidget) -> list[str]:
    """Everything that is wrong, in words for whoever has to mend it."""
    seen = [painted(widget) for widget in shown(window)]
    return [
        *(flaw for one in seen for flaw in (*_cut(one), *_untold(one))),
        *_overlapping(seen),
        *_faint(seen, window),
        *_moving(window),
        *(flaw for one in seen for flaw in (*_outside(one.widget), *_unreachable(one.widget))),
    ]


def shown(window: QWidget) -> list[QWidget]:
    """A window and everything on it that a person can see, or scroll to."""
    return [window, *(widget for widget in window.findChildren(QWidget) if widget.isVisible())]


def name_of(widget: QWidget) -> str:
    """What a widget is called in a flaw."""
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}".strip()


def _scrolls_itself(widget: QWidget) -> bool:
    """Whether a person moves through its text with the cursor, or scrolls through its lines."""
    return isinstance(widget, QLineEdit) or isinstance(widget.parent(), QPlainTextEdit | QAbstractItemView)


def _cut(one: Painted) -> Iterator[str]:
    """Texts that reach over the edge of the widget that paints them."""
    if _scrolls_itself(one.widget):
        return
    room = QRectF(one.widget.rect()).adjusted(-ROUNDING, -ROUNDING, ROUNDING, ROUNDING)
    for text in one.texts:
        if not room.contains(text.rect):
            yield f"cut: {text.text!r} in {name_of(one.widget)}"


def _untold(one: Painted) -> Iterator[str]:
    """Texts that are shortened while nothing tells the whole, and values that are shortened at all."""
    widget = one.widget
    if not _scrolls_itself(widget) and not widget.toolTip():
        whole = " ".join(widget.text().split()) if isinstance(widget, QLabel | QAbstractButton) else ""
        for text in one.texts:
            if text.text.endswith(SHORTENED) and text.text not in whole:
                yield f"shortened and told nowhere: {text.text!r} in {name_of(widget)}"
    if isinstance(widget, TileButton):
        for part in widget.parts:
            # a compact tile has the beginning of a text, and its tooltip the whole
            told = widget.size_shown is TileSize.COMPACT and part.font == widget.fonts.prose and widget.toolTip()
            value = part.role is Role.VALUE and len(part.lines) < 2 and not told
            if part.cut and (part.role in (Role.UNIT, Role.MARK) or value):
                yield f"a value is shortened: {part.whole!r}"


def _sheet(widget: QWidget) -> QWidget:
    """What a widget's place is fixed on: the content that it is scrolled with, else its window."""
    parent = widget.parentWidget()
    while parent is not None and not widget.isWindow():
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.widget() is widget:
            return widget
        widget, parent = parent, area
    return widget


def _overlapping(seen: list[Painted]) -> Iterator[str]:
    """Texts that stand on each other, beside those below an open editor."""
    sheets: dict[QWidget, list[tuple[QRectF, Text, QWidget]]] = {}
    for one in seen:
        if one.texts and not _scrolls_itself(one.widget):
            sheet = _sheet(one.widget)
            for text in one.texts:
                spare = text.rect.height() * OF_A_LINE
                rect = one.placed(text, sheet).adjusted(ROUNDING, spare, -ROUNDING, -spare)
                sheets.setdefault(sheet, []).append((rect, text, one.widget))
    for sheet, texts in sheets.items():
        panels = [panel for panel in sheet.findChildren(Panel) if panel.isVisible()]
        free = [text for text in texts if not _covered(text[0], text[2], sheet, panels)]
        free.sort(key=lambda text: text[0].top())
        for (one_rect, one_text, _), (other_rect, other_text, _) in combinations(free, 2):
            if one_rect.intersects(other_rect):
                yield f"on each other: {one_text.text!r} and {other_text.text!r}"


def _covered(rect: QRectF, widget: QWidget, sheet: QWidget, panels: list[Panel]) -> bool:
    return any(
        not panel.isAncestorOf(widget)
        and QRectF(panel.rect()).translated(QPointF(panel.mapTo(sheet, QPoint()))).intersects(rect)
        for panel in panels
    )


def _faint(seen: list[Painted], window: QWidget) -> Iterator[str]:
    """Texts that do not stand out from what is painted below them; what cannot be used now may be faint."""
    by_widget = {one.widget: one for one in seen}
    for one in seen:
        for text in one.texts:
            if text.opacity < 1 or not one.widget.isEnabled() or _selected(one.widget):
                continue
            below = _below(by_widget, one, text.rect.center(), window)
            ratio = contrast(text.colour, below)
            if ratio < LEAST_CONTRAST:
                colours = f"{text.colour.name()} on {below.name()}"
                yield f"faint, {ratio:.1f}: {text.text!r} {colours} in {name_of(one.widget)}"


def _selected(widget: QWidget) -> bool:
    """Whether its text is selected, which Qt paints over the plain one."""
    return isinstance(widget, QLineEdit) and widget.hasSelectedText()


def _below(by_widget: dict[QWidget, Painted], one: Painted, point: QPointF, window: QWidget) -> QColor:
    widget: QWidget | None = one.widget
    while widget is not None:
        found = by_widget[widget].beneath(point) if widget in by_widget else None
        if found is not None:
            return found
        point = point + QPointF(widget.pos())
        widget = widget.parentWidget() if widget is not window else None
    return window.palette().color(QPalette.ColorRole.Window)


def contrast(one: QColor, other: QColor) -> float:
    """How much two colours differ in lightness, 1 to 21, as WCAG reckons."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    shares = ((colour.redF(), 0.2126), (colour.greenF(), 0.7152), (colour.blueF(), 0.0722))
    return sum(
        share * (part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)) for part, share in shares
    )


def _outside(widget: QWidget) -> Iterator[str]:
    """A widget that reaches over its parent's sides, where no scrolling brings it back."""
    parent = widget.parentWidget()
    if widget.isWindow() or parent is None or not widget.width() or not widget.height():
        return
    room = parent.rect()
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        room.setHeight(max(room.height(), widget.y() + widget.height()))
        room.setTop(min(0, widget.y()))
    if not room.contains(widget.geometry()):
        yield f"outside: {name_of(widget)} {widget.geometry().getRect()} of {name_of(parent)} {room.getRect()}"


def _unreachable(widget: QWidget) -> Iterator[str]:
    """A control with the keyboard's focus that has no name, or no place in the tab order; a label that is misnamed."""
    if isinstance(widget, QLabel):
        if widget.accessibleName() not in ("", without_marks(widget.text())):
            yield f"a label with a name hides its text: {name_of(widget)}"
        return
    if widget.focusProxy() is not None:
        return
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        if isinstance(widget, CONTROLS) and widget.isEnabled() and not _is_reached_otherwise(widget):
            yield f"no key goes to it: {name_of(widget)}"
        return
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface.role() in NO_ROLES:
        yield f"of no kind for a screen reader: {name_of(widget)}"
    if not interface.text(QAccessible.Text.Name):
        yield f"without a name: {type(widget).__name__} in {name_of(widget.parentWidget() or widget)}"
    following = widget.nextInFocusChain()
    while following is not None and following is not widget and not _is_stop(following):
        following = following.nextInFocusChain()
    if following is None or (following is not widget and following.previousInFocusChain() is None):
        yield f"outside of the tab order: {name_of(widget)}"


def _is_reached_otherwise(widget: QWidget) -> bool:
    """Whether it has its own way for keys, or arrow keys go to it from the one of its row at which Tab stops."""
    beside = widget.parentWidget()
    if isinstance(widget, BY_OTHER_KEYS) or beside is None or isinstance(beside, QTableView):
        return True
    return any(_is_stop(other) for other in beside.findChildren(type(widget)))


def _moving(window: QWidget) -> Iterator[str]:
    """Whatever moves by itself: no desktop that asks for less motion has to be asked then."""
    for one in (*window.findChildren(QAbstractAnimation), *QApplication.style().findChildren(QAbstractAnimation)):
        if one.state() is QAbstractAnimation.State.Running:
            yield f"moves by itself: {type(one).__name__} of {type(one.parent()).__name__}"


def stops(widgets: Iterable[QWidget]) -> list[QWidget]:
    """Those at which Tab stops."""
    return [widget for widget in widgets if _is_stop(widget) and widget.focusProxy() is None]


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
