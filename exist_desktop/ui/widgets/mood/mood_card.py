"""The mood card: the day in a face, a few words and tags; side by side if there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import text_limit
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ
from exist_desktop.ui.keys import digit_of, letter_of
from exist_desktop.ui.text import Tone
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.mood.faces import FacesRow
from exist_desktop.ui.widgets.mood.memory_line import MemoryLine
from exist_desktop.ui.widgets.mood.note_box import NoteBox
from exist_desktop.ui.widgets.mood.scale_picker import ScalePicker
from exist_desktop.ui.widgets.mood.streak_line import StreakLine
from exist_desktop.ui.widgets.mood.tags import TagChips
from exist_desktop.ui.widgets.tiles.tile_painting import Pill, mark_word
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

NOTE_WIDEST = 700
"""Longer lines are hard to read."""
_MARK_ORDER = (EntryState.HELD, EntryState.CHECKING, EntryState.SENDING, EntryState.WAITING)


class MoodCard(Card):
    """Shows a day's mood, note and tags, as far as the account has them.

    Signals:
        mood_chosen(int): a step from 1 to 5, by a face or by its digit.
        scale_chosen(int): a step from 1 to 9, as Exist stores it.
        tag_toggled(str, bool): the tag of that name was switched on or off.
    """

    mood_chosen = Signal(object)
    scale_chosen = Signal(object)
    tag_toggled = Signal(str, bool)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._view: DayView | None = None
        self._title = Heading(bold=True)
        self._pill = Pill()
        self.faces = FacesRow(language)
        self.nine = ScalePicker(language)
        self._between = InlineMessage("moodBetween", tone=Tone.MUTED)
        self._problem = InlineMessage("moodProblem")
        self.memory, self.streaks = MemoryLine(language), StreakLine(language)
        self.note = NoteBox(language)
        self.tags = TagChips(language)
        self._left, self._right = QWidget(), QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self.faces.chosen.connect(self.mood_chosen)
        self.nine.chosen.connect(self.scale_chosen)
        self.tags.toggled.connect(self.tag_toggled)

    def _lay_out(self) -> None:
        heading = QWidget()
        flow = FlowLayout(heading, gap=12, line_gap=4)
        flow.addWidget(self._title)
        flow.addWidget(self._pill)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(9)
        left.addWidget(heading)
        for widget in (self.faces, self.nine, self._between, self._problem, self.memory, self.streaks):
            left.addWidget(widget)
        left.addStretch(1)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(11)
        self.note.setMaximumWidth(NOTE_WIDEST)
        beside = QHBoxLayout()
        beside.addWidget(self.note, 1000)
        beside.addStretch(1)
        right.addLayout(beside)
        right.addWidget(self.tags)
        right.addStretch(1)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addWidget(self._left, 2)
        self._box.addWidget(self._right, 3)

    def set_day(self, view: DayView, title: str, *, steps: int = len(mood.STEPS)) -> None:
        """Shows a day under a title; typed text and keyboard focus stay.

        With nine `steps`, an account that stores nine is offered all of them.
        """
        nine = view.mood is not None and view.mood_type is ValueType.SCALE and steps > len(mood.STEPS)
        self.nine.setVisible(nine)
        self.nine.set_value(view.mood.value if view.mood else None)
        self._view = view
        self._title.setMinimumHeight(self._pill.sizeHint().height())  # the mark that appears with a press moves no face
        self._title.say(title)
        self._problem.tell("")
        self._show_mood(view)
        self.note.setVisible(view.note is not None)
        if view.note:
            limit = text_limit(view.note.attribute.name, view.mood_type)
            self.note.set_note(view.note.value, limit)
        self.tags.set_tags_of(view)
        self._pill.tell(self._mark_sentence(view))
        self._set_side_by_side()

    @property
    def first_stop(self) -> QWidget:
        """The widget that gets the focus first: the chosen or first face; without faces, the note or the tags."""
        faces = (*self.nine.chips.values(),) if self.nine.isVisible() else self.faces.faces
        if faces[0].isVisible():
            return next((face for face in faces if face.isChecked()), faces[0])
        return self.note.edit if self.note.isVisible() else self.tags.new

    def _show_mood(self, view: DayView) -> None:
        step = mood.from_wire(view.mood.value, view.mood_type) if view.mood else None
        self.faces.setVisible(view.mood is not None)
        self.faces.set_step(NOT_READ if view.mood and view.mood.value is NOT_READ else step)
        between = step is not None and step != int(step)
        low, high = (int(step or 0), int(step or 0) + 1) if between else (1, 2)
        words, facts = Values(self._language), self._language.facts
        sentence = self._language.say(
            "Between {low} and {high}.",
            low=facts(str(low), words.mood_name(low)),
            high=facts(str(high), words.mood_name(high)),
        )
        self._between.tell(sentence if between else self._archived(view))

    def _archived(self, view: DayView) -> str:
        """Returns what an archive has of the day, empty on most."""
        if not any(tile.archived for tile in (view.mood, *view.tags, view.note) if tile):
            return ""
        from exist_desktop.words.transfer.archived_day import archived_day

        return archived_day(self._language, view)

    def _mark_sentence(self, view: DayView) -> str:
        parts = [part for part in (view.mood, view.note, *view.tags) if part and part.mark in _MARK_ORDER]
        marks = [part.mark for part in parts if part.mark]
        if not marks:
            return ""
        pressing = min(marks, key=_MARK_ORDER.index)
        return (
            self._language.say("waiting to sync")
            if pressing is EntryState.WAITING
            else mark_word(self._language, pressing)
        )

    def refuse(self, sentence: str) -> None:
        """Shows why a face or a tag was not saved, and the saved state again."""
        if self._view:
            self._show_mood(self._view)
            self.tags.set_tags_of(self._view)
        self._problem.tell(sentence)

    def take_key(self, event: QKeyEvent) -> bool:
        """Chooses a face with the digits 1 to 5, and focuses the note by N, the tags by T; False for other keys.

        A digit that is held down counts once: each press is an entry.
        """
        step, letter = digit_of(event), letter_of(event)
        if step in mood.STEPS and self._view and self._view.mood:
            if not event.isAutoRepeat():
                self.mood_chosen.emit(step)
        elif letter == "n" and self.note.isVisible():
            self.note.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif letter == "t" and self.tags.isVisible():
            self.tags.begin_search()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes its keys wherever the focus is in the card except in the note."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side_by_side()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._set_side_by_side()

    def minimumSizeHint(self) -> QSize:
        parts = (self.faces.minimumSizeHint(), self.note.minimumSizeHint(), self.tags.minimumSizeHint())
        margins = self.contentsMargins()
        widest = max(part.width() for part in parts) + margins.left() + margins.right()
        return QSize(widest, super().minimumSizeHint().height())

    def _set_side_by_side(self) -> None:
        faces = self.faces.sizeHint().width()
        has_faces = not (self.faces.isHidden() and self.nine.isHidden())  # without them the tags have all of the width
        beside = has_faces and self.contentsRect().width() >= faces * 1.9
        self._left.setMinimumWidth(faces if beside else 0)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() is not direction:
            self._box.setDirection(direction)
