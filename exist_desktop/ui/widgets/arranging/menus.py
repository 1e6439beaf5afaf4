"""The menus of a tile and of a group: what can be done to its place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from exist_desktop.domain.arranging.actions import ArrangeAction, GroupAction, actions_for, group_actions_for
from exist_desktop.domain.arranging.arrangement import Arrangement
from exist_desktop.domain.arranging.names import NameAction, name_actions
from exist_desktop.domain.attributes import Attribute
from exist_desktop.ui.widgets.accessible_names import set_name
from exist_desktop.words.arranging.actions import action_text
from exist_desktop.words.arranging.names import in_menu, name_action_text
from exist_desktop.words.language import Language

KEYS: dict[ArrangeAction | GroupAction, str] = {
    ArrangeAction.UP: "Alt+Up",
    ArrangeAction.DOWN: "Alt+Down",
    GroupAction.UP: "Alt+Up",
    GroupAction.DOWN: "Alt+Down",
}
"""The keys of actions, as they are shown beside them."""


class ArrangeMenu(QMenu):
    """Lasts until it is closed; its first line is marked at once, for Enter.

    Signals:
        acted(ArrangeAction | GroupAction, str): the person chose that action for the attribute or group of that name.
        named(NameAction, str): the person chose that action about the name of that attribute.
    """

    acted = Signal(object, str)
    named = Signal(object, str)

    def __init__(
        self,
        language: Language,
        name: str,
        label: str,
        actions: tuple[ArrangeAction | GroupAction, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._name = name
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_name(self, label)
        for action in actions:
            line = self.addAction(action_text(language, action))
            line.triggered.connect(partial(self._choose, action))
            if keys := KEYS.get(action):
                line.setShortcut(QKeySequence(keys))  # shown beside it; the board has the keys
                line.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def offer_names(self, attribute: Attribute) -> None:
        """Adds what can be done about the name of an attribute."""
        for action in name_actions(attribute):
            line = self.addAction(name_action_text(self._language, action, attribute))
            line.triggered.connect(partial(self._do_name, action))

    def tell_names(self, attribute: Attribute) -> None:
        """Adds what else an attribute is called, if it has other names; a press leads to its name here."""
        for fact in in_menu(self._language, attribute):
            line = self.addAction(fact.replace("&", "&&"))
            line.triggered.connect(partial(self._do_name, NameAction.RENAME))

    def offer(self, text: str, wanted: SignalInstance, value: str) -> None:
        """Adds a line that emits a signal with a value."""
        self.addAction(text).triggered.connect(partial(_emit, wanted, value))

    def open(self, place: QWidget) -> None:
        """Opens below a button."""
        if actions := self.actions():
            self.setActiveAction(actions[0])
        self.popup(place.mapToGlobal(place.rect().bottomLeft()))

    def _choose(self, action: ArrangeAction | GroupAction, *_: object) -> None:
        self.acted.emit(action, self._name)

    def _do_name(self, action: NameAction, *_: object) -> None:
        self.named.emit(action, self._name)


def _emit(wanted: SignalInstance, value: str, *_: object) -> None:
    wanted.emit(value)


def tile_menu(language: Language, attribute: Attribute, arrangement: Arrangement, parent: QWidget) -> ArrangeMenu:
    """Returns the menu of an attribute."""
    return ArrangeMenu(language, attribute.name, attribute.label, actions_for(attribute, arrangement), parent)


def tile_menu_in_use(
    language: Language, attribute: Attribute, arrangement: Arrangement, parent: QWidget
) -> ArrangeMenu:
    """Returns the menu of a tile while tiles are used: without moves, whose keys only work while they are arranged."""
    actions = tuple(action for action in actions_for(attribute, arrangement) if action not in KEYS)
    return ArrangeMenu(language, attribute.name, attribute.label, actions, parent)


def group_menu(language: Language, name: str, label: str, arrangement: Arrangement, parent: QWidget) -> ArrangeMenu:
    """Returns the menu of a group."""
    return ArrangeMenu(language, name, label, group_actions_for(name, arrangement), parent)
