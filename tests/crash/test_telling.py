"""What the person is told when the database had lost something: in the window, and by the first command."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel

from exist_desktop.app.application import Application
from exist_desktop.domain.attributes import Group
from exist_desktop.domain.commands import Increment, Key, SetValue
from exist_desktop.domain.creation import FirstValue
from exist_desktop.domain.outbox.rescue import Loss, Rescue
from exist_desktop.domain.value_types import ValueType
from exist_desktop.engine import Engine
from exist_desktop.errors import DiskErrorKind, NotReadableError
from exist_desktop.settings import Setup
from exist_desktop.store.store import DATABASE
from exist_desktop.store.unsent.rescue import BACKUP
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.pages.rescue import rescued
from tests.crash.home import ADDED, TOTAL, Home, schedule, signed_in_home
from tests.crash.program import Program
from tests.demo_server import DemoServer
from tests.sync.engine_harness import USER
from tests.ui.offscreen import quiet

pytestmark = quiet

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
FOOD = Group("food", "Food and drink", 4)


def _garble(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


def _remove(path: Path) -> None:
    path.unlink()
    path.with_name(BACKUP).unlink()


LOSSES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "damaged": (_garble, "The database was damaged", "The last backup took its place; what Exist has is read again."),
    "gone": (_remove, "The database was missing", "A new one took its place; what Exist has is read again."),
}
COUNTED = (
    "1 entry that is not in Exist yet waits to be sent. 1 entry may be in Exist already; the outbox asks you about it."
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with signed_in_home(tmp_path) as home:
        yield home


def yesterday(home: Home) -> date:
    return date.fromordinal(home.demo.today(USER).toordinal() - 1)


async def save(home: Home) -> None:
    async with home.opened(home.folder) as engine:
        day = yesterday(home)
        await engine.journal.save(Increment(Key(ADDED, day), 2), SetValue(Key(TOTAL, day), 1237))


@pytest.mark.parametrize("loss", LOSSES)
async def test_the_window_says_what_was_lost_and_what_came_back(home: Home, qapp: QApplication, loss: str) -> None:
    damage, title, sentence = LOSSES[loss]
    await save(home)
    damage(home.folder / DATABASE)
    bridge = Bridge()
    engine = Engine(Setup(home.demo.base_url, home.folder), observer=bridge, clock=home.clock)
    await engine.open()
    desk = Application(qapp, engine, bridge, LANGUAGE)
    try:
        await desk.show()
        await bridge.stop()
        (toast,) = [label for label in desk.window.findChildren(QLabel, "toast") if label.isVisible()]
        for words in (title, sentence, COUNTED):
            assert words in toast.text()
    finally:
        await desk.stop()
        await engine.close()
        desk.window.deleteLater()


@pytest.mark.parametrize("loss", LOSSES)
def test_the_first_command_says_so_and_the_next_is_silent(home: Home, loss: str) -> None:
    damage, title, sentence = LOSSES[loss]
    asyncio.run(save(home))
    damage(home.folder / DATABASE)
    program = Program(home.demo, home.folder)
    told = program.run("outbox", "--json")
    assert told.err.startswith(f"{title}. ")
    assert sentence in told.err
    assert told.err.endswith(COUNTED + "\n")
    found = {entry["attribute"]: (entry["state"], entry["reason"]) for entry in told.document["entries"]}
    assert found == {ADDED: ("held", "restored"), TOTAL: ("waiting", None)}
    assert program.run("outbox", "--json").err == ""


def test_data_that_cannot_be_read_is_not_called_unsaved() -> None:
    assert ErrorMessages(LANGUAGE).message(NotReadableError(DiskErrorKind.FAILED)).title == "The data cannot be read"


def test_the_words_count_and_name_the_folder() -> None:
    damaged = rescued(LANGUAGE, Rescue(Loss.DAMAGED, "/data/damaged-1", from_backup=False, waiting=2, doubtful=0))
    assert "It is kept in /data/damaged-1." in damaged.sentence
    assert damaged.sentence.endswith("2 entries that are not in Exist yet wait to be sent.")
    behind = rescued(LANGUAGE, Rescue(Loss.BEHIND, "/data", from_backup=False, waiting=0, doubtful=3))
    assert behind.title == "The database and its safety copy differed"
    assert behind.sentence.endswith("3 entries may be in Exist already; the outbox asks you about them.")


@pytest.mark.parametrize("made_before", [False, True], ids=["not yet made", "made already"])
def test_a_new_attribute_is_made_once_though_the_database_is_lost(home: Home, made_before: bool) -> None:
    async def story() -> None:
        demo, day = home.demo, yesterday(home)
        async with home.opened(home.folder) as engine:
            await engine.journal.make("Matcha", FOOD, ValueType.QUANTITY, FirstValue(day, 2))
        if made_before:
            keep = (home.folder / "unsent.jsonl").read_bytes()
            async with home.opened(home.folder) as engine:
                await engine.connect()
                await schedule(engine).sync()
            (home.folder / "unsent.jsonl").write_bytes(keep)
        _remove(home.folder / DATABASE)
        async with home.opened(home.folder) as engine:
            assert [tag for tag in _labels(demo) if tag.startswith("Matcha")] == ["Matcha"] * made_before
            (line,) = await engine.views.outbox()
            assert (line.attribute.label, line.entry.amount) == ("Matcha", 2)
            await engine.connect()
            await schedule(engine).sync()
            await home.come_to_rest(engine)
            assert await engine.views.outbox() == ()
        assert [tag for tag in _labels(demo) if tag.startswith("Matcha")] == ["Matcha"]
        assert demo.world.value(USER, _labels(demo)["Matcha"], day) == 2

    asyncio.run(story())


def _labels(demo: DemoServer) -> dict[str, str]:
    return {attribute.label: name for name, attribute in demo.world.accounts[USER].attributes.items()}
