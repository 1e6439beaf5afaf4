"""How many decimals a number is shown with, whoever writes its digits."""

from __future__ import annotations

import math

_NEARLY_ZERO, _ZERO_WITH_TWO = 1e-6, 0.005
"""Between these, two decimals would be zeros; smaller numbers are what computing leaves of zero."""


def rounded(number: float, most: int) -> str:
    """Returns a number in the digits 0 to 9 with as many decimals as it needs, and so many at most."""
    value = round(float(number), most) + 0.0  # adding zero removes the sign of negative zero
    text = f"{value:.{most}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def precision(number: float) -> int:
    """Returns how many decimals a number has that is shown with two digits where two decimals would be zeros."""
    is_small = _NEARLY_ZERO < abs(number) < _ZERO_WITH_TWO
    return 1 - math.floor(math.log10(abs(number))) if is_small else 2
