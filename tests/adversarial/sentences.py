"""What a person may be told of any trouble: a few plain words, with nothing in them that could act."""

from __future__ import annotations

import re

from exist_desktop.app.desktop.language import language
from exist_desktop.errors import AppError
from exist_desktop.words.directions import without_marks
from exist_desktop.words.error_messages import ErrorMessages

LONGEST = 700
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069{}]|Traceback|Error\\b|None\\b")
"""What no sentence may hold: control characters, turning marks, open placeholders, and words of the machine."""


def told(error: AppError) -> str:
    """The title and the sentence that a person reads, after they were judged."""
    message = ErrorMessages(language()).message(error)
    title, sentence = without_marks(message.title), without_marks(message.sentence)  # they have them in pairs
    own_words = f"{title}. {sentence}"
    quoted = getattr(error, "text", "") or getattr(error, "detail", "")
    assert title
    assert sentence.endswith((".", "!", "?", "…")) or (quoted and sentence.endswith(quoted))
    assert len(own_words) <= LONGEST
    assert not UNFIT.search(own_words.replace(quoted, "") if quoted else own_words), own_words
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", own_words)
    return own_words
