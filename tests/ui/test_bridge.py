"""The window's coroutines have an owner: it waits for all of them at the end, and none dies unseen."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import SIGNAL, QLocale
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from exist_desktop.domain.value_types import ValueType
from exist_desktop.domain.values import InvalidValueError, InvalidValueKind
from exist_desktop.errors import DiskErrorKind, NotSavedError, UnexpectedError
from exist_desktop.ui.bridge import Bridge
from exist_desktop.ui.format import QtFormats
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.language import UNTRANSLATED, Language
from tests.silence import Logs


async def test_stopping_waits_for_what_runs_and_for_what_that_begins() -> None:
    bridge, ended = Bridge(), []
    go_on = asyncio.Event()

    async def second() -> None:
        await asyncio.sleep(0)
        ended.append("second")

    async def first() -> None:
        await go_on.wait()
        bridge.run(second())
        ended.append("first")

    bridge.run(first())
    asyncio.get_running_loop().call_soon(go_on.set)
    await bridge.stop()
    assert ended == ["first", "second"]


async def test_stopping_ends_also_where_all_is_done_and_nobody_has_noticed_yet() -> None:
    """On Python 3.12 and later, gathering tasks that are done does not let the loop go on."""
    bridge = Bridge()

    async def act() -> None:
        return

    bridge.run(act())
    await asyncio.get_running_loop().create_task(bridge.stop())  # its first step follows the act's only one at once


async def test_what_only_shows_ends_with_its_part_and_an_act_goes_on() -> None:
    bridge, part, ended, shown = Bridge(), QWidget(), [], []
    go_on = asyncio.Event()

    async def show() -> None:
        await go_on.wait()
        shown.append(part.windowTitle())

    async def save() -> None:
        await go_on.wait()
        ended.append("saved")

    bridge.run_in(part, show())
    bridge.run(save())
    await asyncio.sleep(0)
    go_on.set()  # both would go on with the next turn of the loop
    delete(part)
    await bridge.stop()
    assert (ended, shown) == (["saved"], [])


async def test_an_act_that_fails_is_told_whatever_it_fails_of(logs: Logs) -> None:
    logs.expect("A task of the window failed")
    bridge, told = Bridge(), list[object]()
    bridge.error_raised.connect(told.append)

    async def fail(error: Exception) -> None:
        raise error

    full, wrong = NotSavedError(DiskErrorKind.FULL), InvalidValueError(InvalidValueKind.NOT_WHOLE, ValueType.QUANTITY)
    for error in (full, wrong, OverflowError("nobody thought of that")):
        bridge.run(fail(error))
    await bridge.stop()
    await asyncio.sleep(0)
    assert told[:2] == [full, wrong]
    assert [type(error) for error in told[2:]] == [UnexpectedError]
    words = ErrorMessages(Language(UNTRANSLATED, QtFormats(QLocale.c())))
    assert {words.message(error).title for error in told if isinstance(error, UnexpectedError)} == {
        "Something went wrong in Exist Desktop"
    }


async def test_what_has_not_begun_ends_with_its_part_too() -> None:
    bridge, part, shown = Bridge(), QWidget(), []

    async def show() -> None:
        shown.append(part.windowTitle())

    bridge.run_in(part, show())
    delete(part)
    await bridge.stop()
    assert shown == []


async def test_a_part_that_shows_much_keeps_nothing_of_it() -> None:
    bridge, part = Bridge(), QWidget()

    async def show() -> None:
        return

    async def heard_by() -> int:
        bridge.run_in(part, show())
        await bridge.stop()
        await asyncio.sleep(0)
        return part.receivers(SIGNAL("destroyed(QObject*)"))

    first = await heard_by()
    assert {await heard_by() for _ in range(20)} == {first}
    delete(part)
