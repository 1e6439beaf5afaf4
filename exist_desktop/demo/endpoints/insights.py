"""`insights/`: what is notable, newest first."""

from __future__ import annotations

from datetime import date
from html import escape

from exist_desktop.demo.calls import Answer, Call, page_of
from exist_desktop.demo.endpoints.attributes import described_group
from exist_desktop.demo.people.insights import MONTH, NOW, Insight

_CLASSES = ("secondary", "num-label")
_LINE_END = "\r\n"


def insights(call: Call) -> Answer:
    """Lists insights, of the days or of the priority that are asked for."""
    priority = call.number("priority", 0, NOW, MONTH) if "priority" in call.query else None
    oldest, newest = call.day("date_min", date.min), call.day("date_max", date.max)
    rows = [
        insight
        for insight in call.world.insights[call.token.user].of(call.world.now(call.token.user))
        if call.may_read(insight.attribute)
        and oldest <= insight.day <= newest
        and (priority is None or insight.priority == priority)
    ]
    page = page_of(call, rows)
    return page.answer(map(_described, page.rows))


def _described(insight: Insight) -> dict[str, object]:
    attribute = insight.attribute
    lines = zip(_CLASSES, insight.lines, strict=False)
    return {
        "created": insight.created.isoformat(),
        "target_date": None if insight.target is None else insight.target.isoformat(),
        "type": {
            "name": insight.name,
            "period": insight.period,
            "priority": insight.priority,
            "attribute": {
                "name": attribute.name,
                "label": attribute.label,
                "group": described_group(attribute.group),
                "priority": attribute.priority,
                "value_type": int(attribute.value_type),
                "value_type_description": attribute.value_type.description,
            },
        },
        "html": _LINE_END.join(f'<div class="{name}">{escape(line)}</div>' for name, line in lines),
        "text": _LINE_END.join(insight.lines),
    }
