"""Shapes of answers as tables, and what is needed to hold an answer against one."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx

Rows = list[dict[str, Any]]

GROUP = {"name": str, "label": str, "priority": int}
SERVICE = {"name": str, "label": str}
ATTRIBUTE: dict[str, object] = {
    "group": GROUP,
    "template": (str, None),
    "name": str,
    "label": str,
    "priority": int,
    "manual": bool,
    "active": bool,
    "value_type": int,
    "value_type_description": str,
    "service": (SERVICE, None),
}


def misfit(value: object, shape: Any, at: str = "") -> str | None:
    """Tell where a value is not of the shape; None where it is."""
    if isinstance(shape, tuple):
        fits = any(misfit(value, choice) is None for choice in shape)
        return None if fits else f"{at}: {value!r} is none of {shape}"
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{at}: {value!r} is no list"
        return next((told for item in value if (told := misfit(item, shape[0], at))), None)
    if isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            return f"{at}: {value!r} has not just {sorted(shape)}"
        return next((told for name in shape if (told := misfit(value[name], shape[name], f"{at}.{name}"))), None)
    fits = _is_date(value) if shape is date else value is None if shape is None else type(value) is shape
    return None if fits else f"{at}: {value!r} is not {shape}"


def _is_date(value: object) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def every(client: httpx.Client, path: str, query: dict[str, str]) -> Rows:
    rows: Rows = []
    for page in range(1, 100):
        answer = client.get(path, params={"limit": "100", **query, "page": str(page)})
        assert answer.status_code == 200, answer.text
        rows += answer.json()["results"]
        if answer.json()["next"] is None:
            break
    return rows
