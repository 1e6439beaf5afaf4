"""`insights`, `averages` and `relations`: what Exist has found. Without a connection, what was read before."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Outcome
from exist_desktop.cli.acts.context import Context, When, connect_quietly, identify, in_context, refresh_if_old
from exist_desktop.cli.findings.relations import RelationsArguments
from exist_desktop.cli.history.values import find_attribute, period
from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.listing import Fate, fate_of
from exist_desktop.domain.statistics.correlations import Average, Correlation, InsightSpan
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError
from exist_desktop.words.averages import presentable
from exist_desktop.words.days import DayWords
from exist_desktop.words.error_messages import ErrorMessages
from exist_desktop.words.findings.relations import NO_CAUSE
from exist_desktop.words.findings.relations_page import RelationsPageWords

PERIODS = {InsightSpan.NOW: "now", InsightSpan.DAY: "day", InsightSpan.WEEK: "week", InsightSpan.MONTH: "month"}
"""The periods as programs read them."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class InsightsArguments(Struct, frozen=True):
    """What was typed after `insights`; all of them if `first` is None."""

    first: When = None


class AveragesArguments(Struct, frozen=True):
    """What was typed after `averages`."""

    name: str


async def insights(engine: Engine, request: ActRequest[InsightsArguments]) -> Outcome:
    """Shows what Exist noticed, newest first. Raises as `identify` does."""
    context = await begin(engine, request)
    first, _ = period(context, request.arguments.first, None)
    today = context.now.date()
    found = await engine.findings.insights(first or date.min, today)
    if request.format is AnswerFormat.JSON:
        document = [
            {"date": one.day.isoformat(), "period": _period(one.priority), "attribute": one.attribute, "text": one.text}
            for one in found.insights
        ]
        return Outcome(document=document, messages=not_read(context, found.error))
    words = DayWords(context.language, today)
    lines = tuple(f"{words.short(one.day)}  {one.text}" for one in found.insights)
    nothing = context.language.say("Exist has found nothing yet.")
    return Outcome(words=lines or (nothing,), messages=not_read(context, found.error))


def _period(priority: int) -> str | None:
    return next((name for span, name in PERIODS.items() if span == priority), None)


async def averages(engine: Engine, request: ActRequest[AveragesArguments]) -> Outcome:
    """Shows how an attribute's averages changed, newest first. Raises as `identify` does, `UnknownAttributeError`."""
    context = await begin(engine, request)
    attribute = await find_attribute(context, request.arguments.name)
    found = await engine.findings.averages(attribute.name)
    if request.format is AnswerFormat.JSON:
        document = [
            {
                "date": one.day.isoformat(),
                "overall": one.overall,
                **dict(zip(WEEKDAYS, one.weekdays, strict=True)),
            }
            for one in found.averages
        ]
        return Outcome(document=document, messages=not_read(context, found.error))
    words = DayWords(context.language, context.now.date())
    lines = tuple(f"{words.brief(one.day)}  {_average(context, attribute, one)}" for one in found.averages)
    nothing = context.language.say("Exist has no averages of it.")
    return Outcome(words=lines or (nothing,), messages=not_read(context, found.error))


def _average(context: Context, attribute: Attribute, average: Average) -> str:
    value = average.overall
    return context.values.shown(attribute, None if value is None else presentable(attribute, value))


async def relations(engine: Engine, request: ActRequest[RelationsArguments]) -> Outcome:
    """Shows what goes together as Exist says, strongest first. Raises as `identify` does, `UnknownAttributeError`."""
    context, wanted = await begin(engine, request), request.arguments
    names = {(await find_attribute(context, typed)).name for typed in (wanted.name, wanted.other) if typed}
    found = await engine.findings.correlations(context.now.date())
    attributes = (await engine.views.catalogue())[0]
    asked = [
        one
        for one in found.correlations
        if names <= {one.attribute, one.attribute2} and wanted.days_later in (None, one.days_later)
    ]
    useful = [one for one in asked if fate_of(one, attributes) is Fate.LISTED]
    left_out: Counter[Fate] = Counter(fate for one in asked if (fate := fate_of(one, attributes)) is not Fate.LISTED)
    said = RelationsPageWords(context.language, attributes).left_out(left_out)
    messages = (*((said,) if said else ()), *not_read(context, found.error))
    if request.format is AnswerFormat.JSON:
        return Outcome(document=[_document(one) for one in useful], messages=messages)
    say = context.language.say
    if not useful:
        return Outcome(words=(say("Exist has found nothing that goes together yet."),), messages=messages)
    lines = [context.language.facts(one.sentence, one.strength) for one in useful]
    return Outcome(words=(*lines, context.language.say_marked(NO_CAUSE)), messages=messages)


def _document(found: Correlation) -> dict[str, Any]:
    return {
        "attribute": found.attribute,
        "attribute2": found.attribute2,
        "value": found.value,
        "p": found.p,
        "q": None,
        "days": found.period,
        "effective_days": None,
        "days_later": found.days_later,
        "stars": found.stars,
        "text": found.sentence,
        "own": False,
    }


async def begin(engine: Engine, request: ActRequest[Any]) -> Context:
    """Connects if there is a token, so that Exist can be asked. Raises as `identify` does."""
    await identify(engine)
    await refresh_if_old(engine)
    await connect_quietly(engine)
    return await in_context(engine, request)


def not_read(context: Context, error: AppError | None) -> tuple[str, ...]:
    """Returns why Exist was not asked now, if it was not."""
    if error is None:
        return ()
    return (ErrorMessages(context.language).message(error).text(context.language),)
