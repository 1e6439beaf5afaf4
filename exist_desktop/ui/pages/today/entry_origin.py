"""The places on the Today page where entries are made; each receives the outcome of saving its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from exist_desktop.domain.commands import Key
from exist_desktop.ui.pages.today.popup import PanelPopup
from exist_desktop.ui.widgets.mood.mood_card import MoodCard
from exist_desktop.ui.widgets.tiles.tile_board import TileBoard

if TYPE_CHECKING:
    from exist_desktop.ui.editors.create_panel import CreatePanel


class EntryOrigin(Protocol):
    """A place on the page that receives the outcome of saving its entry."""

    def saved(self) -> None:
        """The disk has the entry."""

    def refused(self, sentence: str) -> None:
        """Nothing was saved; the sentence says why."""

    def changed_meanwhile(self, theirs: str) -> bool:
        """The text has changed since the person began. Returns whether the place asks which one to save."""


class MoodCardOrigin:
    """A face or a tag of the mood card. Its new state comes from the store."""

    def __init__(self, card: MoodCard) -> None:
        self._card = card

    def saved(self) -> None:
        """Does nothing: the new state comes from the store."""

    def refused(self, sentence: str) -> None:
        """Shows the sentence below the faces."""
        self._card.refuse(sentence)

    def changed_meanwhile(self, _theirs: str) -> bool:
        """Returns False: there is no text."""
        return False


class TileOrigin:
    """The add button of a tile. Its new state comes from the store."""

    def __init__(self, board: TileBoard, name: str) -> None:
        self._board = board
        self._name = name

    def saved(self) -> None:
        """Does nothing: the new state comes from the store."""

    def refused(self, sentence: str) -> None:
        """Shows the sentence at the tile's group."""
        self._board.refuse(self._name, sentence)

    def changed_meanwhile(self, _theirs: str) -> bool:
        """Returns False: there is no text."""
        return False


class EditorOrigin:
    """The editor of a key, which may have been closed since."""

    def __init__(self, panels: PanelPopup, board: TileBoard, key: Key) -> None:
        self._panels = panels
        self._board = board
        self._key = key

    def saved(self) -> None:
        """Deletes the draft and closes the editor."""
        self._panels.done(self._key)

    def refused(self, sentence: str) -> None:
        """Shows the sentence in the editor, or at the tile's group if the editor is closed."""
        if not self._panels.refuse(self._key, sentence):
            self._board.refuse(self._key.attribute, sentence)

    def changed_meanwhile(self, theirs: str) -> bool:
        """Asks in the editor if it is open; returns whether it did."""
        return self._panels.ask_about(self._key, theirs)


class CreatePanelOrigin:
    """The panel that creates a tag or an attribute."""

    def __init__(self, panels: PanelPopup, panel: CreatePanel) -> None:
        self._panels = panels
        self._panel = panel

    def saved(self) -> None:
        """Deletes the draft and closes the panel."""
        self._panels.done(self._panel.key)

    def refused(self, sentence: str) -> None:
        """Shows the sentence in the panel."""
        self._panel.refuse(sentence)

    def changed_meanwhile(self, _theirs: str) -> bool:
        """Returns False: a new attribute has no earlier text."""
        return False
