"""The one decoder of what the server sends.

It refuses what JSON does not know (NaN, Infinity), wrong types, and nesting so deep that it could only be meant to do
harm. Large bodies are decoded in a thread, so that no frame of the window is missed.
"""

from __future__ import annotations

import asyncio
from typing import TypeVar

import msgspec

from exist_desktop.errors import Failure, WireFailure

LARGE_BODY = 64 * 1024

Shape = TypeVar("Shape")


async def decode(body: bytes, shape: type[Shape]) -> Shape:
    """The body as `shape`; raises `WireFailure` (STRANGE) where it is something else."""
    if len(body) > LARGE_BODY:
        return await asyncio.to_thread(decode_now, body, shape)
    return decode_now(body, shape)


def decode_now(body: bytes, shape: type[Shape]) -> Shape:
    """As `decode`, in the calling thread."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise WireFailure(Failure.STRANGE, reason=_reason(error)) from error


def as_shape(item: object, shape: type[Shape]) -> Shape | None:
    """A part that was decoded without a shape, in that shape; None where it has another."""
    try:
        return msgspec.convert(item, type=shape)
    except (msgspec.ValidationError, RecursionError):
        return None


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
