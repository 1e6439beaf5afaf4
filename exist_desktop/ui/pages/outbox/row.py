"""One entry in the Outbox: its attribute, day and amount, its state, and the actions for it."""

from __future__ import annotations

from datetime import UTC
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from exist_desktop.domain.commands import Command
from exist_desktop.domain.outbox.actions import OutboxAction, actions
from exist_desktop.domain.outbox.ops import EntryState, OutboxLine
from exist_desktop.domain.ownership.entries import AnyLine
from exist_desktop.ui import theme
from exist_desktop.ui.pages.outbox.correction import CorrectionField
from exist_desktop.ui.pages.outbox.row_parts import LINE, NARROWEST, SIDE, STACKED_BELOW, ActionChip, Columns, RowText
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.page_scroll import bring_into_view
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.painting import paint_ring
from exist_desktop.words.language import Language
from exist_desktop.words.pages.outbox import OutboxWords, amount_of
from exist_desktop.words.pages.outbox_actions import action_name, action_words, undo_words


class OutboxRow(QWidget):
    """Shows an entry in columns, or its parts below each other if it is narrow.

    Signals:
        acted(OutboxAction, OutboxLine): the person chose that action.
        corrected(OutboxLine, Command): what replaces the entry.
        resized(): the height that it needs has changed.
    """

    acted = Signal(object, object)
    corrected = Signal(object, object)
    resized = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._language = language
        self._columns = Columns.within(STACKED_BELOW, 50)
        self._line: AnyLine | None = None
        self._text: RowText | None = None
        self._units = language.units()
        self._correction: CorrectionField | None = None
        self._attribute = TextBlock("", self, bold=True, lines=2)
        self._day = TextBlock("", self, lines=1)
        self._amount = TextBlock("", self, lines=2)
        self._state = TextBlock("", self, lines=4)
        self._detail = TextBlock("", self, tone=Tone.MUTED, lines=4)
        self._actions = QWidget(self)
        self._flow = FlowLayout(self._actions, gap=4, line_gap=4)
        self._heights: dict[int, int] = {}
        self.chips: dict[OutboxAction, ActionChip] = {}

    def show_line(self, line: AnyLine, text: RowText) -> None:
        """Shows an entry; an open correction stays open while the entry can be corrected."""
        units = self._language.units()
        if (line, text, units) == (self._line, self._text, self._units):
            return
        self._line, self._text, self._units = line, text, units
        finished = line.entry.state in (EntryState.SENT, EntryState.UNDONE)
        held = line.entry.state is EntryState.HELD
        self._attribute.say(line.attribute.label)
        self._day.say(OutboxWords(self._language, UTC).day(line.entry))
        self._amount.say(amount_of(self._language, line))
        self._state.say(text.state)
        self._state.set_tone(Tone.TOAST if held else Tone.MUTED if finished else Tone.PLAIN)
        self._detail.say(text.detail)
        self._detail.setVisible(bool(text.detail))
        parts = (self._attribute, self._day, self._amount, self._state)
        set_name(self, self._language.listed(part.text() for part in parts))
        self._offer(line)
        self._settle()

    def stops(self) -> list[QWidget]:
        """Returns the row's stops of Tab, in order."""
        return [*self.chips.values(), *(self._correction.stops() if self._correction is not None else ())]

    def set_columns(self, columns: Columns) -> None:
        """Aligns the parts with those of the other rows."""
        if columns != self._columns:
            self._columns = columns
            self._settle()

    def day_width(self) -> int:
        """Returns the preferred width of the day in pixels."""
        return self._day.natural_width()

    def _offer(self, line: AnyLine) -> None:
        """Creates the buttons for the entry's actions, unless they exist already."""
        offered = {action: action_words(self._language, action, line) for action in actions(line)}
        names = [action_name(self._language, action, line) for action in offered]
        shown = [chip.accessibleName() for chip in self.chips.values()]
        if offered == {action: chip.text() for action, chip in self.chips.items()} and names == shown:
            return
        focused = any(has_keyboard_focus(chip) for chip in self.chips.values())
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {action: self._chip(action, words, line, len(offered)) for action, words in offered.items()}
        if self._correction is not None and OutboxAction.CORRECT not in offered:
            self.close_correction()
        if focused:  # not a new button: another press of the same key is not meant for it
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip(self, action: OutboxAction, words: str, line: AnyLine, count: int) -> ActionChip:
        likeliest = line.entry.state is EntryState.HELD and not self._flow.count() and count > 1
        chip = ActionChip(words, self._actions, name=action_name(self._language, action, line), likeliest=likeliest)
        chip.set_tip(undo_words(self._language, line) if action is OutboxAction.UNDO else "")
        chip.value = action
        chip.picked.connect(self._on_action)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_action(self, action: OutboxAction) -> None:
        if action is OutboxAction.CORRECT:
            self._open_correction()
        else:
            self.acted.emit(action, self._line)

    def _open_correction(self) -> None:
        if self._correction is None and isinstance(self._line, OutboxLine):
            self._correction = CorrectionField(self._line, self._language, self)
            self._correction.corrected.connect(self._on_corrected)
            self._correction.cancelled.connect(self.close_correction)
            self._correction.show()
            for former, latter in pairwise([list(self.chips.values())[-1], *self._correction.stops()]):
                QWidget.setTabOrder(former, latter)
            self._settle()
        if self._correction is not None:
            self._correction.first_stop.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self)

    def _on_corrected(self, command: Command) -> None:
        self.corrected.emit(self._line, command)

    def close_correction(self) -> None:
        """Closes the field and focuses the button that opened it."""
        if self._correction is not None:
            self._correction.deleteLater()
            self._correction.hide()
            self._correction = None
            if OutboxAction.CORRECT in self.chips:
                self.chips[OutboxAction.CORRECT].setFocus(Qt.FocusReason.OtherFocusReason)
            self._settle()

    @property
    def correction(self) -> CorrectionField | None:
        """The open correction field; None if there is none."""
        return self._correction

    def _settle(self) -> None:
        self._heights.clear()
        if self._arrange(self.width(), move=True) != self.height():
            self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Measures again when a part asks for another size, which no layout does here."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._settle()
        return super().event(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Stored for each width, since a list of rows asks often."""
        if width not in self._heights:
            self._heights[width] = self._arrange(width, move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(STACKED_BELOW, self.heightForWidth(max(self.width(), NARROWEST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, 30)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def _arrange(self, width: int, *, move: bool) -> int:
        bottom = self._stack(width, move=move) if width < STACKED_BELOW else self._tabulate(width, move=move)
        if self._correction is not None:
            inner = width - 2 * SIDE
            height = _height(self._correction, inner)
            self._put(self._correction, QRect(SIDE, bottom, inner, height), move=move)
            bottom += height + LINE
        return bottom + 1

    def _tabulate(self, width: int, *, move: bool) -> int:
        places = self._columns
        cells: list[tuple[int, int, list[QWidget]]] = [
            (SIDE, places.day, [self._attribute]),
            (places.day, places.entry, [self._day]),
            (places.entry, places.state, [self._amount]),
            (places.state, places.actions, [self._state, self._detail] if self._has_detail else [self._state]),
            (places.actions, width - SIDE + 12, [self._actions] if self.chips else []),
        ]
        heights = [sum(_height(part, right - left - 12) + 2 for part in parts) - 2 for left, right, parts in cells]
        tallest = max(heights)
        for (left, right, parts), height in zip(cells, heights, strict=True):
            top = LINE + (tallest - height) // 2
            for part in parts:
                part_height = _height(part, right - left - 12)
                self._put(part, QRect(left, top, right - left - 12, part_height), move=move)
                top += part_height + 2
        return LINE + tallest + LINE

    def _stack(self, width: int, *, move: bool) -> int:
        inner = width - 2 * SIDE
        day_width = self._day.natural_width()
        label_height = _height(self._attribute, inner - day_width - SIDE)
        top = LINE
        self._put(self._attribute, QRect(SIDE, top, inner - day_width - SIDE, label_height), move=move)
        self._put(self._day, QRect(width - SIDE - day_width, top, day_width, _height(self._day, day_width)), move=move)
        top += label_height + 4
        parts: list[QWidget] = [self._amount, self._state]
        parts += [self._detail] * self._has_detail + [self._actions] * bool(self.chips)
        for part in parts:
            top += 4 if part is self._actions else 0
            height = _height(part, inner)
            self._put(part, QRect(SIDE, top, inner, height), move=move)
            top += height + 2
        return top + LINE - 2

    @property
    def _has_detail(self) -> bool:
        return self._text is not None and bool(self._text.detail)

    def _put(self, widget: QWidget, rect: QRect, *, move: bool) -> None:
        if move:
            widget.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), rect))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one line
        colours = theme.of(self.palette())
        with QPainter(self) as painter:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.border))
            if self.hasFocus():
                paint_ring(painter, QRectF(self.rect().adjusted(2, 2, -2, -3)), 6, QColor(colours.accent))


def _height(part: QWidget, width: int) -> int:
    layout = part.layout()
    return layout.heightForWidth(width) if layout is not None else part.heightForWidth(width)
