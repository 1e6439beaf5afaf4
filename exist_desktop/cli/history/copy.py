"""`history` and `sync --history`: how far the copy of the history is, and continuing it now."""

from __future__ import annotations

import asyncio
import math

from msgspec.structs import replace

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Changed, Exit, Outcome, iso
from exist_desktop.cli.acts.context import identify
from exist_desktop.domain.history.progress import HistoryRange, HistoryState
from exist_desktop.engine import Engine
from exist_desktop.errors import NotPossibleError, NotPossibleKind
from exist_desktop.sync.status import Condition
from exist_desktop.words.days import moment

BAR = 20
"""Length of the bar in characters."""
LOOK_SECONDS = 0.5


async def history(engine: Engine, request: ActRequest[None]) -> Outcome:
    """Shows how much of the history is here, and how far its copy is. Raises as `identify` does."""
    await identify(engine)
    return await _outcome(engine, request, Exit.DONE, Changed.NOTHING)


async def sync_history(engine: Engine, request: ActRequest[None]) -> Outcome:
    """Copies the history until it is complete or the hour's share is spent. Done if it is complete.

    Raises as `identify` and `Engine.connect` do, and `NotPossibleError` if nobody is signed in.
    """
    await identify(engine)
    if engine.link is None and not await engine.connect():
        raise NotPossibleError(NotPossibleKind.SIGNED_OUT)
    assert engine.link is not None
    schedule = engine.link.schedule
    if (await schedule.sync()).condition is Condition.SIGNED_OUT:
        raise NotPossibleError(NotPossibleKind.SIGNED_OUT)
    if engine.history.wanted is not HistoryRange.NOTHING:
        schedule.set_history(engine.history.wanted, paused=False)  # the person asks for it now
    copying = asyncio.ensure_future(schedule.copy_history())
    try:
        await _show_progress(engine, request, copying)
    except asyncio.CancelledError:  # Ctrl+C; what is here stays, and the copy ends before its store is closed
        copying.cancel()
        await asyncio.wait({copying})
        raise
    goes_on_at = await copying
    whole = (await engine.history.progress()).state is HistoryState.COMPLETE
    return await _outcome(engine, request, Exit.DONE if whole else Exit.NOT_POSSIBLE, Changed.ENTRIES, goes_on_at)


async def _show_progress(engine: Engine, request: ActRequest[None], copying: asyncio.Future[float]) -> None:
    """Prints a new line of the progress bar for each part that was added."""
    shown = -1
    while not copying.done():
        await asyncio.wait({copying}, timeout=LOOK_SECONDS)
        assert engine.link is not None
        progress = engine.link.worker.status.history
        part = int(progress.fraction * BAR)
        if part > shown and progress.total:
            shown = part
            bar = "#" * part + "." * (BAR - part)
            percent = request.language.formats.percent(progress.fraction)
            request.terminal.tell(f"[{bar}] {percent}")


async def _outcome(
    engine: Engine, request: ActRequest[None], code: Exit, changed: Changed, goes_on_at: float = math.inf
) -> Outcome:
    """`goes_on_at` is when there may be more, if Exist was out of reach or asked to wait."""
    facts = await engine.history.facts()
    progress = facts.progress
    if progress.state is HistoryState.COPYING and math.isfinite(goes_on_at):
        progress = replace(progress, state=HistoryState.WAITING, resumes_at=goes_on_at)
    if request.format is AnswerFormat.JSON:
        document = {
            "from": None if progress.first is None else progress.first.isoformat(),
            "to": None if progress.last is None else progress.last.isoformat(),
            "attributes": facts.attributes,
            "values": facts.values,
            "complete": progress.state is HistoryState.COMPLETE,
            "requests": progress.requests_made,
            "resumes_at": iso(progress.resumes_at),
        }
        return Outcome(document=document, code=code, changed=changed)
    language, formats = request.language, request.language.formats
    if progress.first is None or progress.last is None:
        lines = [language.say("There is no history on this computer yet.")]
    else:
        first, last = map(formats.long_date, (progress.first, progress.last))
        lines = [
            language.say(
                "{values} values of {attributes} attributes, from {first} to {last}.",
                values=formats.integer(facts.values),
                attributes=formats.integer(facts.attributes),
                first=first,
                last=last,
            )
        ]
    lines.append(_state(engine, request, progress.state, progress.resumes_at, progress.fraction))
    return Outcome(words=tuple(lines), code=code, changed=changed)


def _state(
    engine: Engine, request: ActRequest[None], state: HistoryState, resumes_at: float | None, fraction: float
) -> str:
    language = request.language
    done = language.formats.percent(fraction)
    match state:
        case HistoryState.COMPLETE:
            return language.say("The history is whole.")
        case HistoryState.OFF:
            return language.say("No more of it is fetched, as chosen in Settings.")
        case HistoryState.PAUSED:
            return language.say("Fetching it is paused: {done} is here.", done=done)
        case HistoryState.WAITING if resumes_at is not None:
            when = moment(language, resumes_at, engine.clock.wall(), request.zone)
            return language.say("{done} is here; it goes on at {time}.", done=done, time=when)
        case _:
            return language.say("{done} is here.", done=done)
