"""Reads the body of an answer, with a limit on its size before and after unpacking."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from exist_desktop.errors import RequestError, RequestErrorKind

if TYPE_CHECKING:
    import httpx

LONGEST_BODY = 2 * 1024 * 1024
GZIP_NAMES = ("gzip", "x-gzip")
"""Both mean the same (RFC 9110 §8.4.1.3)."""
GZIP = 16 + zlib.MAX_WBITS


async def read_body(response: httpx.Response, longest: int = LONGEST_BODY) -> bytes:
    """Returns the unpacked body. Raises `RequestError` (STRANGE) if it is too long or cannot be unpacked.

    It is unpacked here because httpx unpacks whole pieces, and a small piece can contain a very large body.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", *GZIP_NAMES):
        raise RequestError(
            RequestErrorKind.STRANGE, response.status_code, reason="the answer is packed in an unknown way"
        )
    unpacking = _Unpacking(longest) if encoding in GZIP_NAMES else None
    body, arrived = bytearray(), 0
    async for piece in response.aiter_raw():
        arrived += len(piece)
        try:
            body += unpacking.unpack(piece) if unpacking else piece
        except zlib.error as error:
            raise RequestError(RequestErrorKind.STRANGE, response.status_code, reason=str(error)) from error
        if max(arrived, len(body)) > longest:
            raise RequestError(RequestErrorKind.STRANGE, response.status_code, reason="the answer is too long")
    if unpacking and not unpacking.ended:
        raise RequestError(RequestErrorKind.STRANGE, response.status_code, reason="the answer was cut")
    return bytes(body)


class _Unpacking:
    """Unpacks a gzip stream of one or more members, to at most one byte more than `longest`."""

    def __init__(self, longest: int) -> None:
        self._left = longest + 1
        self._member = zlib.decompressobj(GZIP)
        self._begun = False

    @property
    def ended(self) -> bool:
        """Whether the last member is complete, or nothing came at all."""
        return self._member.eof or not self._begun

    def unpack(self, piece: bytes) -> bytes:
        """Returns the content of a piece. Raises `zlib.error` if it is not gzip, also after the end of a member."""
        unpacked = bytearray()
        while piece and self._left:
            if self._member.eof:
                self._member = zlib.decompressobj(GZIP)
            self._begun = True
            found = self._member.decompress(piece, self._left)
            unpacked += found
            self._left -= len(found)
            piece = self._member.unused_data
        return bytes(unpacked)
