"""The positions of the rows in a long list: measured for rows that exist, otherwise of typical height.

Of tens of thousands of rows, only those that were near the view are remembered, with the difference of each
from the typical height. So the cost of a scroll step does not grow with the list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from statistics import median_low

TYPICAL_HEIGHT = 48
"""The height assumed for a row until enough have been measured, in pixels."""
FEWEST = 4


class Places:
    """Rows below each other by entry number; heights and tops are pixels from the first row's top.

    `has` and `index` know only entries that `between` returned or that had a height when the order was set.
    """

    def __init__(self) -> None:
        self._order: Sequence[int] = ()
        self._indices: dict[int, int] = {}
        self._typical = TYPICAL_HEIGHT
        self._others: dict[int, int] = {}
        self._places_of_others: list[int] = []
        self._differences: list[int] = [0]

    def set_order(self, order: Sequence[int], heights: Mapping[int, int]) -> None:
        """Sets another order; `heights` are those of existing rows."""
        if order == self._order:
            return
        self._order = order
        self._indices = {number: index for index, number in enumerate(order) if number in heights}
        self.forget_heights()
        self.measure(heights)

    def forget_heights(self) -> None:
        """Forgets all heights, because the width of the rows has changed."""
        self._others = {}
        self._add_up()

    def measure(self, heights: Mapping[int, int]) -> None:
        """Stores the heights of existing rows."""
        typical = median_low(heights.values()) if len(heights) >= FEWEST else self._typical
        changed = abs(typical - self._typical) > self._typical // 4  # a smaller change would only move the rows about
        if changed:
            self._typical = typical
        for number, height in heights.items():
            index = self._indices.get(number)
            if index is not None and self._others.get(index, self._typical) != height:
                self._others[index] = height
                changed = True
        if changed:
            self._add_up()

    def _add_up(self) -> None:
        """Adds up by how many pixels rows of untypical height move the rows below them."""
        self._others = {index: height for index, height in self._others.items() if height != self._typical}
        self._places_of_others = sorted(self._others)
        more = (self._others[index] - self._typical for index in self._places_of_others)
        self._differences = list(accumulate(more, initial=0))

    def has(self, number: int) -> bool:
        """Returns whether the entry has a row."""
        return number in self._indices

    def index(self, number: int) -> int:
        """Returns the index of an entry's row in the order."""
        return self._indices.get(number, len(self._order))

    def top(self, index: int) -> int:
        """Returns the top of the row at that index."""
        above = min(index, len(self._order))
        return above * self._typical + self._differences[bisect_left(self._places_of_others, above)]

    def height(self, index: int) -> int:
        """Returns the height of the row at that index."""
        return self._others.get(index, self._typical)

    @property
    def total(self) -> int:
        """The height of all rows together."""
        return self.top(len(self._order))

    def between(self, top: int, bottom: int) -> Iterator[int]:
        """Yields the entries whose rows are visible between two heights."""
        places = range(len(self._order) + 1)
        first = max(bisect_right(places, top, key=self.top) - 1, 0)
        last = min(bisect_left(places, bottom, key=self.top), len(self._order))
        for index in range(first, last):
            number = self._order[index]
            self._indices[number] = index
            yield number
