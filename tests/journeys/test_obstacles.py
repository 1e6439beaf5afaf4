"""Everything that rules an act out, and every entry that is not taken: told in plain words, with what to do instead."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from exist_desktop.app.removal import DEMO_STATE
from exist_desktop.demo.server.faults import FaultKind
from exist_desktop.domain.outbox.actions import OutboxAction
from exist_desktop.domain.outbox.ops import Reason
from exist_desktop.errors import NotPossibleKind
from exist_desktop.store.file.database import Connection
from exist_desktop.store.store import DATABASE
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from tests.api.memory_keyring import MemoryKeyring
from tests.cli.conftest import Run, _root_log, run
from tests.journeys.conftest import Enter
from tests.journeys.reasons import PLIGHTS
from tests.journeys.room import Room
from tests.report import tried
from tests.sync.engine_harness import USER
from tests.ui.offscreen import quiet

__all__ = ["_root_log", "run"]

pytestmark = quiet

Walk = Callable[[Room], Awaitable[None]]


async def already_sending(room: Room) -> None:
    """Answered for twice, before the line could change."""
    room.error("update", FaultKind.STATUS, status=400)
    entry = await room.set("coffees", 9)
    await room.sync()
    await room.row(entry)
    line = await room.line(entry)
    room.outbox.list.acted.emit(OutboxAction.USE_MINE, line)
    room.outbox.list.acted.emit(OutboxAction.USE_MINE, line)
    await room.settled()
    await room.reads("The entry is already on its way. It is being sent to Exist just now.")
    await room.sync()
    assert await room.state(entry) == "sent"


async def already_settled(room: Room) -> None:
    plight = next(plight for plight in PLIGHTS if plight.reason is Reason.THIRD_TOTAL)
    entry = await plight.begin(room)
    await room.row(entry)
    line = await room.line(entry)
    room.outbox.list.acted.emit(OutboxAction.KEEP_THEIRS, line)
    room.outbox.list.acted.emit(OutboxAction.KEEP_THEIRS, line)
    await room.settled()
    await room.reads("The entry is settled already. It needs no answer any more, and nothing was changed.")
    assert room.value("coffees") == 77


async def no_former_value(room: Room) -> None:
    room.demo.world.accounts[USER].write("mood", room.day, None, room.clock.true())
    await room.sync()
    await room.press("Mood 4")
    await room.sync()
    await room.press("Undo")
    await room.reads("The entry cannot be undone. There was no value before, and Exist cannot go back to none.")
    await room.press("Mood 3")
    await room.sync()
    assert room.value("mood") == 3


async def former_not_read(room: Room) -> None:
    def forget(connection: Connection) -> None:
        for table in ("covered", "history", "fresh"):
            connection.execute(f"DELETE FROM {table}")

    await room.engine.store.database.write(forget)
    await room.press("Mood 4")
    await room.sync()
    await room.press("Undo")
    await room.reads("The entry cannot be undone. What it was before had not been read from Exist.")
    await room.press("Mood 3")
    await room.sync()
    assert room.value("mood") == 3


async def already_undone(room: Room) -> None:
    await room.press("Mood 4")
    (line,) = await room.engine.views.outbox()
    await room.row(line.entry.id)
    room.outbox.list.acted.emit(OutboxAction.UNDO, line)
    await room.settled()
    room.outbox.list.acted.emit(OutboxAction.UNDO, line)
    await room.settled()
    await room.reads("The entry was undone already. Nothing was changed.")


async def overtaken(room: Room) -> None:
    await room.press("Mood 4")
    await room.sync()
    (line, *_) = await room.engine.views.outbox(finished=True)
    await room.set("mood", 2)
    await room.press("Undo")
    await room.reads("The entry was replaced by a newer value. There is nothing")
    await room.sync()
    assert (room.value("mood"), await room.state(line.entry.id)) == (2, "sent")


async def no_such_entry(room: Room) -> None:
    entry = await room.set("coffees", 9)
    await room.row(entry)
    line = await room.line(entry)
    await room.sign_in("mia")
    await room.settled()
    room.outbox.list.acted.emit(OutboxAction.UNDO, line)
    await room.settled()
    await room.reads("The entry was not found. It is not in the Outbox any more. Nothing was changed.")


async def already_there(room: Room) -> None:
    await room.press("New attribute")
    group = next(one for one in room.application.window.findChildren(ComboBox) if one.accessibleName() == "Group")
    group.setCurrentIndex(group.findText("Food and drink"))
    await room.type("Name", "Coffees")
    await room.type("First value", "2")
    await room.press("Make attribute")
    await room.reads("You have that already. Coffees is in that group already; enter its value there.")
    name = next(one for one in room.application.window.findChildren(QLineEdit) if one.accessibleName() == "Name")
    assert name.text() == "Coffees", "what was typed stays"
    QTest.keyClicks(name, " after four")
    await room.press("Make attribute")
    assert [line.attribute.label for line in await room.engine.views.outbox()] == ["Coffees after four"]


IN_THE_WINDOW: dict[NotPossibleKind, Walk] = {
    NotPossibleKind.ALREADY_SENDING: already_sending,
    NotPossibleKind.ALREADY_SETTLED: already_settled,
    NotPossibleKind.NO_FORMER_VALUE: no_former_value,
    NotPossibleKind.FORMER_NOT_READ: former_not_read,
    NotPossibleKind.ALREADY_UNDONE: already_undone,
    NotPossibleKind.OVERTAKEN: overtaken,
    NotPossibleKind.NO_SUCH_ENTRY: no_such_entry,
    NotPossibleKind.ALREADY_THERE: already_there,
}


@pytest.mark.parametrize("obstacle", IN_THE_WINDOW, ids=lambda obstacle: obstacle.name)
async def test_an_act_that_cannot_be_done_says_why(enter: Enter, obstacle: NotPossibleKind) -> None:
    async with enter(owned=["coffees", "mood"]) as room:
        await IN_THE_WINDOW[obstacle](room)
        tried("walks from a trouble to its way out", "obstacles")


def no_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    return run().err


def signed_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    assert run("add", "coffees", "+1").code == 0
    return run("sync", token=None).err


def filled_from_here(run: Run, _: pytest.MonkeyPatch) -> str:
    assert run("add", "coffees", "+1").code == 0
    assert run("sync").code == 0
    return run("take-over", "coffees", "--yes").err


def filled_elsewhere(run: Run, _: pytest.MonkeyPatch) -> str:
    run("sync")
    return run("give-back", "steps", "--yes").err


IN_THE_SHELL: dict[NotPossibleKind, tuple[Callable[[Run, pytest.MonkeyPatch], str], str]] = {
    NotPossibleKind.NO_SCREEN: (
        no_screen,
        "No screen to open a window on. The commands add, today, outbox, sync and status",
    ),
    NotPossibleKind.SIGNED_OUT: (signed_out, "Not signed in. Entries are safe on this computer."),
    NotPossibleKind.OURS_ALREADY: (filled_from_here, "Coffees is filled from here already"),
    NotPossibleKind.NOT_OURS: (filled_elsewhere, "Steps is not filled from here"),
}


@pytest.mark.parametrize("obstacle", IN_THE_SHELL, ids=lambda obstacle: obstacle.name)
def test_a_command_that_cannot_be_done_says_why(
    run: Run, kept: MemoryKeyring, obstacle: NotPossibleKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, words = IN_THE_SHELL[obstacle]
    assert words in act(run, monkeypatch)
    tried("walks from a trouble to its way out", "obstacles")


def test_data_of_a_later_version_is_left_alone(run: Run, folder: Path) -> None:
    assert run("add", "coffees", "+1").code == 0
    path = folder / DATABASE
    with closing(sqlite3.connect(path)) as later:
        (version,) = later.execute("PRAGMA user_version").fetchone()
        later.execute(f"PRAGMA user_version = {version + 1}")
    said = run("outbox")
    assert (said.code, "This data is from a later version. Nothing in it was changed." in said.err) == (1, True)
    with closing(sqlite3.connect(path)) as former:
        former.execute(f"PRAGMA user_version = {version}")
    assert run("outbox").code == 0
    tried("walks from a trouble to its way out", "obstacles")


def test_a_demo_that_cannot_be_started_says_so(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    (folder / DEMO_STATE).mkdir(parents=True)  # nothing can be kept there
    said = run("--demo")
    assert (said.code, "The demo could not be started. Its server ended at once." in said.err) == (1, True)
    tried("walks from a trouble to its way out", "obstacles")


def test_every_obstacle_has_a_walk() -> None:
    assert set(IN_THE_WINDOW) | set(IN_THE_SHELL) | {
        NotPossibleKind.CHANGED_MEANWHILE,  # the words beside the text tell it, and the tests of the window walk there
        NotPossibleKind.ON_BY_ANOTHER_TAG,  # `app/test_own_names.py` walks there
        NotPossibleKind.NEWER_DATA,
        NotPossibleKind.NO_DEMO,
        NotPossibleKind.RUNS_ALREADY,
    } == set(NotPossibleKind)


REFUSALS: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "FutureDayError": (
        ("add", "coffees", "3", "--date", "2099-01-01"),
        "Thursday, 1 January 2099 lies after",
        ("add", "coffees", "30", "--date", "today"),
    ),
    "UnknownAttributeError": (
        ("add", "cofees", "+1"),
        "Your account has nothing by the name “cofees”",
        ("add", "coffees", "+1"),
    ),
    "WouldLowerError": (("add", "coffees", "0"), "--set", ("add", "coffees", "0", "--set")),
    "InvalidValueError": (("add", "coffees", "many"), "A whole number is expected.", ("add", "coffees", "+1")),
}


@pytest.mark.parametrize("error", REFUSALS)
def test_an_entry_that_is_not_taken_says_why_and_what_to_type_instead(run: Run, error: str) -> None:
    assert run("add", "coffees", "+2").code == 0
    refused, words, better = REFUSALS[error]
    said = run(*refused)
    assert (said.code, said.out) == (1, "")
    assert words in said.err
    assert run(*better).code == 0
    tried("walks from a trouble to its way out", "entries not taken")


def test_before_anybody_signed_in_the_way_to_sign_in_is_named(run: Run) -> None:
    said = run("add", "coffees", "+1", token=None)
    assert said.code == 1
    assert "exist-desktop sign-in" in said.err
    tried("walks from a trouble to its way out", "entries not taken")
