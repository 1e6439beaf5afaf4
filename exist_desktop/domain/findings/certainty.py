"""How strong and how certain a relation is, whoever has found it: strength by its size, certainty by its p or q."""

from __future__ import annotations

SURE = 0.05
"""Only relations of this computer with a smaller q are listed: of these, one in twenty is false."""
STRONG_FROM = 0.35
"""Correlations of this size or more are strong."""
MOST_STARS = 5
_STARS = ((0.001, 5), (0.01, 4), (0.05, 3), (0.3, 2), (1.0, 1))


def stars_of(p: float) -> int:
    """Returns how certain a p-value, or one corrected for its family, makes a relation, 1 to 5."""
    return next((stars for most, stars in _STARS if p < most), 1)
