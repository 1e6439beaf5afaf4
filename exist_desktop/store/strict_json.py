"""Parses JSON that was saved on this computer. Python would accept NaN and infinity, which are not JSON.

Comparing with NaN is always false, and a wait until infinity never ends.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn


def loads(text: str | bytes) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Parses JSON. Raises `ValueError` if it is none, and `RecursionError` if it is nested too deeply."""
    return _DECODER.decode(text if isinstance(text, str) else text.decode())


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _refuse(text)
    return number


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


_DECODER = json.JSONDecoder(parse_float=_number, parse_constant=_refuse)
