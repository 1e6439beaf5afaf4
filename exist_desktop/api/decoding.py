"""The one decoder of what the server sends.

It refuses what JSON does not know (NaN, Infinity), wrong types, and nesting so deep that it could only be meant to do
harm. A number that no computer holds (`1e999`) is allowed JSON, and spoils only the place where it stands. Large bodies
are decoded in a thread, so that no frame of the window is missed.
"""

from __future__ import annotations

import asyncio
import math
import re
from typing import TypeVar

import msgspec

from exist_desktop.errors import Failure, WireFailure

LARGE_BODY = 64 * 1024
NO_NUMBER = b"{}"
"""What stands for a number that is too large: nothing takes it for a value, and a field that has to be a number refuses
it."""
_STRING_OR_NUMBER = re.compile(rb'"(?:[^"\\]++|\\.)*+"|-?\d[\d.eE+-]*+', re.DOTALL)

Shape = TypeVar("Shape")


async def decode(body: bytes, shape: type[Shape]) -> Shape:
    """The body as `shape`; raises `WireFailure` (STRANGE) where it is something else."""
    if len(body) > LARGE_BODY:
        return await asyncio.to_thread(decode_now, body, shape)
    return decode_now(body, shape)


def decode_now(body: bytes, shape: type[Shape]) -> Shape:
    """As `decode`, in the calling thread."""
    try:
        try:
            return msgspec.json.decode(body, type=shape)
        except msgspec.ValidationError:
            if (small := _STRING_OR_NUMBER.sub(_as_held, body)) == body:
                raise
            return msgspec.json.decode(small, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise WireFailure(Failure.STRANGE, reason=_reason(error)) from error


def as_shape(item: object, shape: type[Shape]) -> Shape | None:
    """A part that was decoded without a shape, in that shape; None where it has another."""
    try:
        return msgspec.convert(item, type=shape)
    except (msgspec.ValidationError, RecursionError):
        return None


def _as_held(token: re.Match[bytes]) -> bytes:
    """The token, or `NO_NUMBER` for a number that is too large to be held."""
    said = token[0]
    if said.startswith(b'"'):
        return said
    try:
        return said if math.isfinite(float(said)) else NO_NUMBER
    except ValueError:
        return said


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
