"""The one decoder of what the server sends.

It refuses what is no JSON, wrong types, and nesting so deep that it could only be meant to do harm. What is wrong in
one place spoils no more than that place: a number that nobody can hold (`1e999`), or that is none (`NaN`, `Infinity`:
no JSON, but servers written in Python send them), is no value there, and a row that makes no sense is None in its page.
Large bodies are decoded in a thread, so that no frame of the window is missed.
"""

from __future__ import annotations

import asyncio
import math
import re
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from exist_desktop.api.models import AttributeModel, Page, ValueModel
from exist_desktop.errors import RequestError, RequestErrorKind

LARGE_BODY = 64 * 1024
NO_NUMBER = b"{}"
"""What stands for a number that is too large, or none: nothing takes it for a value, and a field that has to be a
number refuses it."""
_STRING_OR_NUMBER = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|-?(?:\d[\d.eE+-]*+|NaN|Infinity)', re.DOTALL)
"""A string that has no end goes to the end of the body, so that nothing in it is looked at twice."""

Shape = TypeVar("Shape")


async def decode(body: bytes, shape: type[Shape]) -> Shape:
    """The body as `shape`; raises `RequestError` (STRANGE) where it is something else."""
    if len(body) > LARGE_BODY:
        return await asyncio.to_thread(decode_now, body, shape)
    return decode_now(body, shape)


def decode_now(body: bytes, shape: type[Shape]) -> Shape:
    """As `decode`, in the calling thread."""
    try:
        try:
            return msgspec.json.decode(body, type=shape)
        except msgspec.DecodeError:
            return _spared(_STRING_OR_NUMBER.sub(_as_held, body), shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RequestError(RequestErrorKind.STRANGE, reason=_reason(error)) from error


def as_shape(item: object, shape: type[Shape]) -> Shape | None:
    """A part that was decoded without a shape, in that shape; None where it has another."""
    try:
        return msgspec.convert(item, type=shape)
    except (msgspec.ValidationError, RecursionError):
        return None


def _spared(body: bytes, shape: type[Shape]) -> Shape:
    """The body as `shape`; of a page, the rows that make sense. Raises `msgspec.DecodeError`."""
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError:
        document = msgspec.json.decode(body)
        if get_origin(shape) is not Page or not isinstance(document, dict) or not _is_list(document.get("results")):
            raise
        (of,) = get_args(shape)
        page = msgspec.convert({**document, "results": []}, type=shape)
        assert isinstance(page, Page)
        page.results = [_row(raw, of) for raw in document["results"]]
        return page


def _row(raw: Any, of: type[Shape]) -> Shape | None:  # noqa: ANN401 - whatever JSON can say
    """A row of a page; an attribute's without the values that make no sense. None where it is none."""
    found = as_shape(raw, of)
    if found is not None or of is not AttributeModel or not isinstance(raw, dict) or "values" not in raw:
        return found
    found = as_shape({**raw, "values": []}, of)
    if isinstance(found, AttributeModel):
        found.values = [as_shape(row, ValueModel) for row in raw["values"]] if _is_list(raw["values"]) else [None]
    return found


def _is_list(raw: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(raw, list)


def _as_held(token: re.Match[bytes]) -> bytes:
    """The token, or `NO_NUMBER` for what cannot be held as a number."""
    said = token[0]
    if said.startswith(b'"'):
        return said
    try:
        return said if math.isfinite(float(said)) else NO_NUMBER
    except ValueError:
        return said


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
