"""`sync`: sends what waits and reads what is new, once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Exit, Outcome, iso
from exist_desktop.cli.acts.context import identify
from exist_desktop.cli.acts.show import counts_document
from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.engine import Engine
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.ipc.client import SYNC_SECONDS, ask
from exist_desktop.ipc.protocol import Request
from exist_desktop.sync.status import Condition, SyncResult, SyncStatus
from exist_desktop.words.days import moment
from exist_desktop.words.status import StatusWords


async def sync(engine: Engine, request: ActRequest[None]) -> Outcome:
    """Sends and reads once; done if nothing waits and nothing is being checked.

    Raises as `identify` and `Engine.connect` do, and `NotPossibleError` if nobody is signed in.
    """
    await identify(engine)
    result = await _handed_over(engine, request) or await _sync(engine)
    settled = result.waiting == 0 and result.checking == 0
    code = Exit.DONE if settled and result.condition is not Condition.SIGNED_OUT else Exit.NOT_POSSIBLE
    messages = tuple(_left(engine, request, result))
    if request.format is AnswerFormat.WORDS:
        words = _words(engine, request, result)
        return Outcome(words=words, messages=messages, code=code, changed=Changed.ENTRIES)
    document = {
        **counts_document(_counts(result)),
        "next": None if result.condition is Condition.SIGNED_OUT else iso(result.next_at),
        "offline": result.condition is Condition.OFFLINE,
    }
    return Outcome(document=document, messages=messages, code=code, changed=Changed.ENTRIES)


async def _handed_over(engine: Engine, request: ActRequest[None]) -> SyncResult | None:
    """Lets a running window sync, which may have a token that no keyring has. Returns None if no window does it."""
    if engine.setup.token is not None or engine.link is not None:
        return None  # with a connection, this is the window
    answer = await asyncio.to_thread(ask, request.folder, Request.SYNC, patience=SYNC_SECONDS)
    if answer is None or not answer.pop("signed_in", False):
        return None
    return SyncResult(**{**answer, "condition": Condition(answer["condition"])})


async def _sync(engine: Engine) -> SyncResult:
    if engine.link is None and not await engine.connect():
        raise NotPossibleError(NotPossibleKind.SIGNED_OUT)
    assert engine.link is not None
    return await engine.link.schedule.sync()


def _counts(result: SyncResult) -> Counts:
    return Counts(result.waiting, result.checking, result.held)


def _words(engine: Engine, request: ActRequest[None], result: SyncResult) -> tuple[str, ...]:
    words = StatusWords(request.language, request.zone)
    status = SyncStatus(result.condition, _counts(result), result.read_at)
    now = engine.clock.wall()
    if result.waiting and result.condition is Condition.IDLE:
        return (words.headline(status, now),)  # it was just tried: no entry is about to be sent
    return words.headline(status, now), words.detail(status, now)


def _left(engine: Engine, request: ActRequest[None], result: SyncResult) -> Iterator[str]:
    """Says what is left: held entries, and when more can be done."""
    language = request.language
    if result.held:
        yield language.ngettext(
            "1 entry needs you; `exist-desktop outbox` says why.",
            "{n} entries need you; `exist-desktop outbox` says why.",
            result.held,
        )
    if result.condition is Condition.SIGNED_OUT:
        yield language.say("Sign in again with exist-desktop sign-in; what waits is sent after that.")
    elif (result.waiting or result.checking) and result.next_at is not None:
        when = moment(language, result.next_at, engine.clock.wall(), request.zone)
        yield language.say("More can be done at {time} at the earliest.", time=when)
