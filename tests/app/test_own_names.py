"""A name of the person's own, and two tags shown as one, in the real window over the real engine."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path
from typing import TypeVar

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from exist_desktop.api.oauth.credential_store import CHOSEN_BY_PERSON
from exist_desktop.cli.main import main
from exist_desktop.domain.arranging.names import NameAction
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.commands import Key
from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import Value
from exist_desktop.store import catalogue, history
from exist_desktop.store.arranging.arrangement import Arrangements
from exist_desktop.store.changes import Change
from exist_desktop.store.transaction import Transaction
from exist_desktop.ui.naming.as_one import AsOneDialog
from exist_desktop.ui.naming.in_exist import OnlyInExist
from exist_desktop.ui.naming.own_name import OwnNameDialog
from exist_desktop.ui.pages.find.page import FindPage
from exist_desktop.ui.pages.history.page import HistoryPage
from tests.api.memory_keyring import MemoryKeyring
from tests.app.test_quick_entry_undo import Opened, opened
from tests.patience import until
from tests.store.notebook import CUSTOM
from tests.ui.offscreen import quiet
from tests.ui.parts import part

pytestmark = quiet
Dialog = TypeVar("Dialog", OwnNameDialog, AsOneDialog, OnlyInExist)
STROLL = Attribute("stroll", "Stroll", CUSTOM, ValueType.BOOLEAN, manual=True, owned=True, position=7)


def _chips(made: Opened) -> list[str]:
    return [chip.text() for chip in made.today.card.tags.chips.values()]


def _has_chips(made: Opened, labels: list[str]) -> bool:
    return _chips(made) == labels


def _says(made: Opened, sentence: str) -> bool:
    return made.application.window.toasts.text.text() == sentence


def _press(dialog: object, text: str) -> None:
    assert isinstance(dialog, OwnNameDialog | AsOneDialog | OnlyInExist)
    next(one for one in dialog.findChildren(QAbstractButton) if one.text() == text).click()


async def _asked(made: Opened, kind: type[Dialog], act: NameAction, name: str) -> Dialog:
    made.application.arranging.perform_on_name(act, name)
    window = made.application.window
    await until(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


async def _say_of_both(made: Opened, **values: Value) -> None:
    """Exist has two tags, and says what they have on the day of the page."""
    account, day = made.engine.account, made.day
    assert account is not None

    def work(tx: Transaction) -> None:
        catalogue.put_some(tx, [STROLL], ["stroll"])
        for name, value in values.items():
            history.put(tx, name, {day: value}, 0.0)

    await made.engine.store.write(account, work, Change(days=None, catalogue=True))
    await made.settled()


async def test_a_name_of_ones_own_is_shown_everywhere_and_exist_keeps_its_own(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(CHOSEN_BY_PERSON, "the.persons.Keyring")
    monkeypatch.setattr(keyring, "get_keyring", MemoryKeyring)
    async with opened(qapp, tmp_path / "data") as made:
        made.application.window.show()
        await made.settled()
        dialog = await _asked(made, OwnNameDialog, NameAction.RENAME, "walk")
        assert dialog.edit.text() == "Walk"
        dialog.edit.setText("#steps ")  # however it is written
        QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
        problem = dialog.findChild(QLabel, "ownNameProblem")
        assert problem is not None
        assert problem.text() == "There is Steps already, and one name for two would be mistaken."
        dialog.edit.setText("  Hike  ")
        QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
        await until(partial(_has_chips, made, ["Hike"]))
        await until(partial(_says, made, "Walk is called Hike here."))
        chip = made.today.card.tags.chips["walk"]
        assert chip.accessibleName() == "Hike"
        assert "in Exist: Walk" in chip.accessibleDescription().splitlines()
        for line in ("#hike", "#walk"):  # the second one says the same again
            await made.save_quickly(line)
        assert await made.value("walk") == 1
        made.today.tagging.year_wanted.emit("walk")
        page = part(made.application.window, HistoryPage)
        await until(lambda: page.heading.text() == "Hike")
        assert "in Exist: Walk" in page.source.text()
        made.application.window.open_page("today")
        place = ["--server", made.engine.server, "--data-dir", str(tmp_path / "data")]
        capsys.readouterr()
        assert await asyncio.to_thread(main, [*place, "today"]) == 0
        assert "Hike: on" in capsys.readouterr().out
        assert await asyncio.to_thread(main, [*place, "today", "--json"]) == 0
        groups = json.loads(capsys.readouterr().out)["groups"]
        assert [one["label"] for group in groups for one in group["attributes"] if one["name"] == "walk"] == ["Walk"]
        dialog = await _asked(made, OwnNameDialog, NameAction.RENAME, "walk")
        dialog.back.click()
        await until(partial(_has_chips, made, ["Walk"]))
        await until(partial(_says, made, "Walk has the name of Exist again."))
        made.application.window.toasts.undo()
        await until(partial(_has_chips, made, ["Hike"]))
        dialog = await _asked(made, OwnNameDialog, NameAction.RENAME, "coffees")
        dialog.edit.setText("Espresso")
        _press(dialog, "Save")
        await until(partial(_says, made, "Coffees is called Espresso here."))
        made.today.board.build_all()
        tile = made.today.board.tile("coffees")
        assert tile is not None
        await until(lambda: tile.button.accessibleName().startswith("Espresso: "))
        assert "in Exist: Coffees" in tile.button.accessibleDescription()


async def test_two_tags_are_shown_as_one_and_taken_apart_by_one_click(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        made.application.window.show()
        await _say_of_both(made, walk=0, stroll=1)
        assert _chips(made) == ["Walk", "Stroll"]
        dialog = await _asked(made, AsOneDialog, NameAction.JOIN, "stroll")
        assert [one.label for one in dialog.chooser.model.found if one is not None] == ["Walk"]
        dialog.chooser.list.row_chosen.emit(0)
        await until(partial(_has_chips, made, ["Walk"]))
        await until(partial(_says, made, "Stroll is shown as one with Walk."))
        chip = made.today.card.tags.chips["walk"]
        assert (chip.isChecked(), chip.accessibleDescription()) == (True, "together with Stroll")
        chip.click()  # it is on by the other one, which is not written
        await made.settled()
        problem = made.today.card.findChild(QLabel, "moodProblem")
        assert problem is not None
        assert "Stroll is on that day in Exist and is shown as one with it." in problem.text()
        assert (chip.isChecked(), await made.engine.views.open_rows()) == (True, ())
        made.today.tagging.days_wanted.emit("walk")
        page = part(made.application.window, FindPage)
        await until(lambda: page.filters.filters.with_tag == "walk")
        await until(lambda: page.list.rows() != [])
        made.application.window.open_page("today")
        made.application.arranging.perform_on_name(NameAction.APART, "walk")
        await until(partial(_says, made, "Stroll is shown by itself again."))
        await until(partial(_has_chips, made, ["Walk", "Stroll"]))
        made.application.window.toasts.undo()
        await until(partial(_has_chips, made, ["Walk"]))
        made.application.window.toasts.undo()
        await until(partial(_has_chips, made, ["Walk", "Stroll"]))
        kept = await Arrangements(made.engine.store, made.engine).read()
        assert {one.part_of for one in kept.attributes.values()} <= {""}
        assert await made.engine.views.value(Key("walk", made.day)) == 0


async def test_what_only_exist_can_do_is_said_with_the_way_to_its_page(qapp: QApplication, tmp_path: Path) -> None:
    async with opened(qapp, tmp_path / "data") as made:
        opened_pages = list[bool]()
        made.application.arranging.page_wanted.disconnect()
        made.application.arranging.page_wanted.connect(lambda: opened_pages.append(True))
        made.application.window.show()
        await made.settled()
        for name, words in (("walk", "rename, delete or merge tags"), ("coffees", "rename or delete attributes")):
            dialog = await _asked(made, OnlyInExist, NameAction.IN_EXIST, name)
            assert any(words in label.text() for label in dialog.findChildren(QLabel))
            _press(dialog, "Open Exist's page")
            await made.settled()
        assert opened_pages == [True, True]
