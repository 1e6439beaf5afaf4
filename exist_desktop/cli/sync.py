"""`sync`: sends what waits and reads what is new, once, now."""

from __future__ import annotations

import asyncio

from exist_desktop.cli.console import Console, Exit, iso
from exist_desktop.cli.context import identify, opened_to_act
from exist_desktop.cli.show import outbox_words
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.engine import Engine
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.settings import Setup
from exist_desktop.sync.schedule import SyncResult
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.words.moments import moment
from exist_desktop.words.status import StatusWords


async def sync(setup: Setup, console: Console) -> Exit:
    """Pushes and pulls once; done where nothing waits and nothing is being checked. Raises known trouble."""
    async with opened_to_act(setup, console) as engine:
        await identify(engine)
        result = await _handed_over(engine, console) or await _sync(engine)
        console.answer(
            {
                "waiting": result.waiting,
                "checking": result.checking,
                "held": result.held,
                "next": None if result.condition is Condition.SIGNED_OUT else iso(result.next_at),
                "offline": result.condition is Condition.OFFLINE,
            },
            await _words(engine, console, result),
        )
        await _tell(engine, console, result)
        console.notify()
    settled = result.waiting == 0 and result.checking == 0
    return Exit.DONE if settled and result.condition is not Condition.SIGNED_OUT else Exit.NOT_POSSIBLE


async def _handed_over(engine: Engine, console: Console) -> SyncResult | None:
    """Lets a running window sync, which may have a token that no keyring keeps; None where there is none to do it."""
    if engine.setup.token is not None:
        return None
    told = await asyncio.to_thread(console.sync_in_window)
    if told is None or not told.get("signed_in"):
        return None
    told.pop("signed_in")
    return SyncResult(**{**told, "condition": Condition(told["condition"])})


async def _sync(engine: Engine) -> SyncResult:
    if engine.link is None and not await engine.connect():
        raise NotPossibleError(NotPossibleKind.SIGNED_OUT)
    assert engine.link is not None
    return await engine.link.schedule.sync()


async def _words(engine: Engine, console: Console, result: SyncResult) -> tuple[str, ...]:
    words = StatusWords(console.language, outbox_words(console).zone)
    stands = SyncStatus(result.condition, Counts(result.waiting, result.checking, result.held), result.read_at)
    now = engine.clock.wall()
    if result.waiting and result.condition is Condition.IDLE:
        return (words.headline(stands, now),)  # it was just tried: nothing of it leaves in a moment
    return words.headline(stands, now), words.detail(stands, now)


async def _tell(engine: Engine, console: Console, result: SyncResult) -> None:
    """What is left: held entries, and when more can be done."""
    language = console.language
    if result.held:
        console.tell(
            language.count(
                result.held,
                "1 entry needs you; `exist-desktop outbox` says why.",
                "{n} entries need you; `exist-desktop outbox` says why.",
            )
        )
    if result.condition is Condition.SIGNED_OUT:
        console.tell(language.say("Sign in again with exist-desktop sign-in; it is sent after that."))
    elif (result.waiting or result.checking) and result.next_at is not None:
        zone = outbox_words(console).zone
        when = moment(language, result.next_at, engine.clock.wall(), zone)
        console.tell(language.say("More can be done at {time} at the earliest.", time=when))
