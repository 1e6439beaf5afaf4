"""The note of a day: a text area that saves by its button, by Ctrl+Enter, or when it is left."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.parsing import clean_text
from exist_desktop.domain.values import NOT_READ, TEXT_LIMIT, Problem, Seen, ValueProblem, ValueType
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.buttons import AccentButton
from exist_desktop.ui.widgets.field import Field, TextArea
from exist_desktop.ui.widgets.labels import Tone
from exist_desktop.ui.widgets.remark import Remark
from exist_desktop.words import Language, Values


class NoteBox(QWidget):
    """Shows the kept note and keeps a draft beside it until the draft is what is kept.

    Signals:
        written(str): the note is to be kept.
    """

    written = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._attribute: Attribute | None = None
        self._limit = TEXT_LIMIT
        self._kept = ""
        self._asked: str | None = None
        self.edit = TextArea(lines=3)
        self.edit.setAccessibleName("Mood note")
        self.edit.setPlaceholderText(language.say("A few words, if you like…"))
        self._left = TextBlock(tone=Tone.MUTED, points=-1)
        self._left.setObjectName("charactersLeft")
        self._problem = Remark("noteProblem")
        self.save = AccentButton(language.say("Save"), name="Save")
        self._footer = QWidget()
        self._lay_out()
        self.edit.textChanged.connect(self._on_typed)
        self.edit.submitted.connect(self.flush)
        self.edit.left.connect(self._on_left)
        self.save.clicked.connect(self.flush)
        self._on_typed()

    def _lay_out(self) -> None:
        footer = QHBoxLayout(self._footer)
        footer.setContentsMargins(0, 0, 0, 0)
        footer.addWidget(self._left, 1)
        footer.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Field(self.edit))
        column.addWidget(self._problem)
        column.addWidget(self._footer)

    def set_note(self, attribute: Attribute, note: Seen, limit: int) -> None:
        """Shows what is kept, and how many characters may be; a draft that differs stays."""
        had_draft = self.draft is not None
        kept = note if isinstance(note, str) else ""
        say = self._language.say
        empty = say("… (not read yet)") if note is NOT_READ else say("A few words, if you like…")
        self.edit.setPlaceholderText(empty)
        self._attribute, self._kept, self._limit = attribute, kept, limit
        if self._asked == kept:
            self._asked = None
        if not had_draft and _clean(self.edit.toPlainText()) != kept:
            self._asked = None
            self.edit.setPlainText(kept)
        self._on_typed()

    def turn_to(self, draft: str | None) -> None:
        """Goes to another day: what was typed for the last one makes way for that day's own draft."""
        self._asked = None
        self._kept = ""
        self.edit.setPlainText(draft or "")

    @property
    def draft(self) -> str | None:
        """What is typed and neither kept nor on its way to the disk; None where there is no such text."""
        typed = self.edit.toPlainText()
        return typed if _clean(typed) not in (self._kept, self._asked) else None

    def flush(self) -> None:
        """Asks for the draft to be kept, once, where there is one that can be."""
        if self.draft is None or self._trouble():
            return
        self._asked = _clean(self.edit.toPlainText())
        self._on_typed()
        self.written.emit(self._asked)

    def refuse(self, sentence: str) -> None:
        """Tells why the note was not kept; the text stays and can be saved again."""
        self._asked = None
        self._on_typed()
        self._problem.tell(sentence)

    def _trouble(self) -> ValueProblem | None:
        over = len(_clean(self.edit.toPlainText())) > self._limit
        return ValueProblem(Problem.TOO_LONG, ValueType.TEXT, high=self._limit) if over else None

    def _on_typed(self) -> None:
        trouble = self._trouble()
        dirty = self.draft is not None
        self._footer.setVisible(dirty)
        self.save.setEnabled(trouble is None)
        left = self._limit - len(_clean(self.edit.toPlainText()))
        self._left.say(self._language.count(max(left, 0), "{n} character left", "{n} characters left"))
        if trouble and self._attribute:
            self._problem.tell(Values(self._language).problem(self._attribute, trouble))
        else:
            self._problem.tell("")

    def _on_left(self, to_another_window: bool) -> None:  # noqa: FBT001 - a signal's argument
        if to_another_window:
            self.flush()
        else:
            QTimer.singleShot(0, self, self._flush_unless_back)

    def _flush_unless_back(self) -> None:
        """Going from the text to its own Save button is not leaving."""
        focused = self.window().focusWidget()
        if not self.isAncestorOf(focused):
            self.flush()


def _clean(typed: str) -> str:
    try:
        return clean_text(typed)
    except ValueProblem:
        return clean_text("".join(character for character in typed if not "\ud800" <= character <= "\udfff"))
