"""HTML that other programs kept: only its words are taken, and no text of it takes long."""

from __future__ import annotations

import random
import time

import pytest

from exist_desktop.imports.html_text import LONGEST_HTML, text_of_html
from exist_desktop.imports.own_file import RefusedError


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
        ("a<br>b<br/><br>c", "a\nb\n\nc"),
        ("first\r\nsecond &lt;3", "first\nsecond <3"),
        ("<div>I <3 you, 1 < 2</div>", "I <3 you, 1 < 2"),
        ("x<script>if (a<b) alert(1)</script>y<style>p{}</style><img src='http://e/x' onerror=1>z", "xyz"),
        ("<a href='http://e'>words</a>\N{NO-BREAK SPACE}<b>bold</b>", "words\N{NO-BREAK SPACE}bold"),
        ("<ul><li>a</li>\n <li>b</li></ul>end", "a\nb\nend"),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><p>&b;</p>", "&b;"),
        ("one<!-- <b> never --> word", "one word"),
        ("<b>\x00\x1b[2J&#x1b;bell&#7;</b>", "[2Jbell"),
    ],
)
def test_html_leaves_its_words(written: str, text: str) -> None:
    assert text_of_html(written).replace("\N{REPLACEMENT CHARACTER}", "") == text


def test_what_is_no_text_or_too_long_is_refused() -> None:
    for written in ("a" * (LONGEST_HTML + 1), "<p>\ud800</p>", "\ud800"):
        with pytest.raises(RefusedError):
            text_of_html(written)


def test_no_marks_take_long_or_fail() -> None:
    """Each of these makes the parser of some version of Python look for an end again and again, or fail."""
    marks = ["<!--", "<a ", "<a b='", "</a", "<?", "<![CDATA[", "&#", "<script", "<![>", "<div <", "<!DOCTYPE [>"]
    begun = time.process_time()
    for mark in marks:
        text_of_html(("<p>" + mark * LONGEST_HTML)[:LONGEST_HTML])
    assert time.process_time() - begun < 20  # some took minutes
    drawn = random.Random(21)
    pieces = [*"<>!?-[]/a'\"=&#;x\n", "script", "-->", "CDATA", *marks]
    for _ in range(500):
        text_of_html("<a>" + "".join(drawn.choices(pieces, k=20)))
