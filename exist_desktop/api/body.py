"""Reads the body of an answer, with its size bounded before and after it is unpacked."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from exist_desktop.errors import Failure, WireFailure

if TYPE_CHECKING:
    import httpx

LONGEST_BODY = 2 * 1024 * 1024
GZIP = 16 + zlib.MAX_WBITS


async def read_body(response: httpx.Response, longest: int = LONGEST_BODY) -> bytes:
    """The unpacked body; raises `WireFailure` (STRANGE) where it is too long or cannot be unpacked.

    It is unpacked here because httpx unpacks whole pieces, and a small piece can hold a very large body.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise WireFailure(Failure.STRANGE, response.status_code, text="the answer is packed in an unknown way")
    unpacking = zlib.decompressobj(GZIP) if encoding == "gzip" else None
    body = bytearray()
    async for piece in response.aiter_raw():
        try:
            body += unpacking.decompress(piece, longest + 1 - len(body)) if unpacking else piece
        except zlib.error as error:
            raise WireFailure(Failure.STRANGE, response.status_code, text=str(error)) from error
        if len(body) > longest:
            raise WireFailure(Failure.STRANGE, response.status_code, text="the answer is too long")
    if unpacking and body and not unpacking.eof:
        raise WireFailure(Failure.STRANGE, response.status_code, text="the answer was cut")
    return bytes(body)
