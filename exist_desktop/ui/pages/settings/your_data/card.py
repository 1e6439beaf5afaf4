"""The card of Settings with which everything leaves as a file, and comes back from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from exist_desktop.domain.transfer.export import ExportFormat, ExportSpan, ExportWish
from exist_desktop.domain.transfer.imports import Waiting
from exist_desktop.ui.pages.settings.foreign.foreign_file import ForeignFile
from exist_desktop.ui.pages.settings.parts import ActButton, Options, Section, muted
from exist_desktop.ui.pages.settings.question import Question
from exist_desktop.ui.pages.settings.your_data.proposed import ProposedEntries
from exist_desktop.ui.text import Tone
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.layouts import line_of
from exist_desktop.ui.widgets.controls.progress_bar import ProgressBar
from exist_desktop.ui.widgets.inline_message import InlineMessage
from exist_desktop.words.language import Language
from exist_desktop.words.transfer.imports import ImportWords

SUFFIXES = {
    ExportFormat.CSV: "csv",
    ExportFormat.LONG_CSV: "csv",
    ExportFormat.JSON: "json",
    ExportFormat.SQLITE: "sqlite",
    ExportFormat.PDF: "pdf",
}
TAKE, RESTORE = "take", "restore"
BACKUP_SUFFIX = "sqlite3"


class YourDataSection(Section):
    """Exports and imports. One of them at a time; while it goes on there is its progress, with Cancel.

    Signals:
        export_wanted(ExportWish): write that file.
        look_wanted(Path): say what that file would bring; `ask` follows.
        import_wanted(Path): take that file in.
        entering_wanted(list[Waiting]): enter these again.
        backup_wanted(Path): write a backup into that file.
        restoring_wanted(Path): put that backup in place of what is here.
        cancelled(): stop what goes on.
    """

    export_wanted = Signal(object)
    look_wanted = Signal(object)
    import_wanted = Signal(object)
    entering_wanted = Signal(object)
    backup_wanted = Signal(object)
    restoring_wanted = Signal(object)
    cancelled = Signal()

    def __init__(self, language: Language, name: str) -> None:
        say = language.say
        super().__init__(say("Your data"))
        self._language = language
        self._name = name
        self._format, self._span = ExportFormat.CSV, ExportSpan.EVERYTHING
        self._path: Path | None = None
        self._dialog: QFileDialog | None = None
        self._formats = _formats(language)
        self._formats.show_value(self._format)
        self._formats.chosen.connect(self._on_format)
        self._spans = _spans(language)
        self._spans.show_value(self._span)
        self._spans.chosen.connect(self._on_span)
        self._for_spreadsheets = CheckBox(say("As spreadsheets here open it, without formulas"))
        self._export = ActButton(say("Export…"))
        self._export.clicked.connect(self._choose_target)
        self._import = ActButton(say("Import…"))
        self._import.clicked.connect(self._choose_source)
        self._import_folder = ActButton(say("Import a folder…"))
        self._import_folder.clicked.connect(self._choose_folder)
        self._back_up = ActButton(say("Back up now…"))
        self._back_up.clicked.connect(self._choose_backup)
        self._restore = ActButton(say("Restore…"))
        self._restore.clicked.connect(self._choose_former)
        backups = muted(
            say("A backup is one file with everything, also what waits. Restored, it takes the place of what is here.")
        )
        self._bar = ProgressBar(say("Export or import"))
        self._cancel = ActButton(say("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        self._told = InlineMessage("transferState", tone=Tone.MUTED)
        self._question = Question("importQuestion")
        self._question.answered.connect(self._on_answered)
        self.proposed = ProposedEntries(language)
        self.proposed.chosen.connect(self.entering_wanted)
        self.foreign = ForeignFile(language)
        self.foreign.left.connect(self._import.setFocus)
        explained = muted(_what_comes_in(language))
        acts = line_of(self._export, self._import, self._import_folder)
        self.add(self._formats, self._spans, self._for_spreadsheets, acts, explained)
        self._under_way = line_of(self._cancel)
        self.add(line_of(self._back_up, self._restore), backups)
        self.add(self._bar, self._under_way, self._told, self._question, self.proposed, self.foreign)
        self.show_idle()

    def show_progress(self, share: float) -> None:
        """Shows how far it is, 0 to 1, and Cancel."""
        self._set_busy(busy=True)
        self._bar.show_fraction(share)

    def show_idle(self, sentence: str = "") -> None:
        """Shows what it came to; nothing goes on any more."""
        had_focus = self._cancel.hasFocus()
        self._set_busy(busy=False)
        self._told.tell(sentence)
        if had_focus:
            self._export.setFocus()

    def ask(self, path: Path, sentence: str, *, is_theirs: bool) -> None:
        """Says what a file would bring, and asks whether to take it in; or first whether it is theirs."""
        self.show_idle()
        self._told.let_go()
        self._path = path
        say = self._language.say
        take = say("It is mine, import it") if is_theirs else say("Import it")
        self._question.ask(sentence, ((TAKE, take), ("", say("Leave it"))))

    def propose(self, waiting: Sequence[Waiting], words: ImportWords) -> None:
        """Offers to enter again what was not in Exist when the file was made."""
        self.proposed.show_entries(waiting, words)

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self._bar, self._under_way):
            part.setVisible(busy)
        for part in (self._export, self._import, self._import_folder, self._back_up, self._restore, self.foreign):
            part.setEnabled(not busy)

    def _on_format(self, chosen: object) -> None:
        assert isinstance(chosen, ExportFormat)
        self._format = chosen
        self._for_spreadsheets.setVisible(chosen.is_table)

    def _on_span(self, chosen: object) -> None:
        assert isinstance(chosen, ExportSpan)
        self._span = chosen

    def _choose_target(self) -> None:
        suffix = SUFFIXES[self._format]
        dialog = self._file_dialog(self._language.say("Export"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{self._name}.{suffix}")
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def _choose_source(self) -> None:
        dialog = self._file_dialog(self._language.say("Import"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.look_at)
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = self._file_dialog(self._language.say("Import a folder"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.look_at)
        dialog.open()

    def _choose_backup(self) -> None:
        dialog = self._file_dialog(self._language.say("Back up"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(BACKUP_SUFFIX)
        dialog.selectFile(f"{self._name}-backup.{BACKUP_SUFFIX}")
        dialog.fileSelected.connect(self.back_up_to)
        dialog.open()

    def _choose_former(self) -> None:
        dialog = self._file_dialog(self._language.say("Restore"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.ask_to_restore)
        dialog.open()

    def back_up_to(self, path: str) -> None:
        """Asks for a backup to be written."""
        self.show_progress(0.0)
        self.backup_wanted.emit(Path(path))

    def ask_to_restore(self, path: str) -> None:
        """Says what restoring means, and asks."""
        self.show_idle()
        self._told.let_go()
        self._path = Path(path)
        say = self._language.say
        sentence = say(
            "What is here is put aside, and the backup takes its place. What is not in Exist yet is compared with it, "
            "and what may be in Exist already is asked about."
        )
        self._question.ask(sentence, ((RESTORE, say("Restore it")), ("", say("Leave everything as it is"))))

    def _file_dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        """Returns the dialog for a file's name; the file is read or written when the person has answered."""
        self._dialog = dialog = QFileDialog(self.window(), title)
        dialog.setAcceptMode(mode)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def export_to(self, path: str) -> None:
        """Asks for the file to be written."""
        self.show_progress(0.0)
        spreadsheet = self._format.is_table and self._for_spreadsheets.isChecked()
        self.export_wanted.emit(ExportWish(path, self._format, self._span, spreadsheet))

    def look_at(self, path: str) -> None:
        """Asks what the file would bring."""
        self.proposed.show_entries((), ImportWords(self._language))
        self.foreign.let_go()
        self.show_progress(0.0)
        self.look_wanted.emit(Path(path))

    def _on_answered(self, answer: str) -> None:
        if answer == TAKE and self._path is not None:
            self.show_progress(0.0)
            self.import_wanted.emit(self._path)
        if answer == RESTORE and self._path is not None:
            self.show_progress(0.0)
            self.restoring_wanted.emit(self._path)
        self._import.setFocus()


