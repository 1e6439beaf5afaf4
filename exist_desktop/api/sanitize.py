"""The server's words as one line of plain text, which can stand anywhere and disturbs nothing around it.

Control characters would reach a terminal, marks that turn the direction of writing would reach past their own end, and
an endless label would keep the window busy. Joiners stay: emoji and some scripts are written with them.
"""

from __future__ import annotations

import re

LONGEST_LABEL = 300
LONGEST_TEXT = 300
"""Of the words that come with a refusal."""
LONGEST_SENTENCE = 2000
LONGEST_NAME = 200

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str, longest: int = LONGEST_LABEL) -> str:
    """The text without what cannot be seen; its end is replaced by `…` where it is too long."""
    shown = _TURNING.sub("", _UNSEEN.sub(" ", text[: longest + 1]))
    return (shown if len(text) <= longest else f"{shown[: longest - 1]}…").strip()


def is_name(text: str) -> bool:
    """Whether it can be what the server calls an account, an attribute or a group: a short line, and not empty."""
    return 0 < len(text) <= LONGEST_NAME and one_line(text, LONGEST_NAME) == text
