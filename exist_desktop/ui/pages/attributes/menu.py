"""The menu of a row: everything that can be done about its attribute, and whether it is selected."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from exist_desktop.domain.arranging.actions import ArrangeAction, actions_on
from exist_desktop.domain.arranging.names import NameAction, name_actions
from exist_desktop.domain.ownership.actions import AttributeAction, attribute_actions
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.pages.attributes.row_text import wish_of
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.arranging.menus import KEYS
from exist_desktop.words.arranging.actions import action_text_elsewhere
from exist_desktop.words.arranging.names import name_action_text
from exist_desktop.words.ownership.attribute_list import AttributeListWords


class RowMenu(QMenu):
    """Lasts until it is closed; its first line is the likeliest action and is marked at once, for Enter.

    Signals:
        acted(AttributeAction, int): the person chose that action for the row of that number.
        arranged(ArrangeAction, int): the person chose that action for the place of the row's attribute on Today.
        named(NameAction, int): the person chose that action about the name of the row's attribute.
        picked(int): the person selects the row, or takes it out of the selection.
    """

    acted = Signal(object, int)
    arranged = Signal(object, int)
    named = Signal(object, int)
    picked = Signal(int)

    def __init__(self, row: AttributeRow, number: int, words: AttributeListWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_name(self, words.name(row.attribute))
        for action in attribute_actions(row.attribute, wish_of(row)):
            self.addAction(words.action(action)).triggered.connect(partial(self._choose, action))
        self.addSeparator()
        for place in actions_on(row.attribute, row.shelf):
            line = self.addAction(action_text_elsewhere(words.language, place))
            line.triggered.connect(partial(self._arrange, place))
            if keys := KEYS.get(place):
                line.setShortcut(QKeySequence(keys))  # shown beside it; the list has the keys
                line.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addSeparator()
        for naming in name_actions(row.attribute):
            line = self.addAction(name_action_text(words.language, naming, row.attribute))
            line.triggered.connect(partial(self._name, naming))
        self.addSeparator()
        self.pick = self.addAction(words.language.say("Selected"))
        self.pick.setCheckable(True)
        self.pick.triggered.connect(self._pick)
        self.setActiveAction(self.actions()[0])

    def _choose(self, action: AttributeAction, *_: object) -> None:
        self.acted.emit(action, self._number)

    def _arrange(self, action: ArrangeAction, *_: object) -> None:
        self.arranged.emit(action, self._number)

    def _name(self, action: NameAction, *_: object) -> None:
        self.named.emit(action, self._number)

    def _pick(self) -> None:
        self.picked.emit(self._number)
