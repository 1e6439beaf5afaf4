"""What is selected, in a bar below the list, with what can be done to all of it. Nothing moves when it appears."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import Owner
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.card import Card
from exist_desktop.ui.widgets.controls.buttons import AccentButton, PlainButton
from exist_desktop.ui.widgets.controls.layouts import column_of, line_of
from exist_desktop.words.language import Language
from exist_desktop.words.ownership.attributes_page import AttributesPageWords


class SelectionBar(Card):
    """Hidden while nothing is selected. An act is about those of the selection that it is possible for.

    Signals:
        take_over_wanted(tuple[str, ...]), give_back_wanted(tuple[str, ...]): the names of the attributes.
        all_wanted(), none_wanted(): the person selects all that is listed, or nothing.
    """

    take_over_wanted = Signal(object)
    give_back_wanted = Signal(object)
    all_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = language.say
        self._language = language
        self._takable: tuple[str, ...] = ()
        self._returnable: tuple[str, ...] = ()
        self.setContentsMargins(18, 12, 18, 12)
        self._text = TextBlock("", lines=2)
        self._text.setObjectName("attributesSelected")
        self.take_over = AccentButton("", name=say("Take over the selected"))
        self.take_over.clicked.connect(self._on_take_over)
        self.give_back = PlainButton("", name=say("Give back the selected"))
        self.give_back.clicked.connect(self._on_give_back)
        every, none = PlainButton(say("Select all")), PlainButton(say("Select none"))
        every.clicked.connect(self.all_wanted)
        none.clicked.connect(self.none_wanted)
        column_of(self, self._text, line_of(self.take_over, self.give_back, every, none))
        self.hide()

    @property
    def first_stop(self) -> QWidget:
        """The first button that can be pressed."""
        return self.take_over if self._takable else self.give_back

    def show_selected(self, rows: Sequence[AttributeRow]) -> None:
        """Shows what is selected and what can be done about it."""
        ngettext = self._language.ngettext
        self._takable = tuple(row.attribute.name for row in rows if can_be_taken_over(row))
        self._returnable = tuple(row.attribute.name for row in rows if can_be_given_back(row))
        if rows:
            self._text.say(AttributesPageWords(self._language).selected([row.attribute for row in rows]))
        self.take_over.setText(ngettext("Take over 1…", "Take over {n}…", len(self._takable)))
        self.give_back.setText(ngettext("Give back 1…", "Give back {n}…", len(self._returnable)))
        self.take_over.setVisible(bool(self._takable))
        self.give_back.setVisible(bool(self._returnable))
        self.setVisible(bool(rows))

    def _on_take_over(self) -> None:
        self.take_over_wanted.emit(self._takable)

    def _on_give_back(self) -> None:
        self.give_back_wanted.emit(self._returnable)


def can_be_taken_over(row: AttributeRow) -> bool:
    """Whether the attribute is filled by another service or nobody, and nothing is wanted of it yet."""
    return row.attribute.owner is not Owner.THIS_CLIENT and row.wish is None


def can_be_given_back(row: AttributeRow) -> bool:
    """Whether the attribute is filled from here, and nothing is wanted of it yet."""
    return row.ours and row.wish is None
