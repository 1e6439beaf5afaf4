"""What the person does on a day: faces, notes, tags, additions and editors become commands for the day in view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, Owner, text_limit
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.projection import DayView, Tile
from exist_desktop.domain.values import Seen
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.pages.today.creation import TodayCreation
from exist_desktop.ui.pages.today.drafts import TodayDrafts
from exist_desktop.ui.pages.today.popup import PanelPopup
from exist_desktop.ui.pages.today.saver import EntryJournal, EntrySaver, Postponed
from exist_desktop.ui.widgets.mood.mood_card import MoodCard
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from exist_desktop.words.language import Language


class TodayPresenter(QObject):
    """Stands between the widgets of the page and the journal; whatever is refused is told where it was done.

    `long_day` puts a day into words, with its year where that does not go without saying.

    Signals:
        told(str): something of a day that is no longer on the screen was refused.
    """

    told = Signal(str)

    def __init__(
        self,
        card: MoodCard,
        board: TileBoard,
        panels: PanelPopup,
        drafts: TodayDrafts,
        journal: EntryJournal,
        bridge: Bridge,
        language: Language,
        long_day: Callable[[date], str],
        put_off: Postponed | None = None,
    ) -> None:
        super().__init__(card)
        self._long_day = long_day
        self._card = card
        self._board = board
        self._panels = panels
        self._language = language
        self._view: DayView | None = None
        self._drafts = drafts
        drafts.replaced.connect(self._on_drafts_replaced)
        self.saving = EntrySaver(journal, bridge, language, self._attribute, card, self._written_with, put_off)
        card.mood_chosen.connect(self._on_mood_chosen)
        card.scale_chosen.connect(self._on_scale_chosen)
        card.note_written.connect(self._on_note_written)
        card.note.drafted.connect(self._on_note_drafted)
        card.tag_toggled.connect(self._on_tag_toggled)
        board.opened.connect(self._on_opened)
        board.stepped.connect(self._on_stepped)
        self._creation = TodayCreation(panels, self.saving, language, self)
        card.tags.new_wanted.connect(self._on_tag_wanted)
        board.new_wanted.connect(self._on_attribute_wanted)

    @property
    def typing(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return self._card.note.draft is not None or self._panels.holds_draft

    def leave(self) -> None:
        """Saves what is typed before the page goes to another day; an editor keeps it as its draft."""
        self._card.note.leave()
        self._panels.close(refocus=False)

    def show_day(self, view: DayView) -> None:
        """Turns to a day, or to a newer state of it. A note that could not be saved stays with its day."""
        if self._view is None or self._view.day != view.day:
            left = self._card.note.draft
            if self._view is not None and left is not None:
                self._drafts.put(Draft(self._view.day, MOOD_NOTE, left, self._card.note.shown))
                day = self._long_day(self._view.day)
                self.told.emit(self._language.say("The note of {day} is not saved. It stays there as typed.", day=day))
            self._card.note.turn_to(self._drafts.of(Key(MOOD_NOTE, view.day)))
        self._view = view
        self._panels.show_day(view)

    def make_new(self, name: str, *, tag: bool) -> None:
        """Opens the panel that makes something new, with its name."""
        if self._view is not None and tag:
            self._creation.new_tag(self._view, self._card.tags.new, name)
        elif self._view is not None:
            self._creation.new_attribute(self._view, self._board.new, name)

    def _on_attribute_wanted(self) -> None:
        if self._view is not None:
            self._creation.new_attribute(self._view, self._board.new)

    def _on_tag_wanted(self) -> None:
        if self._view is not None:
            self._creation.new_tag(self._view, self._card.tags.new)

    def _attribute(self, name: str) -> Attribute | None:
        tile = self._view.tile(name) if self._view else None
        return tile.attribute if tile else None

    def _written_with(self, attribute: Attribute) -> list[Attribute]:
        """The parts of the mood card that the same service fills: who presses a face writes the note, too."""
        if self._view is None or attribute.name not in (MOOD, MOOD_NOTE):
            return []
        others = [tile.attribute for tile in (self._view.mood, self._view.note) if tile is not None]
        return [
            other for other in others if other.owner is Owner.ANOTHER_SERVICE and other.service == attribute.service
        ]

    def _on_mood_chosen(self, step: int) -> None:
        if self._view is not None:
            value = mood.to_wire(step, self._view.mood_type)
            self.saving.save(SetValue(Key(MOOD, self._view.day), value), _nothing, self._card.refuse)

    def _on_scale_chosen(self, step: int) -> None:
        if self._view is not None:
            self.saving.save(SetValue(Key(MOOD, self._view.day), step), _nothing, self._card.refuse)

    def _on_tag_toggled(self, name: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._view is not None:
            self.saving.save(SetValue(Key(name, self._view.day), int(on)), _nothing, self._card.refuse)

    def _on_note_written(self, text: str) -> None:
        if self._view is None:
            return
        key = Key(MOOD_NOTE, self._view.day)

        shown = self._card.note.shown

        def saved() -> None:
            if self._view is not None and self._view.day == key.day:
                self._card.note.saved()
                self._on_note_drafted()
            else:
                self._drafts.drop(key)

        def refused(sentence: str) -> None:
            if self._view is not None and self._view.day == key.day:
                self._card.note.refuse(sentence)
                return
            self._drafts.put(Draft(key.day, MOOD_NOTE, text, shown))
            day = self._long_day(key.day)
            self.told.emit(self._language.say("The note of {day}: {problem}", day=day, problem=sentence))

        def changed(theirs: str) -> bool:
            there = self._view is not None and self._view.day == key.day
            if there:
                self._card.note.ask_about(theirs)
            return there

        self.saving.save(SetValue(key, text), saved, refused, {key: shown}, changed)

    def _on_note_drafted(self) -> None:
        if self._view is None:
            return
        note = self._card.note
        if note.draft is None:
            self._drafts.drop(Key(MOOD_NOTE, self._view.day))
        else:
            self._drafts.put(Draft(self._view.day, MOOD_NOTE, note.draft, note.shown))

    def _on_drafts_replaced(self) -> None:
        """What was typed for another account, or went with the sign-out, is not there any more."""
        self._panels.close(refocus=False)
        if self._view is not None:
            self._card.note.turn_to(self._drafts.of(Key(MOOD_NOTE, self._view.day)))

    def _on_stepped(self, name: str, step: float) -> None:
        if self._view is not None:
            command = Increment(Key(name, self._view.day), step)
            self.saving.save(command, _nothing, lambda sentence: self._board.refuse(name, sentence))

    def _on_opened(self, name: str) -> None:
        tile = self._view.tile(name) if self._view else None
        origin = self._board.tile(name)
        if tile is None or origin is None:
            return
        if tile.attribute.editable:
            self._open_editor(tile)
            return
        from exist_desktop.ui.editors.explanation import Explanation

        explanation = Explanation(self._language, tile)
        explanation.take_over_wanted.connect(lambda _: self._on_take_over_wanted(tile))
        self._panels.open(explanation, origin.button)

    def _on_take_over_wanted(self, tile: Tile) -> None:
        kept = tile.mark is EntryState.HELD
        self.saving.ask(tile.attribute, lambda: self._open_editor(tile), kept=kept)

    def _open_editor(self, tile: Tile) -> None:
        origin = self._board.tile(tile.attribute.name)
        if origin is not None:
            self._open_editor_at(tile, origin.button)

    def _open_editor_at(self, tile: Tile, origin: QWidget) -> None:
        if self._view is None:
            return
        from exist_desktop.ui.editors.editor import Editor

        longest = text_limit(tile.attribute.name, self._view.mood_type)
        editor = Editor(self._language, tile, self._view.day, longest=longest)
        editor.submitted.connect(lambda command: self._on_submitted(command, editor.shown))
        self._panels.open(editor, origin)

    def _on_submitted(self, command: Command, shown: Seen) -> None:
        def refused(sentence: str) -> None:
            if not self._panels.refuse(command.key, sentence):
                self._board.refuse(command.key.attribute, sentence)

        def changed(theirs: str) -> bool:
            return self._panels.ask_about(command.key, theirs)

        self.saving.save(command, lambda: self._panels.done(command.key), refused, {command.key: shown}, changed)


def _nothing() -> None:
    """The new state comes back from the store; nothing is shown before."""
