"""Decodes what the server sends.

It refuses what is not JSON, wrong types, and very deep nesting. An error in one place spoils only that place. A number
that is too large (`1e999`) or none (`NaN`, `Infinity`: not JSON, but servers written in Python send them) is no value,
and a row that makes no sense is None in its page. What can only mean one thing is understood: `"3"` and `3.0` for a
whole number, `1` and `"true"` for a yes. Large bodies are decoded in a thread, so the window stays smooth.
"""

from __future__ import annotations

import asyncio
import math
import re
from typing import Any, TypeVar, get_args, get_origin

import msgspec
from msgspec.structs import replace

from exist_desktop.api.models import AttributeModel, Page, ValueModel
from exist_desktop.errors import RequestError, RequestErrorKind

LARGE_BODY = 64 * 1024
NO_NUMBER = b"{}"
"""Replaces a number that is too large, or none. It is not taken for a value, and a field for a number refuses it."""
_STRING_OR_NUMBER = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|-?(?:\d[\d.eE+-]*+|NaN|Infinity)', re.DOTALL)
"""A string that has no end goes to the end of the body, so that nothing in it is looked at twice."""

Shape = TypeVar("Shape")


async def decode(body: bytes, shape: type[Shape]) -> Shape:
    """Returns the body as `shape`. Raises `RequestError` (STRANGE) if it has another."""
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
    """Returns a part that was decoded without a shape, in that shape, or None if it has another."""
    try:
        return msgspec.convert(item, type=shape, strict=False)
    except (msgspec.ValidationError, RecursionError):
        return None


def _spared(body: bytes, shape: type[Shape]) -> Shape:
    """Returns the body as `shape`; in a page, rows that make no sense are None. Raises `msgspec.DecodeError`."""
    try:
        return msgspec.json.decode(body, type=shape, strict=False)
    except msgspec.ValidationError:
        document = msgspec.json.decode(body)
        if get_origin(shape) is not Page or not isinstance(document, dict) or not _is_list(document.get("results")):
            raise
        (of,) = get_args(shape)
        page = msgspec.convert({**document, "results": []}, type=shape, strict=False)
        assert isinstance(page, Page)
        return replace(page, results=[_row(raw, of) for raw in document["results"]])


def _row(raw: Any, of: type[Shape]) -> Shape | None:  # noqa: ANN401 - whatever JSON can say
    """Returns a row of a page, or None if it makes no sense. Values of an attribute that make no sense are None."""
    found = as_shape(raw, of)
    if found is not None or of is not AttributeModel or not isinstance(raw, dict) or "values" not in raw:
        return found
    found = as_shape({**raw, "values": []}, of)
    if isinstance(found, AttributeModel):
        values = [as_shape(row, ValueModel) for row in raw["values"]] if _is_list(raw["values"]) else [None]
        return replace(found, values=values)
    return found


def _is_list(raw: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(raw, list)


def _as_held(token: re.Match[bytes]) -> bytes:
    """Returns the token, or `NO_NUMBER` if it is no finite number."""
    said = token[0]
    if said.startswith(b'"'):
        return said
    try:
        return said if math.isfinite(float(said)) else NO_NUMBER
    except ValueError:
        return said


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
