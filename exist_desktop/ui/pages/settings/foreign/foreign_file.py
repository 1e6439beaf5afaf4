"""The place in the card "Your data" for a file of another program: first its mapping, then what it would bring."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.transfer.encodings import Encoding
from exist_desktop.domain.transfer.mapping import FileFacts, ImportMapping
from exist_desktop.domain.transfer.proposed import Plan
from exist_desktop.ui.pages.settings.foreign.encoding_choice import EncodingChoice
from exist_desktop.ui.pages.settings.foreign.mapping_panel import MappingPanel
from exist_desktop.ui.pages.settings.foreign.plan_panel import PlanPanel
from exist_desktop.ui.widgets.controls.layouts import column_of
from exist_desktop.words.language import Language


class ForeignFile(QWidget):
    """One file at a time; hidden while there is none.

    Signals:
        planned(Path, ImportMapping): look at what the file would bring by that mapping.
        entering(Path, ImportMapping): enter the last plan by what was decided.
        reread(Path, Encoding): look into the file again, in another encoding.
        saving(Path, ImportMapping): write the mapping into that file.
        left(): the person wants nothing of the file.
    """

    planned = Signal(object, object)
    entering = Signal(object, object)
    reread = Signal(object, object)
    saving = Signal(object, object)
    left = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._path = Path()
        self._mapping: MappingPanel | None = None
        self._encoding: EncodingChoice | None = None
        self._plan: PlanPanel | None = None
        self._saved: ImportMapping | None = None
        self._dialog: QFileDialog | None = None
        self._column = column_of(self)
        self.hide()

    def ask(self, path: Path, facts: FileFacts, proposed: ImportMapping, attributes: Mapping[str, Attribute]) -> None:
        """Asks what the parts of a file mean."""
        self.let_go()
        self._path = path
        panel = self._mapping = MappingPanel(self._language, path.name, facts, proposed, attributes)
        panel.planned.connect(self._on_planned)
        panel.reread.connect(self._on_reread)
        panel.left.connect(self._on_left)
        self._column.addWidget(panel)
        self.show()
        panel.take_focus()

    def ask_encoding(self, path: Path, encoding: Encoding, refused: str) -> None:
        """Asks how a file is written that is no text in `encoding`, as `refused` says."""
        self.let_go()
        self._path = path
        choice = self._encoding = EncodingChoice(self._language, refused, encoding)
        choice.chosen.connect(self._on_reread)
        self._column.addWidget(choice)
        self.show()
        choice.take_focus()

    def show_plan(self, plan: Plan, attributes: Mapping[str, Attribute], refused: str) -> None:
        """Shows what the file would bring. `refused` says which rows were left out."""
        self._drop_plan()
        panel = self._plan = PlanPanel(self._language, plan, attributes, refused)
        panel.entering.connect(self._on_entering)
        panel.planned.connect(self._on_planned)
        panel.saving.connect(self._on_saving)
        panel.going_back.connect(self._on_going_back)
        panel.left.connect(self._on_left)
        self._column.addWidget(panel)
        if self._mapping is not None:
            self._mapping.hide()
        self.show()
        panel.take_focus()

    def let_go(self) -> None:
        """Forgets the file."""
        self._drop_plan()
        for part in (self._mapping, self._encoding):
            if part is not None:
                part.hide()
                part.deleteLater()
        self._mapping = self._encoding = None
        self.hide()

    def _drop_plan(self) -> None:
        if self._plan is not None:
            self._plan.hide()
            self._plan.deleteLater()
            self._plan = None

    def _on_planned(self, mapping: ImportMapping) -> None:
        self.planned.emit(self._path, mapping)

    def _on_entering(self, mapping: ImportMapping) -> None:
        self.entering.emit(self._path, mapping)

    def _on_reread(self, encoding: Encoding) -> None:
        self.reread.emit(self._path, encoding)

    def _on_saving(self, mapping: ImportMapping) -> None:
        self._saved = mapping
        self._dialog = dialog = QFileDialog(self.window(), self._language.say("Save the mapping"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{self._path.stem}-mapping.json")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Asks for the mapping to be written into that file."""
        if self._saved is not None:
            self.saving.emit(Path(path), self._saved)

    def _on_going_back(self) -> None:
        self._drop_plan()
        if self._mapping is not None:
            self._mapping.show()
            self._mapping.take_focus()

    def _on_left(self) -> None:
        self.let_go()
        self.left.emit()
