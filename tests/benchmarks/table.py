"""The one table that the benchmarks print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = ("measured", "this program", "compared with", "ratio", "goal", "")


@dataclass(frozen=True)
class Row:
    """One line: what was measured, what came out and beside what. `met` is None where there is no goal."""

    measured: str
    ours: str
    compared: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the columns."""
        verdict = "" if self.met is None else "met" if self.met else "MISSED"
        return self.measured, self.ours, self.compared, self.ratio, self.goal, verdict


def ratio_row(measured: str, ours: float, theirs: float, *, beside: str, unit: str, most: float | None = None) -> Row:
    """A row of two numbers of the same kind and their ratio, which may be `most`."""
    ratio = ours / theirs
    return Row(
        measured,
        f"{ours:.{_digits(ours)}f} {unit}",
        f"{theirs:.{_digits(theirs)}f} {unit}, {beside}",
        f"{ratio:.2f}",
        "" if most is None else f"≤ {most:g} ×",
        None if most is None else ratio <= most,
    )


def _digits(number: float) -> int:
    return 0 if number >= 100 else 1 if number >= 10 else 2


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table with columns as wide as their widest cell."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    body = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join((body[0], rule, *body[1:]))
