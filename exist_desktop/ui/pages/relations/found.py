"""What can be asked about, what was found here by what was asked, and whether the days have changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from msgspec import Struct

from exist_desktop.domain.attributes import Attribute
from exist_desktop.domain.statistics.series import Measure, measure_of

if TYPE_CHECKING:
    from exist_desktop.domain.relations.family import Findings


class Asked(Struct, frozen=True):
    """A question: which attribute, or all of them if the name is empty, and whether up to a week apart."""

    name: str
    up_to_a_week: bool = False

    @property
    def question(self) -> str:
        """The question in a form that can be stored."""
        return f"{self.name}:week" if self.up_to_a_week else self.name


class FoundHere:
    """The answers of this computer. An old one is shown until there is a newer one.

    `stopped` is whether the person has stopped the last search; then none begins by itself.
    """

    def __init__(self) -> None:
        self.stopped = False
        self._found: dict[Asked, Findings] = {}
        self._old: set[Asked] = set()
        self._renewed: set[Asked] = set()
        self._running: Asked | None = None

    def of(self, asked: Asked) -> Findings | None:
        """Returns the answer to a question, if there is one."""
        return self._found.get(asked)

    def needs(self, asked: Asked) -> bool:
        """Whether a question has no answer, or one that was old when the page was opened."""
        return asked not in self._found or asked in self._renewed

    def runs(self, asked: Asked) -> bool:
        """Whether the search for that question is running."""
        return self._running == asked

    def is_old(self, asked: Asked) -> bool:
        """Whether the days have changed since, or the search was stopped: it may be made again."""
        return asked in self._old or (self.stopped and asked not in self._found)

    def begin(self, asked: Asked) -> None:
        """Notes that a search begins."""
        self.stopped = False
        self._running = asked

    def keep(self, found: Findings) -> Asked | None:
        """Keeps the answer of the running search, and returns what was asked; None if it was stopped."""
        asked, self._running = self._running, None
        if asked is not None:
            self._found[asked] = found
            self._old.discard(asked)
            self._renewed.discard(asked)
        return asked

    def stop(self) -> None:
        """Notes that the person does not want to wait."""
        self.stopped, self._running = True, None

    def age(self) -> None:
        """Notes that days have changed."""
        self._old.update(self._found)

    def renew(self) -> None:
        """Lets old answers be searched for again: the page is opened, and nobody is reading yet."""
        self._running = None
        self._renewed.update(self._old)

    def clear(self) -> None:
        """Frees all answers."""
        self._found.clear()
        self._old.clear()
        self._renewed.clear()
        self._running = None


def comparable(attributes: Mapping[str, Attribute]) -> list[Attribute]:
    """Returns the attributes that can be compared, as they come; words have no order. Tags that are one are one."""
    return [one for one in attributes.values() if not one.part_of and measure_of(one) is not Measure.WORDS]


def first_of(names: Set[str], wished: Sequence[str], others: Sequence[Attribute]) -> str:
    """Returns the first of these names that can be asked about, or else the first attribute."""
    return next((name for name in wished if name in names), next((one.name for one in others), ""))
