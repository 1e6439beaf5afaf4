"""`correlations/` and `correlations/combo/`: what goes together, all of it or one pair."""

from __future__ import annotations

from exist_desktop.demo.calls import Answer, Call, CallError, page_of
from exist_desktop.demo.people.correlations import MOST_STARS, Correlation
from exist_desktop.demo.people.phrases import certainty, elements, strength


def correlations(call: Call) -> Answer:
    """Lists the week's correlations, those of one attribute, or the strong or certain ones."""
    strong, confident = call.flag("strong") is True, call.flag("confident") is True
    name = call.query.get("attribute")
    rows = [
        found
        for found in call.world.correlations[call.token.user].of(call.today)
        if call.may_read(found.attribute)
        and call.may_read(found.attribute2)
        and (name is None or name in {found.attribute.name, found.attribute2.name})
        and (found.strong or not strong)
        and (found.stars == MOST_STARS or not confident)
    ]
    page = page_of(call, rows)
    return page.answer(map(_described, page.rows))


def combo(call: Call) -> Answer:
    """Returns the correlation of two attributes, named in any order. One of them has to be within the scopes."""
    pair = {_needed(call, "attribute"), _needed(call, "attribute2")}
    for found in sorted(call.world.correlations[call.token.user].of(call.today), key=lambda each: each.offset):
        known = {found.attribute.name, found.attribute2.name}
        if known == pair and (call.may_read(found.attribute) or call.may_read(found.attribute2)):
            return Answer(_described(found))
    raise CallError(404, "Not found.")


def _needed(call: Call, name: str) -> str:
    if not call.query.get(name):
        raise CallError(400, f"'{name}' is required")
    return call.query[name]


def _described(found: Correlation) -> dict[str, object]:
    parts = elements(found)
    return {
        "date": found.date.isoformat(),
        "period": found.days,
        "offset": -found.offset,
        "attribute": found.attribute.name,
        "attribute2": found.attribute2.name,
        "value": found.value,
        "p": found.p,
        "percentage": abs(found.value) * 100,
        "stars": found.stars,
        "second_person": f"{' '.join(parts)}.",
        "second_person_elements": parts,
        "attribute_category": None,
        "strength_description": strength(found),
        "stars_description": certainty(found),
        "description": None,
        "occurrence": None,
        "rating": None,
    }
