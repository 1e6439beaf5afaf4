"""The message for each way in which an export is not possible, loaded when there is one."""

from __future__ import annotations

from enum import Enum

from exist_desktop.domain.transfer.export import ExportErrorKind
from exist_desktop.words.language import N_, Sentence

TRANSFER_SENTENCES: dict[Enum, tuple[Sentence, Sentence]] = {
    ExportErrorKind.NO_FOLDER: (
        N_("Nothing was exported"),
        N_("There is no folder {where}. Name one that exists."),
    ),
    ExportErrorKind.NOT_A_FILE: (
        N_("Nothing was exported"),
        N_("{where} is there already and is not an ordinary file. Name another one."),
    ),
    ExportErrorKind.PROGRAM_FOLDER: (
        N_("Nothing was exported"),
        N_("{where} is where this program keeps its own files. Name another folder."),
    ),
    ExportErrorKind.RUNS_ALREADY: (
        N_("Nothing was exported"),
        N_("Another export is being written. Try again when it is done."),
    ),
    ExportErrorKind.FULL: (
        N_("Nothing was exported"),
        N_("There is no room for {where}. No part of it was left there."),
    ),
    ExportErrorKind.READ_ONLY: (
        N_("Nothing was exported"),
        N_("{where} cannot be written: the folder does not allow it."),
    ),
    ExportErrorKind.FAILED: (
        N_("Nothing was exported"),
        N_("{where} could not be written. No part of it was left there."),
    ),
}
