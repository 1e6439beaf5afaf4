"""The note of a day: a text area that saves by its button, by Ctrl+Enter, or when it loses the focus."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exist_desktop.domain.draft import Draft
from exist_desktop.domain.parsing.value_parser import clean_text
from exist_desktop.domain.values import NOT_READ, TEXT_LIMIT, InvalidValueError, Seen
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.accessible_names import set_description, set_name
from exist_desktop.ui.widgets.controls.buttons import AccentButton
from exist_desktop.ui.widgets.controls.field import Field, TextArea
from exist_desktop.ui.widgets.controls.user_edits import UserEdits
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.newer_text import Choice, NewerText
from exist_desktop.words.language import Language


class NoteBox(QWidget):
    """Shows the saved note; what a person types is a draft beside it until it is saved.

    Signals:
        written(str): save the note; `saved` or `refuse` answers.
        drafted(): the draft has changed.
    """

    written = Signal(str)
    drafted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._limit = TEXT_LIMIT
        self._kept: Seen = None
        self._shown: Seen = None
        self._is_shown = False
        self._asked: _Asked | None = None
        self.edit = TextArea(lines=3)
        set_name(self.edit, language.say("Mood note"))
        self.edit.setPlaceholderText(language.say("A few words, if you like…"))
        self._edits = UserEdits(self.edit)
        self._left = TextBlock(tone=Tone.MUTED, points=-1)
        self._left.setObjectName("charactersLeft")
        self._problem = InlineMessage("noteProblem")
        self._newer = NewerText(language, language.say("Daily note"))
        self.save = AccentButton(language.say("Save"), name=language.say("Save"))
        self._footer = QWidget()
        self._lay_out()
        self._edits.typed.connect(self._on_typed)
        self.edit.submitted.connect(self.flush)
        self.edit.left.connect(self._on_left)
        self.save.clicked.connect(self.flush)
        self._newer.chosen.connect(self._on_newer_chosen)
        self._judge()

    def _lay_out(self) -> None:
        keeping = self.save.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # nothing below the note moves when typing begins, or after a save
        self.save.setSizePolicy(keeping)
        footer = QHBoxLayout(self._footer)
        footer.setContentsMargins(0, 0, 0, 0)
        footer.addWidget(self._left, 1)
        footer.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Field(self.edit))
        column.addWidget(self._problem)
        column.addWidget(self._newer)
        column.addWidget(self._footer)

    def set_note(self, kept: Seen, limit: int) -> None:
        """Shows the saved note and the limit of its length; a draft stays."""
        say = self._language.say
        empty = say("… (not read yet)") if kept is NOT_READ else say("A few words, if you like…")
        self.edit.setPlaceholderText(empty)
        self._kept, self._limit = kept, limit
        if self._edits.restored and _clean(self._edits.text) == kept:  # it was saved, and the program ended right then
            self._is_shown = False
            self._edits.settle()
            self.drafted.emit()
        if self._asked is None and self.draft is None:
            self._show(kept)
        self._judge()

    def _show(self, kept: Seen) -> None:
        if kept != self._shown or not self._is_shown:
            self._shown, self._is_shown = kept, True
            self._edits.show(kept if isinstance(kept, str) else "")

    def turn_to(self, draft: Draft | None) -> None:
        """Shows another day, with that day's own draft."""
        self._newer.rest()
        self._asked, self._kept, self._is_shown = None, None, False
        self._show(draft.shown if draft else None)
        self._is_shown = draft is not None
        if draft is not None:
            self._edits.restore(draft.text)
        self._judge()

    @property
    def draft(self) -> str | None:
        """What is typed and neither saved nor being saved; None if there is nothing."""
        typed = self._edits.draft
        return None if typed is None or (self._asked and typed == self._asked.typed) else typed

    @property
    def shown(self) -> Seen:
        """The saved note that was shown when the draft was begun."""
        return self._shown

    def leave(self) -> None:
        """Saves what was typed. A restored draft waits for the person, who may not have seen it."""
        if not self._edits.restored:
            self.flush()

    def flush(self) -> None:
        """Saves the draft, once, if there is one and it is not too long."""
        if (draft := self.draft) is None or self._is_too_long:
            return
        if _clean(draft) == _clean(self._edits.before):  # only a space at its end, perhaps: nothing to save
            self._edits.show(self._edits.before)
            self._on_typed()
            return
        self._asked = _Asked(draft, _clean(draft), self._kept)
        self._judge()
        self.written.emit(self._asked.text)

    def saved(self) -> None:
        """Marks the text as saved; what was typed since is a draft."""
        asked, self._asked = self._asked, None
        if asked is None:
            return
        self._newer.rest()
        self._shown = asked.text
        self._edits.settle_at(asked.typed)
        if self.draft is None and self._kept not in (asked.text, asked.before):
            self._show(self._kept)
        self._judge()

    def refuse(self, sentence: str) -> None:
        """Shows why the note was not saved; the text stays and can be saved again."""
        self._asked = None
        self._judge()
        self._problem.tell(sentence)

    def ask_about(self, theirs: str) -> None:
        """Asks which note to save, because a newer one exists; what was typed stays a draft."""
        self._asked = None
        self._judge()
        self._newer.ask(theirs)

    def _on_newer_chosen(self, choice: Choice) -> None:
        if (draft := self.draft) is not None:
            self._shown = choice.theirs
            self._edits.restore(choice.applied_to(draft))
            self.drafted.emit()
            self.flush()

    @property
    def _is_too_long(self) -> bool:
        return len(_clean(self._edits.text)) > self._limit

    def _on_typed(self) -> None:
        if self.draft is None:
            self._newer.rest()
        self._judge()
        self.drafted.emit()

    def _judge(self) -> None:
        """Shows what the person can do: save the text, or shorten it."""
        too_long = self.draft is not None and self._is_too_long
        self.save.setVisible(self.draft is not None)
        self.save.setEnabled(not too_long)
        counted = self._counted(self._limit - len(_clean(self._edits.text)))
        waits = self.draft is not None and self._edits.restored
        said = self._language.say("Not saved yet. {left}", left=counted) if waits else counted
        self._left.say(said)
        self._left.set_tone(Tone.TOAST if too_long else Tone.MUTED)
        set_description(self.edit, said)
        self._problem.tell("")

    def _counted(self, left: int) -> str:
        """Returns how many characters are left, or how many are too many."""
        language = self._language
        if left >= 0 and self._kept is NOT_READ:
            return language.say("not read yet")
        if left >= 0:
            return language.ngettext("{n} character left", "{n} characters left", left)
        most = language.formats.integer(self._limit)
        return language.ngettext(
            "{n} character too long ({most} at most)", "{n} characters too long ({most} at most)", -left, most=most
        )

    def _on_left(self, to_another_window: bool) -> None:  # noqa: FBT001 - a signal's argument
        if to_another_window:
            self.leave()
        else:
            QTimer.singleShot(0, self, self._leave_unless_back)

    def _leave_unless_back(self) -> None:
        """Saves, unless the focus went from the text to its own Save button."""
        focused = self.window().focusWidget()
        if not self.isAncestorOf(focused):
            self.leave()


class _Asked(Struct, frozen=True):
    """A note that is being saved: as typed, as saved, and what was saved before it."""

    typed: str
    text: str
    before: Seen


def _clean(typed: str) -> str:
    try:
        return clean_text(typed)
    except InvalidValueError:
        return clean_text("".join(character for character in typed if not "\ud800" <= character <= "\udfff"))
