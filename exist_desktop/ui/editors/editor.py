"""The editor of one value: the input, what is expected, the resulting value, an error message, and Save."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.parsing.line_commands import after, increased
from exist_desktop.domain.parsing.value_parser import Total
from exist_desktop.domain.projection import Tile
from exist_desktop.domain.value_types import EditorKind, Form
from exist_desktop.domain.values import TEXT_LIMIT, InvalidValueError, InvalidValueKind, NotRead, Seen
from exist_desktop.ui.editors.answers import answer_for
from exist_desktop.ui.editors.panel import DraftingPanel
from exist_desktop.ui.text import TextBlock, Tone
from exist_desktop.ui.widgets.controls.buttons import AccentButton
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.ui.widgets.newer_text import Choice, NewerText
from exist_desktop.words.language import Language
from exist_desktop.words.values import Values

SCALE_WIDTH = 320
"""Wide enough for nine steps in one row."""


class Editor(DraftingPanel):
    """Edits one attribute on one day. A plain number is the day's total, a signed one is added to the value.

    Signals:
        submitted(Command, Seen): the person wants to save this; `Seen` is the value that was shown when they began.
    """

    submitted = Signal(object, object)

    def __init__(
        self, language: Language, tile: Tile, day: date, parent: QWidget | None = None, *, longest: int = TEXT_LIMIT
    ) -> None:
        super().__init__(language, tile.attribute.label, parent)
        self._words = Values(language)
        self.tile = tile
        self.key = Key(tile.attribute.name, day)
        self.answer = answer_for(tile.attribute, tile.value, language, longest)
        if tile.attribute.value_type.rules.form is Form.STEP:
            self.usual_width = SCALE_WIDTH
        self._asked = False
        self._shown = tile.value
        self._restored = InlineMessage("restoredDraft", tone=Tone.MUTED)
        self._preview = InlineMessage("preview", tone=Tone.MUTED)
        self._problem = InlineMessage("editorProblem")
        self.save = AccentButton(language.say("Save"), name=language.say("Save {label}", label=tile.attribute.label))
        self._hint = TextBlock(self._words.expected(tile.attribute), tone=Tone.MUTED, points=-0.5)
        self._newer = NewerText(language, tile.attribute.label)
        for part in (self.answer, self._restored, self._problem, self._hint, self._newer, self._preview):
            self.content.addWidget(part)
        if tile.attribute.value_type.rules.editor is not EditorKind.TEXT:
            self._preview.reserve()  # the buttons stay in place when it appears
        self.add_button(self.save)
        self.answer.changed.connect(self._on_answered)
        self.answer.submitted.connect(self._on_submitted)
        self.save.clicked.connect(self._on_submitted)
        self._newer.chosen.connect(self._on_newer_chosen)
        self._judge()

    @property
    def first_stop(self) -> QWidget:
        """The first widget of the input."""
        return self.answer.first_stop

    @property
    def draft(self) -> str | None:
        """What was typed or chosen and not saved; None if nothing was."""
        return self.answer.draft if self.answer.touched else None

    @property
    def shown(self) -> Seen:
        """The value that was shown when the draft was begun."""
        return self._shown

    def restore(self, draft: Draft) -> None:
        """Shows an earlier draft, and says that it is one."""
        self.answer.restore(draft.text)
        self._shown = draft.shown
        self._restored.tell(self._words.language.say("Not saved yet: you typed this before."))

    def set_tile(self, tile: Tile) -> None:
        """Sets a newer value of the day; what was typed stays."""
        self.tile = tile
        if self.draft is None:
            self._shown = tile.value
        self.answer.know(tile.value)
        self._judge()

    def refuse(self, sentence: str) -> None:
        """Shows why it was not saved; what was typed stays and can be saved again."""
        self._asked = False
        self.save.setEnabled(True)
        self._tell(sentence)

    def ask_about(self, theirs: str) -> None:
        """Asks which text to save, because a newer one exists."""
        self._asked = False
        self._judge()
        self._newer.ask(theirs)

    def _on_newer_chosen(self, choice: Choice) -> None:
        self._shown = choice.theirs
        self.answer.restore(choice.applied_to(self.answer.draft))
        self._newer.rest()
        self._on_submitted()

    def _command(self) -> Command:
        """Returns the command. Raises `InvalidValueError`, also if a sum is out of range."""
        meant = self.answer.read()
        if isinstance(meant, Total):
            return SetValue(self.key, meant.value)
        increased(self.tile.value, meant.delta, self.tile.attribute)
        return Increment(self.key, meant.delta)

    def _on_answered(self) -> None:
        self._asked = False
        self._restored.tell("")
        self.drafted.emit()
        self._judge()

    def _judge(self) -> None:
        """Shows what would change, or what is wrong with the input."""
        try:
            command = self._command()
        except InvalidValueError as problem:
            silent = problem.kind is InvalidValueKind.EMPTY
            self._preview.tell("")
            self._tell("" if silent else self._words.problem(self.tile.attribute, problem))
            self.save.setEnabled(False)
            return
        self._tell("")
        self._preview.tell(self._before_and_after(command))
        self.save.setEnabled(not self._asked)

    def _tell(self, sentence: str) -> None:
        """Shows an error in place of the expected value, which the error includes."""
        self._problem.tell(sentence)
        self._problem.let_go()
        self._hint.setVisible(not sentence)

    def _before_and_after(self, command: Command) -> str:
        attribute, before = self.tile.attribute, self.tile.value
        if attribute.value_type.rules.editor is EditorKind.TEXT:
            return ""
        made = after(before, command)
        if made == before or isinstance(made, NotRead):
            return ""
        return self._words.language.say(
            "{before} → {after}",
            before=self._words.shown(attribute, before),
            after=self._words.shown(attribute, made),
        )

    def _on_submitted(self) -> None:
        """Submits only once: a second Enter before the answer must not add a second time."""
        if self._asked:
            return
        try:
            command = self._command()
        except InvalidValueError as problem:
            self._tell(self._words.problem(self.tile.attribute, problem))
            return
        self._asked = True
        self.save.setEnabled(False)
        self.submitted.emit(command, self._shown)
