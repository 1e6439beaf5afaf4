"""The menu of a row: everything that can be done about its attribute, and whether it is selected."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from exist_desktop.domain.arranging.acts import ArrangeAct, acts_on
from exist_desktop.domain.arranging.names import NameAct, name_acts
from exist_desktop.domain.ownership.acts import AttributeAct, acts
from exist_desktop.store.reading.attribute_list import AttributeRow
from exist_desktop.ui.pages.attributes.row_text import wish_of
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.ui.widgets.arranging.menus import KEYS
from exist_desktop.words.arranging.acts import act_text_elsewhere
from exist_desktop.words.arranging.names import name_act_text
from exist_desktop.words.ownership.attribute_list import AttributeListWords


class RowMenu(QMenu):
    """Lasts until it is closed; its first line is the likeliest act and is marked at once, for Enter.

    Signals:
        acted(AttributeAct, int): the person chose that act for the row of that number.
        arranged(ArrangeAct, int): the person chose that act for the place of the row's attribute on Today.
        named(NameAct, int): the person chose that act about the name of the row's attribute.
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
        for act in acts(row.attribute, wish_of(row)):
            self.addAction(words.act(act)).triggered.connect(partial(self._act, act))
        self.addSeparator()
        for place in acts_on(row.attribute, row.shelf):
            line = self.addAction(act_text_elsewhere(words.language, place))
            line.triggered.connect(partial(self._arrange, place))
            if keys := KEYS.get(place):
                line.setShortcut(QKeySequence(keys))  # shown beside it; the list has the keys
                line.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addSeparator()
        for naming in name_acts(row.attribute):
            line = self.addAction(name_act_text(words.language, naming, row.attribute))
            line.triggered.connect(partial(self._name, naming))
        self.addSeparator()
        self.pick = self.addAction(words.language.say("Selected"))
        self.pick.setCheckable(True)
        self.pick.triggered.connect(self._pick)
        self.setActiveAction(self.actions()[0])

    def _act(self, act: AttributeAct, *_: object) -> None:
        self.acted.emit(act, self._number)

    def _arrange(self, act: ArrangeAct, *_: object) -> None:
        self.arranged.emit(act, self._number)

    def _name(self, act: NameAct, *_: object) -> None:
        self.named.emit(act, self._number)

    def _pick(self) -> None:
        self.picked.emit(self._number)
