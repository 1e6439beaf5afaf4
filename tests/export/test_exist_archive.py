"""Exist's own archive: its values are seen, and nothing is concluded from them."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from exist_desktop.domain.commands import Key
from exist_desktop.domain.transfer.archive import ARCHIVE_GROUP
from exist_desktop.domain.transfer.imports import FileKind, ImportFacts, RefusedReason, UnreadableError, UnreadableKind
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import NOT_READ, NotRead
from exist_desktop.errors import NeverSignedInError
from exist_desktop.imports.imports import ImportRequest, Imports, own_kind
from exist_desktop.settings import Preferences
from exist_desktop.store import history, history_copy
from exist_desktop.store.changes import Change
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.transfer.archived_day import archived_day
from exist_desktop.words.values import Values
from tests.export.exporting import ago, fill
from tests.store.notebook import NOW, SERVER, Notebook, add, key, put, with_notebook
from tests.using import At, Using
from tests.words.conftest import EnglishFormats

MADE = (2024, 5, 3, 12, 0, 0)
Day = Mapping[str, object]


def days(values: Mapping[int, object]) -> list[Day]:
    """Rows as Exist writes them: that many days ago."""
    return [{"date": ago(back).isoformat(), "value": value} for back, value in values.items()]


def archive(book: Notebook, files: Mapping[str, object]) -> Path:
    path = book.store.folder.parent / "exist.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content)
            made.writestr(zipfile.ZipInfo(f"export/{name}.json", MADE), text)
    return path


async def take_in(book: Notebook, files: Mapping[str, object], *, is_trial: bool = False) -> ImportFacts:
    imports = Imports(book.store, Preferences(book.store.folder), book, At(NOW), SERVER)
    request = ImportRequest(archive(book, files), is_trial=is_trial, whose=book.account.username)
    return await imports.take_in(request)


async def shown(book: Notebook, name: str) -> dict[date, float | str]:
    """What History shows of an attribute that is of an archive."""
    (found,) = await SeriesViews(book.store, book).whole_with_archived(name)
    return {
        date.fromordinal(day): found.series.texts[day] if found.series.texts else found.series.at(day)
        for day in found.archived
    }


GENERATIONS = [
    {"coffees": days({200: 3, 201: None}), "mood_note": days({200: "Regen\nund 🌧"}), "walk": days({200: 1})},
    {
        "values_coffees_2026": days({200: 3, 201: None}),
        "values_mood_note_2026": days({200: "Regen\nund 🌧"}),
        "custom_walk_2026": days({200: True}),
        "averages_coffees_2026": [{"attribute": "coffees", "date": ago(1).isoformat(), "overall": 2}],
        "correlations_coffees_2026": [{"date": ago(1).isoformat(), "attribute": "coffees", "value": 0.3}],
    },
    {
        "values_coffees": days({200: "3", 201: None}),
        "values_mood_note": days({200: "Regen\nund 🌧"}),
        "values_walk": days({200: 1}),
        "averages": [{"attribute": "coffees", "date": ago(1).isoformat(), "overall": 2}],
        "profile": {"username": "josh"},
    },
]


@pytest.mark.parametrize("files", GENERATIONS, ids=["2019", "2020", "2023"])
@with_notebook
async def test_every_generation_is_shown_and_stays_not_read(book: Notebook, files: Mapping[str, object]) -> None:
    trial = await take_in(book, files, is_trial=True)
    assert await shown(book, "coffees") == {}
    found = await take_in(book, files)
    assert (found.new, found.equal, found.different, found.refused, found.local) == (3, 0, 0, (), ())
    assert (trial.new, trial.made, trial.whose) == (3, date(2024, 5, 3), book.account.username)
    assert await shown(book, "coffees") == {ago(200): 3}
    assert await shown(book, "mood_note") == {ago(200): "Regen\nund 🌧"}
    tile = next(one for group in (await book.views.day(ago(200))).groups for one in group.tiles)
    assert (tile.attribute.name, tile.value) == ("coffees", NOT_READ)
    words = Values(Language(UNTRANSLATED, EnglishFormats()))
    assert words.tile_name(tile) == "Coffees: 3 (from your archive of 3 May 2024)"
    line = archived_day(words.language, await book.views.day(ago(200)))
    assert line == "Walk · Regen\nund 🌧 (from your archive of 3 May 2024)"


@pytest.mark.parametrize("files", GENERATIONS, ids=["2019", "2020", "2023"])
@with_notebook
async def test_an_archive_that_was_unpacked_is_taken_as_the_packed_one(
    book: Notebook, files: Mapping[str, object]
) -> None:
    packed, folder = archive(book, files), book.store.folder.parent / "unpacked"
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(folder)
    for path in folder.rglob("*.json"):
        os.utime(path, (NOW, datetime(2024, 5, 3, 12, tzinfo=UTC).timestamp()))
    imports = Imports(book.store, Preferences(book.store.folder), book, At(NOW), SERVER)
    whose = book.account.username
    assert own_kind(folder) is FileKind.EXIST
    trials = [await imports.take_in(ImportRequest(path, is_trial=True, whose=whose)) for path in (folder, packed)]
    assert trials[0] == trials[1]
    unpacked = await imports.take_in(ImportRequest(folder, whose=whose))
    assert (unpacked.new, unpacked.made) == (3, date(2024, 5, 3))
    assert await shown(book, "coffees") == {ago(200): 3}


@with_notebook
async def test_nothing_is_concluded_from_an_archive(book: Notebook) -> None:
    """It is no base of an addition, no text to join, no reading of a day, nothing that relations or exports know."""
    before = await book.store.read(book.account, history_copy.coverage)
    await take_in(book, {"coffees": days({200: 3, 201: 7}), "steps": days({200: 9000})})
    (entry,) = await book.journal.save(add(1, day=ago(200)))
    assert isinstance(await book.views.value(key(day=ago(200))), NotRead)
    assert entry.shown is NOT_READ
    assert await shown(book, "coffees") == {ago(201): 7}  # the addition cannot be shown on top of what may have changed
    (whole,) = await SeriesViews(book.store, book).whole("coffees")
    assert whole.archived == {}
    assert not whole.series.is_read(ago(201).toordinal())
    known = await book.store.read(book.account, lambda tx: history.between(tx, ago(201), ago(200)))
    assert set(known.get("coffees", ())) <= {NOT_READ}
    assert await book.store.read(book.account, history_copy.coverage) == before


@with_notebook
async def test_what_exist_says_takes_its_place(book: Notebook) -> None:
    await take_in(book, {"coffees": days({200: 3, 201: 7, 202: 8}), "walk": days({200: 1})})

    def work(tx: object) -> None:
        history.put(tx, "coffees", {ago(200): 4, ago(201): None}, NOW)  # type: ignore[arg-type]
        history.put_one(tx, Key("walk", ago(200)), 0, NOW)  # type: ignore[arg-type]

    await book.store.write(book.account, work, Change(days=None))
    assert await shown(book, "coffees") == {ago(202): 8}
    assert await shown(book, "walk") == {}
    again = await take_in(book, {"coffees": days({200: 4, 201: 7, 202: 8}), "walk": days({200: 1})})
    assert (again.new, again.equal, again.different) == (1, 1, 2)
    await book.store.write(book.account, lambda tx: history_copy.remove(tx, ago(0)), Change(days=None))
    assert await shown(book, "coffees") == {}


@with_notebook
async def test_names_that_the_account_lacks_stay_here_and_are_marked(book: Notebook) -> None:
    files = {
        "coffees": days({200: 3}),
        "trip_2019": days({300: 0, 301: 1}),
        "slept": days({300: 400, 301: 12.5}),
        "dream_notes": days({300: "=1+1"}),
    }
    found = await take_in(book, files)
    assert set(found.local) == {"trip_2019", "slept", "dream_notes"}
    views = SeriesViews(book.store, book)
    local = [one for one in await views.attributes_with_archived() if one.group.name == ARCHIVE_GROUP]
    assert {(one.name, one.label, one.value_type) for one in local} == {
        ("trip_2019", "Trip 2019", ValueType.BOOLEAN),
        ("slept", "Slept", ValueType.DECIMAL),
        ("dream_notes", "Dream notes", ValueType.TEXT),
    }
    assert await shown(book, "trip_2019") == {ago(300): 0, ago(301): 1}
    attributes, _ = await book.views.catalogue()
    assert not attributes.keys() & set(found.local)


@with_notebook
async def test_the_person_says_whose_it_is(book: Notebook) -> None:
    path = archive(book, {"coffees": days({200: 3})})
    imports = Imports(book.store, Preferences(book.store.folder), book, At(NOW), SERVER)
    for whose in ("", "anna"):
        with pytest.raises(UnreadableError) as met:
            await imports.take_in(ImportRequest(path, whose=whose))
        assert (met.value.kind, met.value.whose) == (UnreadableKind.UNCONFIRMED, book.account.username)
    assert await shown(book, "coffees") == {}
    nobody = Imports(book.store, Preferences(book.store.folder), Using(), At(NOW), SERVER)
    with pytest.raises(NeverSignedInError):
        await nobody.take_in(ImportRequest(path, whose="anna"))


@with_notebook
async def test_days_and_values_that_make_no_sense_are_left_out(book: Notebook) -> None:
    rows = [*days({200: 3}), {"date": "1970-01-01", "value": 1}, {"value": 1}, 7, {"date": "2026-05-05", "value": [1]}]
    tomorrow = {"date": (ago(0) + timedelta(days=3)).isoformat(), "value": 1}
    files = {"coffees": [*rows, tomorrow], "weight": days({200: "heavy"}), "bad name\x00": days({1: 1})}
    found = await take_in(book, files)
    assert (found.new, await shown(book, "coffees")) == (1, {ago(200): 3})
    assert {one.reason for one in found.refused} >= {RefusedReason.DATE, RefusedReason.SHAPE, RefusedReason.VALUE}
    for content in ('[{"date": "2026-01-01", "value": 1}', "[" * 99, '[{"date": "2026-01-01", "value": NaN}]'):
        with pytest.raises(UnreadableError):
            await take_in(book, {"coffees": days({200: 3}), "steps": content})


@with_notebook
async def test_a_later_archive_is_right_and_what_waits_is_untouched(book: Notebook) -> None:
    await fill(book)
    await book.journal.save(put(9, day=ago(200)))
    await take_in(book, {"coffees": days({100: 5, 200: 3, 201: 1})})
    await take_in(book, {"coffees": days({201: 2})})
    assert await shown(book, "coffees") == {ago(201): 2}
    assert await book.views.value(key(day=ago(200))) == 9
    assert await book.views.value(key(day=ago(100))) == 4
