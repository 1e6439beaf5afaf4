"""The form of quick entry: faces, words for the note, one line for anything, and what Enter would do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exist_desktop.domain import mood
from exist_desktop.domain.draft import QuickDraft
from exist_desktop.domain.parsing.digits import digit
from exist_desktop.ui.keys import digit_of
from exist_desktop.ui.quick_entry.line import Line, Suggestions
from exist_desktop.ui.quick_entry.preview import Offer, Preview
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.controls.buttons import AccentButton, Chip, PlainButton, RadioChip
from exist_desktop.ui.widgets.controls.field import Field, TextArea
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.flow import FlowLayout
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.mood.faces import FacesRow
from exist_desktop.ui.widgets.mood.memory_line import MemoryLine
from exist_desktop.ui.widgets.mood.streak_line import StreakLine
from exist_desktop.words.language import Language

SPACING = 10
BY_KEY = Qt.FocusReason.TabFocusReason


class ChoiceChip(Chip):
    """A chip for a choice; Enter goes to the form, which saves."""

    enter_presses = False


class NoteChip(RadioChip):
    """Chooses what words do to the note; Enter goes to the form."""

    enter_presses = False


class QuickForm(QWidget):
    """Shows what is typed and what it means; decides nothing.

    Signals:
        changed(): the text or a choice has changed.
        line_changed(): the line has changed.
        submitted(): Enter, or Save.
        offered(Offer): the person accepts an offer.
        day_wanted(): the draft shall be for today.
    """

    changed = Signal()
    line_changed = Signal()
    submitted = Signal()
    offered = Signal(object)
    day_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._day = date.min
        self._step: int | None = None
        self._by_digit = ""
        say = language.say
        self._title, self._shown_day = Heading(bold=True), TextBlock(tone=Tone.MUTED)
        self._begun = InlineMessage("quickBegun", tone=Tone.MUTED)
        self.for_today = Chip(say("Use today"))
        self.for_today.setCheckable(False)
        self.faces = FacesRow(language, named=False)
        self.earlier = InlineMessage("earlierMoods", tone=Tone.MUTED)
        self.note = TextArea(lines=2, most=5, enter_submits=True)
        set_name(self.note, say("Mood note"))
        self.note.setPlaceholderText(say("A few words, if you like…"))
        self.adds, self.replaces = NoteChip(say("Add to the note")), NoteChip(say("Replace the note"))
        self._note_choice = line_of(self.adds, self.replaces)
        self.line, self.suggestions = Line(language), Suggestions()
        self.memory, self.streaks = MemoryLine(language), StreakLine(language)
        self._held = InlineMessage("quickHeld")
        self.take_over = ChoiceChip(say("Take over"), name=say("Take over"))
        self._offers = QWidget()
        self._offer_line = FlowLayout(self._offers, gap=6, line_gap=6)
        self.offer_buttons: list[PlainButton] = []
        self.says = TextBlock(tone=Tone.MUTED, points=-0.5)
        self.says.setObjectName("quickPreview")
        self.save = AccentButton(say("Save"), name=say("Save"))
        self._note_field, self._line_field = Field(self.note), Field(self.line)
        self._lay_out()
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        heading, footer, begun = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self._shown_day)
        begun.addWidget(self._begun, 1)
        begun.addWidget(self.for_today)
        footer.addWidget(self.says, 1)
        footer.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(heading)
        column.addLayout(begun)
        for part in (self.faces, self.earlier, self._note_field, self._note_choice, self._line_field):
            column.addWidget(part)
        column.addLayout(footer)  # above everything that appears and disappears, so that Save stays under the pointer
        for part in (self.suggestions, self._held, self.take_over, self._offers, self.memory, self.streaks):
            column.addWidget(part)
        column.setAlignment(self.take_over, Qt.AlignmentFlag.AlignLeading)

    def _connect(self) -> None:
        for face in self.faces.faces:
            face.enter_presses = False
        self.faces.chosen.connect(self._on_face_pressed)
        self.note.textChanged.connect(self.changed)
        self.note.submitted.connect(self.submitted)
        self.line.textChanged.connect(self._on_line_changed)
        self.line.face_wanted.connect(self._on_digit)
        self.line.stepped.connect(self.suggestions.step)
        self.line.taken.connect(self.suggestions.take)
        self.save.clicked.connect(self.submitted)
        self.for_today.clicked.connect(self.day_wanted)
        self.take_over.clicked.connect(self.changed)
        for chip, replaces in ((self.adds, False), (self.replaces, True)):
            chip.value = replaces
            chip.picked.connect(self._choose_note)

    @property
    def draft(self) -> QuickDraft:
        """The typed text and the choices."""
        return QuickDraft(self._day, self._step, self.note.toPlainText(), self.line.text())

    @property
    def replaces_note(self) -> bool:
        """Whether the words replace the existing note."""
        return self.replaces.isChecked() and not self._note_choice.isHidden()

    def show_draft(self, draft: QuickDraft) -> None:
        """Shows a draft again."""
        self._day = draft.day
        with QSignalBlocker(self):  # it is one change, and emitted once
            self.note.setPlainText(draft.words)
            self.line.setText(draft.line)
            self._choose(draft.step)
            self._choose_note(False)  # noqa: FBT003 - as the chip's signal carries it
        self.take_over.setChecked(False)
        self._on_line_changed()

    def clear(self) -> None:
        """Empties the form."""
        self.show_draft(QuickDraft(self._day))

    def show_day(self, day: date, shown: str, *, is_today: bool, begun: str = "") -> None:
        """Shows the day of the face and the words; `begun` is the sentence for a draft of another day than today."""
        self._day = day
        say = self._language.say
        self._title.say(say("How was today?") if is_today else say("How was this day?"))
        self._shown_day.say(shown)
        self._begun.tell(begun)
        self.for_today.setVisible(bool(begun))

    def show_earlier(self, sentences: Sequence[str], *, has_note: bool, has_mood: bool) -> None:
        """Shows the day's earlier moods, and whether there is a note that words would be appended to."""
        self.earlier.tell("\n".join(sentences))
        self._has_note = has_note
        for part in (self.faces, self._note_field):
            part.setVisible(has_mood)
        self._show_note_choice()

    def show_preview(self, preview: Preview, *, taken_over: bool, held: str) -> None:
        """Shows what Enter would do, or why it would not."""
        hint = self._language.say("Keys 1–5 choose · Enter saves · Esc closes")
        tone = Tone.PLAIN if preview.says else Tone.MUTED
        self.says.set_tone(Tone.TOAST if preview.problem else tone)
        self.says.say(preview.problem or "\n".join(filter(None, (preview.says, preview.expects))) or hint)
        self.save.setEnabled(preview.ready)
        self._held.tell("" if taken_over else held)
        self.take_over.setVisible(bool(held))
        self._offer(preview.offers)
        self._show_note_choice()

    def refuse(self, sentence: str) -> None:
        """Shows why it was not saved; everything stays as it was typed."""
        self.says.set_tone(Tone.TOAST)
        self.says.say(sentence)
        self.save.setEnabled(True)

    def go_on(self) -> None:
        """Focuses the draft, or the empty line."""
        if self.note.toPlainText() and not self.line.text():
            self.note.setFocus(BY_KEY)
            self.note.moveCursor(self.note.textCursor().MoveOperation.End)
        elif self._step is not None and not self.line.text():
            self.faces.faces[self._step - 1].setFocus(BY_KEY)
        else:
            self.line.setFocus(BY_KEY)

    def take(self, text: str) -> None:
        """Sets the line's text and focuses it."""
        self.line.setText(text)
        self.line.setFocus(BY_KEY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose a face outside of text fields, Enter saves, any other letter goes to the line."""
        step = digit_of(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif step in mood.STEPS:
            self._on_digit(step, event.text())
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._on_a_face():
            self._choose(None)
        elif event.text().isprintable() and event.text().strip():
            self._begin_line(event.text())
        else:
            super().keyPressEvent(event)

    def _begin_line(self, text: str) -> None:
        """Moves a digit to the line if the one before it chose a face: both digits are the start of a date."""
        if digit(text) is not None and self._by_digit and not self.line.text():
            text = self._by_digit + text
            self._choose(None)
        self.line.setFocus(BY_KEY)
        self.line.insert(text)

    def _on_a_face(self) -> bool:
        return any(has_keyboard_focus(face) for face in self.faces.faces)

    def _on_digit(self, step: int, typed: str) -> None:
        if not self.faces.isHidden():
            self._choose(step)
            self._by_digit = str(step) if digit(typed) is None else typed
            self.faces.faces[step - 1].setFocus(BY_KEY)

    def _on_face_pressed(self, step: int) -> None:
        """Removes the choice if the face is chosen already."""
        self._choose(None if step == self._step else step)

    def _choose(self, step: int | None) -> None:
        self._step, self._by_digit = step, ""
        self.faces.set_step(step)
        for face in self.faces.faces:  # as with radio buttons, Tab stops only at the chosen one
            stops = face.step == (step or mood.STEPS[0])
            face.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)
        self.changed.emit()

    def _choose_note(self, replaces: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.adds.setChecked(not replaces)
        self.replaces.setChecked(replaces)
        self.changed.emit()

    def _show_note_choice(self) -> None:
        self._note_choice.setVisible(self._has_note and bool(self.note.toPlainText().strip()))

    _has_note = False

    def _on_line_changed(self) -> None:
        self.line_changed.emit()
        self.changed.emit()

    def _offer(self, offers: Sequence[Offer]) -> None:
        """Makes the buttons, unless they are there already: reading again must not take the focus from one of them."""
        if [button.value for button in self.offer_buttons] == list(offers):
            return
        if any(has_keyboard_focus(button) for button in self.offer_buttons):
            self.line.setFocus(BY_KEY)  # not a new button: the next Enter was meant for the former one
        for button in self.offer_buttons:
            self._offer_line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.offer_buttons = [self._offer_button(offer) for offer in offers]
        self._offers.setVisible(bool(offers))

    def _offer_button(self, offer: Offer) -> PlainButton:
        button = PlainButton(offer.text, self._offers)
        button.elides = True
        button.value = offer
        button.picked.connect(self.offered)
        self._offer_line.addWidget(button)
        QWidget.setTabOrder(self.offer_buttons[-1] if self.offer_buttons else self.take_over, button)
        button.show()
        return button
