"""Where the rows of a long list stand: measured where they exist, as high as most of those where they do not yet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from statistics import median_low

TYPICAL_HEIGHT = 48
"""How high a row counts before enough have been measured."""
FEWEST = 4


class Places:
    """Rows below each other by the numbers of their entries; heights and tops are pixels, from the first row's top."""

    def __init__(self) -> None:
        self._order: Sequence[int] = ()
        self._indices: dict[int, int] = {}
        self._typical = TYPICAL_HEIGHT
        self._heights: list[int] = []
        self._tops: list[int] = [0]

    def set_order(self, order: Sequence[int], heights: Mapping[int, int]) -> None:
        """Another order; `heights` are those of rows that exist."""
        if order == self._order:
            return
        self._order = order
        self._indices = dict(zip(order, range(len(order)), strict=True))
        self._heights = [self._typical] * len(order)
        self._tops = list(accumulate(self._heights, initial=0))
        self.measure(heights)

    def forget_heights(self) -> None:
        """The rows have another width: all are to be measured anew."""
        self._heights = [self._typical] * len(self._order)
        self._tops = list(accumulate(self._heights, initial=0))

    def measure(self, heights: Mapping[int, int]) -> None:
        """Takes the heights of rows that exist."""
        typical = median_low(heights.values()) if len(heights) >= FEWEST else self._typical
        changed = abs(typical - self._typical) > self._typical // 4  # less would only move the rows about
        if changed:
            self._heights = [typical if height == self._typical else height for height in self._heights]
            self._typical = typical
        for number, height in heights.items():
            index = self._indices.get(number)
            if index is not None and self._heights[index] != height:
                self._heights[index] = height
                changed = True
        if changed:
            self._tops = list(accumulate(self._heights, initial=0))

    def has(self, number: int) -> bool:
        """Whether the entry has a row."""
        return number in self._indices

    def index(self, number: int) -> int:
        """The place of an entry's row in the order."""
        return self._indices.get(number, len(self._order))

    def top(self, index: int) -> int:
        """Where the row at that place begins."""
        return self._tops[min(index, len(self._order))]

    def height(self, index: int) -> int:
        """How high the row at that place is."""
        return self._heights[index]

    @property
    def total(self) -> int:
        """How high all rows are together."""
        return self._tops[-1]

    def between(self, top: int, bottom: int) -> Iterator[int]:
        """The entries whose rows are seen between two heights."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_left(self._tops, bottom)
        yield from self._order[first : max(min(last, len(self._order)), first)]
