"""An address of the test's own that nobody may visit: it counts who comes, and what they bring."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from tests.api.odd_server import serving


@dataclass
class Canary:
    """`heads` is what came, in its first lines."""

    port: int = 0
    heads: list[bytes] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/"

    async def serve(self, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        self.heads.append(b"")  # a bare connection counts
        self.heads[-1] = await reader.read(4096)


@contextlib.asynccontextmanager
async def canary() -> AsyncIterator[Canary]:
    """The canary while the block lasts; at its end nobody may have come."""
    sings = Canary()
    async with serving(sings.serve) as port:
        sings.port = port
        yield sings
    assert sings.heads == []
