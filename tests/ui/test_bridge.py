"""The window's coroutines have an owner: it waits for all of them at the end, and none dies unseen."""

from __future__ import annotations

import asyncio

from exist_desktop.ui.bridge import Bridge


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
