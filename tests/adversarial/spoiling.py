"""Documents with one thing wrong in each: every member by every other kind of JSON, and by everything absurd."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from tests.adversarial.service import Json

KINDS: tuple[Json, ...] = (None, True, 42, 4.5, "strange", [], [[]], {}, {"x": {}})
"""A value of each kind that JSON has."""

MARKUP = (
    "<img src=file:///etc/passwd>",
    "<a href=http://canary.invalid/>here</a>",
    "<b>bold</b><script>alert(1)</script>",
    "![x](http://canary.invalid/x.png) [here](http://canary.invalid/)",
    "&lt;b&gt; &amp; &#x202e;",
)
"""What would be fetched, or look like more than text, where somebody took it for rich text or Markdown."""

STRINGS = (
    "",
    " ",
    "a\x00b",
    "\x1b[31mred\x1b]0;title\x07",
    "two\r\nlines",
    "\u202etxt.exe\u2066",
    "\u2028\u2029\x85",
    "x" * 1_000_000,
    "\N{COMBINING ACUTE ACCENT}" * 5_000,
    "\N{HEBREW LETTER ALEF}" * 5_000,
    "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}",
    "{0} {label} %s %n $x",
    "'; DROP TABLE attribute; --",
    "../../../etc/passwd",
    "CON",
    *MARKUP,
)
NUMBERS: tuple[int | float, ...] = (
    *(-1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, 10**300),
    *(1e308, -1e308, 5e-324, -0.0, 0.1, 1e16),
)
DATES = ("0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "10000-01-01", "-001-01-01", "2026-11-22T00:00:00Z")
ABSURD: tuple[Json, ...] = (*STRINGS, *NUMBERS, *DATES)

Place = tuple[str | int, ...]


def places(document: Json, place: Place = ()) -> Iterator[Place]:
    """Where something stands in a document, the document itself first."""
    yield place
    members = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for name, member in members:
        yield from places(member, (*place, name))


def put(document: Json, place: Place, value: Json) -> Json:
    """A copy with another value in that place."""
    if not place:
        return value
    changed = copy.deepcopy(document)
    inner = changed
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    return changed


def standing(document: Json, place: Place) -> Json:
    """What stands in that place."""
    for name in place:
        document = document[name]
    return document


def wrong_kinds(document: Json) -> Iterator[tuple[Place, Json]]:
    """The document with each of its members in turn as each other kind of JSON, and with each left out."""
    for place in places(document):
        now = standing(document, place)
        for other in KINDS:
            if type(other) is not type(now) or not other:
                yield place, put(document, place, other)


def absurdities(document: Json) -> Iterator[tuple[Place, Json]]:
    """The document with each of its texts and numbers in turn replaced by everything absurd of that kind."""
    for place in places(document):
        match standing(document, place):
            case str():
                values: tuple[Json, ...] = (*STRINGS, *DATES)
            case bool():
                values = ()
            case int() | float():
                values = NUMBERS
            case _:
                values = ()
        for value in values:
            yield place, put(document, place, value)
