"""The Attributes page over the engine: what the person wants there is done here."""

from __future__ import annotations

from PySide6.QtCore import QObject

from exist_desktop.app.runtime import Runtime
from exist_desktop.ui.pages.attributes.page import AttributesPage


class AttributesPresenter(QObject):
    """Connects the page to the engine and to the window."""

    def __init__(self, runtime: Runtime) -> None:
        engine = runtime.engine
        self.page = AttributesPage(engine.owners, runtime.bridge, runtime.language, runtime.days, runtime.time)
        super().__init__(self.page)
        self._runtime = runtime
        self.page.undo_wanted.connect(self._on_undo_wanted)
        self.page.outbox_wanted.connect(self._on_outbox_wanted)

    def _on_undo_wanted(self, number: int) -> None:
        self._runtime.bridge.run(self._runtime.engine.journal.undo(number))

    def _on_outbox_wanted(self) -> None:
        self._runtime.window.open_page("outbox")
