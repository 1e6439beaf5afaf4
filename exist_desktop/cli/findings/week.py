"""`week`: a week in words."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Outcome
from exist_desktop.cli.acts.context import When
from exist_desktop.cli.findings.of_exist import begin, not_read
from exist_desktop.domain.attributes import MOOD, MOOD_NOTE
from exist_desktop.domain.findings.week import DAYS, Lived, last_week, monday_of, week_of
from exist_desktop.domain.statistics.series import chosen_meaning, with_meaning
from exist_desktop.engine import Engine
from exist_desktop.store.reading.whole_series import SeriesViews
from exist_desktop.words.days import DayWords
from exist_desktop.words.findings.week import WeekWords


class WeekArguments(Struct, frozen=True):
    """What was typed after `week`: a day of the week to show; the last whole week if it is None."""

    day: When = None


async def week(engine: Engine, request: ActRequest[WeekArguments]) -> Outcome:
    """Shows what a week was like. Raises as `identify` does, and `InvalidValueError`."""
    context = await begin(engine, request)
    today, chosen = context.now.date(), request.arguments.day
    first = last_week(today) if chosen is None else monday_of(context.day(chosen))
    views, meanings = SeriesViews(engine.store, engine), engine.preferences.chosen.empty_days
    names = [attribute.name for attribute in await views.attributes() if attribute.active]
    lived = [
        Lived(
            one.attribute,
            with_meaning(one.series, one.attribute, chosen_meaning(one.attribute, meanings), today.toordinal()),
            one.pauses,
        )
        for one in await views.whole(*names)
    ]
    facts = week_of(first, today, lived, MOOD, MOOD_NOTE)
    found = await engine.findings.insights(first, today)
    insights = [one for one in found.insights if first <= one.day < first + timedelta(days=DAYS)]
    words = WeekWords(context.language, (await engine.views.catalogue())[0]).sentences(facts, insights)
    if request.format is AnswerFormat.JSON:
        document = {"from": facts.first.isoformat(), "to": facts.last.isoformat(), "text": list(words)}
        return Outcome(document=document, messages=not_read(context, found.error))
    days = DayWords(context.language, today)
    title = context.language.say("{first} to {last}", first=days.brief(facts.first), last=days.brief(facts.last))
    nothing = context.language.say("Nothing is known of this week.")
    return Outcome(words=(title, *(words or (nothing,))), messages=not_read(context, found.error))
