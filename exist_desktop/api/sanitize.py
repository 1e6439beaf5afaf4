"""Strips control and bidi characters from server text and limits its length.

Control characters would reach a terminal, bidi marks would turn the text after them, and an endless label would keep
the window busy. Joiners stay: emoji and some scripts need them.
"""

from __future__ import annotations

import re

LONGEST_LABEL = 300
LONGEST_TEXT = 300
"""For the text of a refusal."""
LONGEST_SENTENCE = 2000
LONGEST_NAME = 200

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str, longest: int = LONGEST_LABEL) -> str:
    """Returns the text as one line of visible characters. A text that is too long ends with `…`."""
    if len(text) <= longest and text.isprintable():
        return text.strip()  # nearly all are
    shown = _TURNING.sub("", _UNSEEN.sub(" ", text[: longest + 1]))
    return (shown if len(text) <= longest else f"{shown[: longest - 1]}…").strip()


def is_name(text: str) -> bool:
    """Whether it can be the server's name of an account, an attribute or a group: a short line that is not empty."""
    return 0 < len(text) <= LONGEST_NAME and one_line(text, LONGEST_NAME) == text
