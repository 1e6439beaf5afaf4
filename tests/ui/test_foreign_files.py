"""A file of another program in the window: what is decided there is what a file says that the shell reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.transfer.export import ExportError
from exist_desktop.domain.transfer.imports import FileKind, Refused, RefusedReason
from exist_desktop.domain.transfer.mapping import (
    NOTHING,
    ColumnFacts,
    ColumnUse,
    DateOrder,
    Existing,
    FileFacts,
    ImportMapping,
    New,
    OnDifference,
    ProposedKind,
)
from exist_desktop.imports.proposals.mapping_file import read_mapping, write_mapping
from exist_desktop.ui.pages.settings.foreign.foreign_file import ForeignFile
from exist_desktop.ui.pages.settings.foreign.tag_list import TagList
from exist_desktop.ui.widgets.controls.checkbox import CheckBox
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from tests.pictures.scenes_settings import FOUND, PLANNED, PROPOSED
from tests.store.notebook import ATTRIBUTES
from tests.ui.made_tiles import LANGUAGE
from tests.ui.offscreen import quiet
from tests.ui.parts import button_named, part, text_named

pytestmark = quiet


def test_a_mapping_is_saved_as_it_was_decided_and_texts_are_shortened_on_wish(qtbot: QtBot, tmp_path: Path) -> None:
    kept = dict.fromkeys((ProposedKind.MOOD, ProposedKind.TEXT), OnDifference.KEEP)
    decided = replace(PROPOSED, differences=kept, take_over=("steps",))
    file = ForeignFile(LANGUAGE)
    qtbot.addWidget(file)
    known = {one.name: one for one in ATTRIBUTES}
    file.ask(Path("daylio.csv"), FOUND, PROPOSED, known)
    file.show_plan(replace(PLANNED, refused=(Refused(17, RefusedReason.TEXT),)), known, "")
    part(file, CheckBox).click()
    with qtbot.waitSignal(file.planned) as planned:
        button_named(file, "Shorten what is too long").click()
    assert planned.args is not None
    assert planned.args[1] == replace(decided, shortens=True)
    button_named(file, "Save the mapping…").click()
    path = tmp_path / "mapping.json"
    with qtbot.waitSignal(file.saving) as saving:
        file.save_to(str(path))
    assert saving.args is not None
    write_mapping(*saving.args)
    assert read_mapping(path) == decided
    with pytest.raises(ExportError):
        write_mapping(tmp_path / "missing" / "mapping.json", PROPOSED)


def test_it_is_said_why_a_file_cannot_be_looked_at_yet(qtbot: QtBot) -> None:
    file = ForeignFile(LANGUAGE)
    qtbot.addWidget(file)
    file.ask(Path("daylio.csv"), FOUND, PROPOSED, {one.name: one for one in ATTRIBUTES})
    look, missing = button_named(file, "See what it would bring"), text_named(file, "mappingMissing")
    for answer in ("Its dates are: day, month, year", "The months in its dates are in: polski"):
        assert not look.isEnabled()
        assert missing.isVisibleTo(file)
        assert look.accessibleDescription() == missing.text() == "First choose above how its dates are to be read."
        button_named(file, answer).click()
    assert look.isEnabled()
    assert not missing.isVisibleTo(file)
    assert look.accessibleDescription() == ""
    with qtbot.waitSignal(file.planned) as planned:
        look.click()
    assert planned.args is not None
    assert (planned.args[1].order, planned.args[1].language) == (DateOrder.DAY_FIRST, "pl")


def test_a_file_with_hundreds_of_names_is_asked_about_at_once_and_its_rows_follow(qtbot: QtBot) -> None:
    columns = tuple(ColumnFacts(f"column {n}", ColumnUse.VALUES, 9, ("1",), (1.0, 5.0)) for n in range(20))
    tags = {f"tag {n}": 900 - n for n in range(200)}
    facts = FileFacts(FileKind.CSV, 900, columns, {f"mood {n}": 1 for n in range(20)}, tags, date="column 0")
    proposed = ImportMapping(
        FileKind.CSV,
        date="column 0",
        columns={"column 0": NOTHING, **{f"column {n}": Existing("mood", (1.0, 5.0)) for n in range(1, 20)}},
        moods={f"mood {n}": 3 for n in range(20)},
        tags={name: New(name) for name in tags},
    )
    hidden, file = QWidget(), ForeignFile(LANGUAGE)
    qtbot.addWidget(hidden)
    file.setParent(hidden)  # nothing of it is painted
    file.ask(Path("days.csv"), facts, proposed, {one.name: one for one in ATTRIBUTES})
    assert len(file.findChildren(ComboBox)) < 10
    look, rows = button_named(file, "See what it would bring"), part(file, TagList)
    planned: list[ImportMapping] = []
    file.planned.connect(lambda _path, mapping: planned.append(mapping))
    with qtbot.waitSignal(rows.finished):
        look.click()
    each_with_its_scale, shown = 2 * 19, 20 + 30
    assert len(file.findChildren(ComboBox)) == 1 + each_with_its_scale + shown
    with qtbot.waitSignal(rows.finished):
        button_named(file, "Show 170 rarer ones").click()
        look.click()
    look.click()
    assert planned == [proposed] * 3
    assert len(file.findChildren(ComboBox)) == 1 + each_with_its_scale + shown + 30
