"""`relations`: what goes together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from exist_desktop.cli.acts.act import ActRequest, AnswerFormat, Outcome
from exist_desktop.cli.acts.context import Context, identify, in_context, refresh_if_old
from exist_desktop.cli.history.values import find_attribute
from exist_desktop.domain.findings.certainty import SURE
from exist_desktop.domain.findings.listing import Fate
from exist_desktop.domain.findings.offsets import BY_DEFAULT
from exist_desktop.engine import Engine
from exist_desktop.words.findings.relations import NO_CAUSE, RelationWords
from exist_desktop.words.findings.relations_page import RelationsPageWords

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings, Relation


class RelationsArguments(Struct, frozen=True):
    """What was typed after `relations`. `days_later` is None for the usual offsets."""

    name: str | None = None
    other: str | None = None
    days_later: int | None = None


async def own_relations(engine: Engine, request: ActRequest[RelationsArguments]) -> Outcome:
    """Shows what goes together in the history on this computer, strongest first.

    Raises as `identify` does, and `UnknownAttributeError`.
    """
    await identify(engine)
    await refresh_if_old(engine)
    context = await in_context(engine, request)
    wanted = [(await find_attribute(context, typed)).name for typed in _typed(request.arguments)]
    if len(wanted) > len(set(wanted)):
        return await _of_itself(context, request)
    found = await _search(context, request.arguments)
    listed = found.relations if request.arguments.other else [one for one in found.relations if one.q < SURE]
    relations = sorted(listed, key=_strength, reverse=True)
    words = RelationWords(context.language, (await engine.views.catalogue())[0])
    if request.format is AnswerFormat.JSON:
        in_exist = {name: one.as_in_exist for name, one in words.attributes.items()}
        said = RelationWords(context.language.for_programs, in_exist)
        return Outcome(document=[_document(said, one) for one in relations], messages=(words.looked_at(found),))
    return Outcome(words=_lines(context, words, relations), messages=(words.looked_at(found),))


def _typed(wanted: RelationsArguments) -> tuple[str, ...]:
    return tuple(typed for typed in (wanted.name, wanted.other) if typed is not None)


async def _of_itself(context: Context, request: ActRequest[RelationsArguments]) -> Outcome:
    """Shows nothing: an attribute always goes together with itself."""
    words = RelationsPageWords(context.language, (await context.engine.views.catalogue())[0])
    messages = (words.left_out({Fate.ITSELF: 1}),)
    if request.format is AnswerFormat.JSON:
        return Outcome(document=[], messages=messages)
    return Outcome(words=_lines(context, words.relations, ()), messages=messages)


async def _search(context: Context, wanted: RelationsArguments) -> Findings:
    own, today = context.engine.relations, context.now.date().toordinal()
    offsets: tuple[int, ...] = BY_DEFAULT if wanted.days_later is None else (wanted.days_later,)
    if wanted.name is None:
        return await own.of_all(today, max(offsets))
    name = (await find_attribute(context, wanted.name)).name
    if wanted.other is None:
        if wanted.days_later is not None:
            offsets = tuple({-wanted.days_later, wanted.days_later})
        return await own.of_attribute(name, today, offsets)
    return await own.of_pair(name, (await find_attribute(context, wanted.other)).name, today, offsets)


def _strength(found: Relation) -> float:
    return abs(found.evidence.rho)


def _document(words: RelationWords, found: Relation) -> dict[str, Any]:
    return {
        "attribute": found.attribute,
        "attribute2": found.attribute2,
        "value": round(found.evidence.rho, 6),
        "p": found.p,
        "q": found.q,
        "days": found.evidence.days,
        "effective_days": round(found.evidence.effective_days, 1),
        "days_later": found.days_later,
        "stars": None,
        "text": words.text(found),
        "own": True,
    }


def _lines(context: Context, words: RelationWords, found: Sequence[Relation]) -> tuple[str, ...]:
    say = context.language.say
    if not found:
        return (say("Nothing was found that goes together."),)
    lines = list[str]()
    for one in found:
        lines += [words.text(one), f"  {words.figures(one)}", *(f"  {warning}" for warning in words.warnings(one)), ""]
    return (*lines, context.language.say_marked(NO_CAUSE))
