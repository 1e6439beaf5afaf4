"""Creates tags and attributes from the Today page: opens the panel and saves its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.attributes import TAG_GROUP, Group
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.projection import DayView
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.ui.pages.today.entry_origin import CreatePanelOrigin
from exist_desktop.ui.pages.today.popup import PanelPopup
from exist_desktop.ui.pages.today.saver import EntrySaver
from exist_desktop.words.language import Language

if TYPE_CHECKING:
    from exist_desktop.ui.editors.create_panel import CreatePanel


class TodayCreation(QObject):
    """Opens the panels for new tags and attributes over the buttons that ask for them."""

    def __init__(self, panels: PanelPopup, saving: EntrySaver, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._panels = panels
        self._saving = saving
        self._language = language

    def new_tag(self, view: DayView, origin: QWidget, name: str = "") -> None:
        """Opens the panel for a tag, with a name if one was typed elsewhere."""
        from exist_desktop.ui.editors.create_panel import CreateTagPanel

        self._open(CreateTagPanel(self._language, self._tag_group(view), view.day), view, origin, name)

    def new_attribute(self, view: DayView, origin: QWidget, name: str = "") -> None:
        """Opens the panel for an attribute."""
        from exist_desktop.ui.editors.create_panel import CreateAttributePanel

        self._open(CreateAttributePanel(self._language, self._groups(view), view.day), view, origin, name)

    def _open(self, create_panel: CreatePanel, view: DayView, origin: QWidget, name: str) -> None:
        def make(label: str, group: Group, value_type: ValueType, value: Value) -> None:
            first = FirstValue(view.day, value)
            self._saving.make(label, group, value_type, first, CreatePanelOrigin(self._panels, create_panel))

        create_panel.wanted.connect(make)
        self._panels.open(create_panel, origin)
        if name:
            create_panel.name(name)

    def _tag_group(self, view: DayView) -> Group:
        return next(group for group in self._groups(view) if group.name == TAG_GROUP)

    def _groups(self, view: DayView) -> Sequence[Group]:
        from exist_desktop.domain.ownership.groups import groups_for_new
        from exist_desktop.words.ownership.groups import group_labels

        return groups_for_new((tile.attribute for tile in view.every), (), group_labels(self._language))
