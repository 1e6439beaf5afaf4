"""Every member of every answer in every wrong shape: it is known trouble, or it is made harmless."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum

import pytest
from msgspec import Struct
from msgspec.structs import astuple

from exist_desktop.api.conversion import Readings
from exist_desktop.api.http.transport import Limits
from exist_desktop.api.oauth.tokens import Tokens
from exist_desktop.errors import AppError, RequestError, RequestErrorKind, SignInError
from tests.adversarial.sentences import told
from tests.adversarial.service import CALLS, GOOD, Json, raw, visiting
from tests.adversarial.spoiling import Place, absurdities, wrong_kinds
from tests.api.odd_server import odd_server, wired
from tests.report import tried

PATIENT = Limits(connect=5.0, piece=10.0, whole=10.0)
HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LONGEST = 2000
LARGEST = 2**63

Spoil = Callable[[Json], Iterator[tuple[Place, Json]]]


def parts(found: object) -> Iterator[object]:
    """Everything that an answer was made into, but for values and tokens: those are kept as they are."""
    if isinstance(found, Readings):
        yield from parts(found.attribute)
    elif isinstance(found, Struct):
        yield from parts(astuple(found))
    elif isinstance(found, list | tuple | frozenset):
        for item in found:
            yield from parts(item)
    else:
        yield found


def is_harmless(part: object) -> bool:
    """Whether it can be kept and shown anywhere."""
    if isinstance(part, str) and not isinstance(part, Enum):
        return len(part) <= LONGEST and not HARMFUL.search(part)
    if isinstance(part, int):
        return abs(part) < LARGEST
    return isinstance(part, Enum | float | date | dict | Tokens | type(None))


def judge(call: str, place: Place, found: object) -> None:
    if isinstance(found, RequestError):
        assert found.kind in (RequestErrorKind.STRANGE, RequestErrorKind.NO_ANSWER), (call, place, found)
    if isinstance(found, AppError):
        assert isinstance(found, RequestError | SignInError), (call, place, found)
        told(found)
        return
    for part in parts(found):
        assert is_harmless(part), (call, place, str(part)[:100])


async def each(call: str, spoil: Spoil) -> int:
    """How many spoiled answers the call has met."""
    name = "profile" if call == "token on trial" else call
    answer = [raw(GOOD[name])]
    number = 0
    async with odd_server(lambda _: answer[0]) as server, wired(server.url, limits=PATIENT) as transport:
        visit = visiting(transport)
        for number, (place, document) in enumerate(spoil(GOOD[name]), 1):  # noqa: B007 - it is the count
            answer[0] = raw(document)
            server.requests.clear()
            try:
                found: object = await CALLS[call](visit)
            except AppError as error:
                found = error
            judge(call, place, found)
    return number


@pytest.mark.parametrize("call", CALLS)
def test_every_member_of_another_kind(call: str) -> None:
    tried("hostile servers and neighbours", "shapes: wrong kind", asyncio.run(each(call, wrong_kinds)))


@pytest.mark.parametrize("call", CALLS)
def test_every_member_absurd(call: str) -> None:
    tried("hostile servers and neighbours", "shapes: absurd", asyncio.run(each(call, absurdities)))
