"""Turns what the person does on a day (faces, notes, tags, additions, editors) into commands for that day."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain import mood
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE, Attribute, Owner, text_limit
from exist_desktop.domain.commands import Command, Increment, Key, SetValue
from exist_desktop.domain.outbox.ops import EntryState
from exist_desktop.domain.projection import DayView, Tile
from exist_desktop.domain.values import Seen, Value
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.day_clock import DayClock
from exist_desktop.ui.pages.today.creation import TodayCreation
from exist_desktop.ui.pages.today.drafts import TodayDrafts
from exist_desktop.ui.pages.today.entry_origin import EditorOrigin, MoodCardOrigin, TileOrigin
from exist_desktop.ui.pages.today.note import TodayNote
from exist_desktop.ui.pages.today.popup import PanelPopup
from exist_desktop.ui.pages.today.saver import EntryJournal, EntrySaver, Postponed
from exist_desktop.ui.widgets.mood.mood_card import MoodCard
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard
from exist_desktop.words.language import Language


class TodayParts(Struct, frozen=True):
    """The parts of the page that the person uses."""

    card: MoodCard
    board: TileBoard
    panels: PanelPopup
    drafts: TodayDrafts


class TodayPresenter(QObject):
    """Connects the page's parts with the journal. A refusal is shown where the entry was made.

    Signals:
        told(str): an entry of a day that is no longer shown was refused.
        history_wanted(str): the person wants to see the history of the attribute of that name.
    """

    told = Signal(str)
    history_wanted = Signal(object)

    def __init__(
        self,
        parts: TodayParts,
        journal: EntryJournal,
        bridge: Bridge,
        language: Language,
        days: DayClock,
        postponed: Postponed | None = None,
    ) -> None:
        card, board = parts.card, parts.board
        super().__init__(card)
        self._card = card
        self._board = board
        self._panels = parts.panels
        self._language = language
        self._view: DayView | None = None
        parts.drafts.replaced.connect(self._on_drafts_replaced)
        self.saving = EntrySaver(journal, bridge, language, self, card, postponed)
        self.saving.taken_over.connect(self._on_taken_over)
        self._note = TodayNote(card.note, parts.drafts, self.saving, language, days)
        self._note.told.connect(self.told)
        card.mood_chosen.connect(self._on_mood_chosen)
        card.scale_chosen.connect(self._on_scale_chosen)
        card.tag_toggled.connect(self._on_tag_toggled)
        board.tile_actions.opened.connect(self._on_opened)
        board.tile_actions.stepped.connect(self._on_stepped)
        self._creation = TodayCreation(parts.panels, self.saving, language, self)
        card.tags.new_wanted.connect(self._on_tag_wanted)
        card.tags.named.connect(self._on_tag_named)
        board.new_wanted.connect(self._on_attribute_wanted)

    @property
    def typing(self) -> bool:
        """Whether text is typed that is not saved yet."""
        return self._card.note.draft is not None or self._panels.holds_draft

    def leave(self) -> None:
        """Saves what is typed before the page shows another day; an editor stores it as its draft."""
        self._card.note.leave()
        self._panels.close(refocus=False)

    def show_day(self, view: DayView) -> None:
        """Shows a day, or its newer state."""
        self._note.show_day(view)
        self._view = view
        self._panels.show_day(view)

    def make_new(self, name: str, *, tag: bool) -> None:
        """Opens the panel that creates a tag or an attribute, with its name."""
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

    def _on_tag_named(self, name: str) -> None:
        self.make_new(name, tag=True)

    def attribute(self, name: str) -> Attribute | None:
        """Returns the attribute of that name; None if the day does not have it."""
        tile = self._view.tile(name) if self._view else None
        return tile.attribute if tile else None

    def written_with(self, attribute: Attribute) -> list[Attribute]:
        """Returns the mood and its note if the same service fills them: a mood is often followed by a note."""
        if self._view is None or attribute.name not in (MOOD, MOOD_NOTE):
            return []
        others = [tile.attribute for tile in (self._view.mood, self._view.note) if tile is not None]
        return [
            other for other in others if other.owner is Owner.ANOTHER_SERVICE and other.service == attribute.service
        ]

    def _on_mood_chosen(self, step: int) -> None:
        if self._view is not None:
            self._set_on_card(MOOD, mood.to_wire(step, self._view.mood_type))

    def _on_scale_chosen(self, step: int) -> None:
        self._set_on_card(MOOD, step)

    def _on_tag_toggled(self, name: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._set_on_card(name, int(on))

    def _set_on_card(self, name: str, value: Value) -> None:
        if self._view is not None:
            self.saving.save(SetValue(Key(name, self._view.day), value), MoodCardOrigin(self._card))

    def _on_drafts_replaced(self) -> None:
        self._panels.close(refocus=False)

    def _on_stepped(self, name: str, step: float) -> None:
        if self._view is not None:
            self.saving.save(Increment(Key(name, self._view.day), step), TileOrigin(self._board, name))

    def _on_opened(self, name: str) -> None:
        tile = self._view.tile(name) if self._view else None
        origin = self._board.tile(name)
        if tile is None or origin is None or self._board.layer is not None:
            return
        if tile.attribute.editable:
            self._open_editor(tile)
            return
        from exist_desktop.ui.editors.explanation import Explanation

        explanation = Explanation(self._language, tile)
        explanation.take_over_wanted.connect(self._on_take_over_wanted)
        explanation.history_wanted.connect(self.history_wanted)
        self._panels.open(explanation, origin.button)

    def _on_take_over_wanted(self, tile: Tile) -> None:
        self.saving.ask(tile.attribute, kept=tile.mark is EntryState.HELD)

    def _on_taken_over(self, attribute: Attribute) -> None:
        tile = self._view.tile(attribute.name) if self._view else None
        if tile is not None:
            self._open_editor(tile)

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
        editor.submitted.connect(self._on_submitted)
        self._panels.open(editor, origin)

    def _on_submitted(self, command: Command, shown: Seen) -> None:
        origin = EditorOrigin(self._panels, self._board, command.key)
        self.saving.save(command, origin, {command.key: shown})
