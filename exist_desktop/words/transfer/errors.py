"""The message for each way in which an export or an import is not possible, loaded when there is one."""

from __future__ import annotations

from enum import Enum

from exist_desktop.domain.transfer.export import ExportErrorKind
from exist_desktop.domain.transfer.imports import UnreadableKind
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
    UnreadableKind.MISSING: (N_("Nothing was imported"), N_("There is no file {where}.")),
    UnreadableKind.NOT_A_FILE: (N_("Nothing was imported"), N_("{where} is not an ordinary file.")),
    UnreadableKind.NOT_ALLOWED: (N_("Nothing was imported"), N_("{where} cannot be read: you may not open it.")),
    UnreadableKind.UNKNOWN: (
        N_("Nothing was imported"),
        N_(
            "{where} is not one of the files that can be imported: those of this program and of Exist, Daylio, Day One "
            "and Loop Habits, and CSV with a column of days."
        ),
    ),
    UnreadableKind.TOO_LARGE: (N_("Nothing was imported"), N_("{where} is too large: 200 MB are taken.")),
    UnreadableKind.TOO_LARGE_INSIDE: (
        N_("The import stopped"),
        N_("Unpacked, {where} is too large, or much larger than it looks. The rest of it was left out."),
    ),
    UnreadableKind.TOO_DEEP: (N_("The import stopped"), N_("{where} is nested too deeply at line {line}.")),
    UnreadableKind.TOO_LONG: (N_("The import stopped"), N_("{where} has a text that is too long at line {line}.")),
    UnreadableKind.TOO_MANY_ROWS: (N_("The import stopped"), N_("{where} has more rows than are taken.")),
    UnreadableKind.NO_TEXT: (N_("The import stopped"), N_("{where} is not text in UTF-8.")),
    UnreadableKind.OTHER_ENCODING: (
        N_("Nothing was imported"),
        N_(
            "Line {line} of {where} has something that is no text in {detail}. Choose how it is written, or open it in "
            "the program that made it, and save it as UTF-8."
        ),
    ),
    UnreadableKind.CUT: (
        N_("The import stopped"),
        N_("{where} is cut short at line {line}. What stood before that is here; import a whole file for the rest."),
    ),
    UnreadableKind.DAMAGED: (
        N_("The import stopped"),
        N_("{where} is damaged at line {line}. What stood before that is here."),
    ),
    UnreadableKind.ARCHIVE_CUT: (
        N_("Nothing was imported"),
        N_("{where} is cut short: its end is missing. Get or make the archive again."),
    ),
    UnreadableKind.ARCHIVE_DAMAGED: (
        N_("The import stopped"),
        N_("{where} is damaged, or is not what the archive says. Get or make the archive again."),
    ),
    UnreadableKind.ENCRYPTED: (
        N_("Nothing was imported"),
        N_("{where} is protected by a password. Unpack it, and import what is in it."),
    ),
    UnreadableKind.NESTED: (
        N_("The import stopped"),
        N_("{where} has an archive within an archive. Unpack it, and import the one inside."),
    ),
    UnreadableKind.PACKED_OTHERWISE: (
        N_("The import stopped"),
        N_("{where} is packed in a way that is not read here. Pack it as an ordinary ZIP archive."),
    ),
    UnreadableKind.TOO_MANY_MEMBERS: (
        N_("Nothing was imported"),
        N_("{where} has more files in it than are taken."),
    ),
    UnreadableKind.NEWER: (
        N_("Nothing was imported"),
        N_("{where} was made by a later version of this program. That version reads it."),
    ),
    UnreadableKind.NO_MAPPING: (
        N_("Nothing was imported"),
        N_("{where} does not say how a file is mapped. A program would say: {detail}"),
    ),
    UnreadableKind.NO_BACKUP: (
        N_("Nothing was restored"),
        N_("{where} is no backup of this program, or is damaged. What is here stays as it is."),
    ),
    UnreadableKind.UNCONFIRMED: (
        N_("Nothing was imported"),
        N_("{where} does not say whose it is. It is imported for @{whose} when you say that it is theirs."),
    ),
    UnreadableKind.OF_ANOTHER: (
        N_("Nothing was imported"),
        N_("{where} has the days of @{whose}, and you are somebody else here. Sign in as @{whose} first."),
    ),
}
UNTOUCHED_SENTENCES: dict[Enum, Sentence] = {
    UnreadableKind.NO_TEXT: N_(
        "{where} is not text in UTF-8. Open it in the program that made it, and save it as UTF-8."
    ),
    UnreadableKind.CUT: N_("{where} is cut short at line {line}. Get or make the file again."),
    UnreadableKind.DAMAGED: N_("{where} is damaged at line {line}. Get or make the file again."),
    UnreadableKind.TOO_LARGE_INSIDE: N_("Unpacked, {where} is too large, or much larger than it looks."),
}
"""What is said in place of the above where nothing was taken in before that was seen."""
