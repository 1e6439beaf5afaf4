"""The Attributes page over the engine: what the person wants there is asked about and done here."""

from __future__ import annotations

from PySide6.QtCore import QObject

from exist_desktop.app.presenters.ownership.actions import OwnershipActions
from exist_desktop.app.runtime import Runtime
from exist_desktop.ui.pages.attributes.page import AttributesPage


class AttributesPresenter(QObject):
    """Connects the page to the actions of ownership and to the engine."""

    def __init__(self, runtime: Runtime, actions: OwnershipActions) -> None:
        engine = runtime.engine
        self.page = page = AttributesPage(engine.owners, runtime.bridge, runtime.language, runtime.days, runtime.time)
        super().__init__(page)
        self._runtime = runtime
        page.take_over_wanted.connect(actions.take_over)
        page.give_back_wanted.connect(actions.give_back)
        page.changes_wanted.connect(actions.show_changes)
        page.new_attribute_wanted.connect(actions.new_attribute)
        page.new_tag_wanted.connect(actions.new_tag)
        page.outbox_wanted.connect(actions.outbox_wanted)
        page.undo_wanted.connect(self._on_undo_wanted)

    def _on_undo_wanted(self, number: int) -> None:
        self._runtime.bridge.run(self._runtime.engine.journal.undo(number))
