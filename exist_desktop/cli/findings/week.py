"""`week`: a week in words."""

from __future__ import annotations

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Outcome
from exist_desktop.cli.acts.context import When
from exist_desktop.cli.findings.of_exist import begin, not_read
from exist_desktop.domain.findings.week import insights_of, last_week, monday_of
from exist_desktop.engine import Engine
from exist_desktop.words.findings.week import WeekWords


class WeekArguments(Struct, frozen=True):
    """What was typed after `week`: a day of the week to show; the last whole week if it is None."""

    day: When = None


async def week(engine: Engine, request: ActRequest[WeekArguments]) -> Outcome:
    """Shows what a week was like. Raises as `identify` does, and `InvalidValueError`."""
    context = await begin(engine, request)
    today, chosen = context.now.date(), request.arguments.day
    first = last_week(today) if chosen is None else monday_of(context.day(chosen))
    facts, attributes = await engine.weeks.facts(first, today)
    found = await engine.findings.insights(first, today)
    insights = insights_of(facts, found.insights)
    words = WeekWords(context.language, attributes)
    said, unread = words.sentences(facts, insights), not_read(context, found.error)
    if request.format is AnswerFormat.JSON:
        document = {"from": facts.first.isoformat(), "to": facts.last.isoformat(), "text": list(said)}
        return Outcome(document=document, messages=unread)
    return Outcome(words=(words.title(facts, today), *(said or (words.nothing,))), messages=unread)