def _what_comes_in(language: Language) -> str:
    say = language.say
    return language.sentences(
        say(
            "JSON and SQLite files come back with Import, and an archive that Exist has made is shown, packed or as a "
            "folder. Nothing of them is sent by itself."
        ),
        say("Files of Daylio, Day One and Loop Habits, and any CSV with a column of days, are mapped first."),
    )


def _formats(language: Language) -> Options:
    say = language.say
    options = (
        (ExportFormat.CSV, say("A row a day")),
        (ExportFormat.LONG_CSV, say("A row a value")),
        (ExportFormat.JSON, language.pgettext("a file format", "JSON")),
        (ExportFormat.SQLITE, language.pgettext("a file format", "SQLite")),
        (ExportFormat.PDF, say("Pages to print")),
    )
    sentence = say("Files that other programs read. None has a token or an address in it.")
    return Options(language, say("Export as"), options, sentence)


def _spans(language: Language) -> Options:
    say = language.say
    spans = (
        (ExportSpan.EVERYTHING, say("All days")),
        (ExportSpan.TODAY, say("Today")),
        (ExportSpan.THIS_MONTH, say("This month")),
        (ExportSpan.LAST_MONTH, say("Last month")),
        (ExportSpan.THIS_YEAR, say("This year")),
        (ExportSpan.LAST_YEAR, say("Last year")),
    )
    return Options(language, say("Days"), spans)
