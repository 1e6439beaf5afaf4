"""What History reads of averages over time: what is kept, and what Exist has when it can be asked."""

from __future__ import annotations

from collections.abc import Sequence

from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.engine import Engine
from exist_desktop.errors import NeverSignedInError


class EngineAverages:
    """The averages of the account in use."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def kept(self, name: str) -> Sequence[Average]:
        """Returns those of an attribute that are on this computer, newest first."""
        try:
            return await self._engine.findings.kept_averages(name)
        except NeverSignedInError:
            return ()

    async def newest(self, name: str) -> Sequence[Average]:
        """Returns those of an attribute after asking Exist. What keeps it from being asked is shown elsewhere."""
        try:
            return (await self._engine.findings.averages(name)).averages
        except NeverSignedInError:
            return ()
