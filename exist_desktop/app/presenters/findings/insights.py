"""What the Insights page reads: Exist's insights, asked for when somebody looks, and the facts of a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.week import Week
from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.engine import Engine
from exist_desktop.errors import AppError, NeverSignedInError


class EngineInsights:
    """The insights of the account in use."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def insights(self, since: date, today: date) -> tuple[Sequence[Insight], AppError | None]:
        """Returns the insights since a day, newest first, and why Exist was not asked now, if it was not."""
        try:
            found = await self._engine.findings.insights(since, today)
        except NeverSignedInError:
            return (), None
        return found.insights, found.error

    async def facts(self, first: date, today: date) -> tuple[Week, Mapping[str, Attribute]]:
        """Returns the facts of the week from a Monday on, and the account's attributes."""
        return await self._engine.weeks.facts(first, today)

    async def attributes(self) -> Mapping[str, Attribute]:
        """Returns the account's attributes by name."""
        return (await self._engine.views.catalogue())[0]
