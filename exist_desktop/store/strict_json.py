"""JSON that was kept on this computer. Each number in it is one: Python would take NaN and infinity, which are no JSON.

What is compared with such a number is neither more nor less, and a wait that never ends would never end.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn


def loads(text: str | bytes) -> Any:  # noqa: ANN401 - whatever JSON can say
    """What the text says. Raises `ValueError` where that is no JSON, and `RecursionError` where it is too deep."""
    return _DECODER.decode(text if isinstance(text, str) else text.decode())


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _refuse(text)
    return number


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


_DECODER = json.JSONDecoder(parse_float=_number, parse_constant=_refuse)
