"""What the Relations page reads, and where relations come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.findings.listing import Pair as NamedPair
from exist_desktop.domain.findings.listing import Place
from exist_desktop.domain.findings.remembered import Decided, Decision
from exist_desktop.domain.statistics.correlations import Correlation
from exist_desktop.errors import AppError
from exist_desktop.store.reading.whole_series import WholeSeries

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings


class Source(Enum):
    """Who has found the relations of a list; they are never in one list."""

    HERE = auto()
    EXIST = auto()


class SearchObserver(Protocol):
    """Somebody who waits for a search."""

    def advanced(self, share: float) -> None:
        """Takes the share that is done, 0 to 1."""


class RelationViews(Protocol):
    """What the page reads. Days are ordinals."""

    async def attributes(self) -> Mapping[str, Attribute]:
        """Returns the account's attributes by name, in the person's order."""

    async def of_exist(self, today: date) -> tuple[Sequence[Correlation], AppError | None]:
        """Returns Exist's last batch, and why Exist was not asked now, if it was not."""

    async def of_attribute(self, name: str, today: int, offsets: Sequence[int], observer: SearchObserver) -> Findings:
        """Compares one attribute with all others."""

    async def at_each_offset(self, name: str, other: str, today: int, offsets: Sequence[int]) -> Findings:
        """Compares two attributes at each offset, by which the second follows the first."""

    async def whole(self, *names: str) -> tuple[WholeSeries, ...]:
        """Returns these attributes with all of their days."""

    async def exist_pair(self, one: str, two: str) -> Correlation | None:
        """Returns what Exist knows of two attributes; it may be asked for that. None if it knows nothing."""

    async def course(self, place: Place) -> Sequence[tuple[date, float]]:
        """Returns how a relation of Exist's changed from batch to batch, the oldest first."""

    async def former(self, question: str, found: Mapping[Place, float], today: date) -> Mapping[Place, float] | None:
        """Returns what a question of this computer listed a week or more ago; what it lists now is remembered.

        None if nobody had asked it before.
        """

    async def former_of_exist(self) -> Mapping[Place, float] | None:
        """Returns the batch of Exist's before the last; None if none was read."""

    async def decided(self) -> Decided:
        """Returns which pairs are kept, and which are hidden."""

    async def decide(self, pair: NamedPair, decision: Decision | None) -> Decided:
        """Saves what becomes of a pair, and returns all that is decided then."""

    async def of_all(self, today: int, most_days_later: int, observer: SearchObserver) -> Findings:
        """Compares each attribute with each other one."""
