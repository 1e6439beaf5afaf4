"""Plain text of what another program kept as HTML. Nothing of it is loaded, run or followed.

Links leave their words, pictures, scripts and styles leave nothing, and the text is cleaned as typed text is.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from exist_desktop.domain.parsing.value_parser import clean_text
from exist_desktop.domain.transfer.imports import RefusedReason
from exist_desktop.domain.values import InvalidValueError
from exist_desktop.imports.own_file import RefusedError

LONGEST_HTML = 50_000
"""Characters, five times the longest text that is taken."""
_IGNORED = frozenset({"script", "style", "head", "title", "template", "svg", "math", "object", "iframe", "noscript"})
_LINES = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav"),
        *("ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
    }
)
_Attributes = list[tuple[str, str | None]]
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_NO_MARK = re.compile(r"<(?![^<>!?][^<>]*>)")
"""What does not end before the next mark. The parser would look for its end again and again, for hours."""
_SPACES = re.compile(r"[ \t\n\f\r]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_LINES_BETWEEN = re.compile(r"\n{3,}")


def text_of_html(written: str) -> str:
    """Returns the text of HTML, or of a text that has no marks, whose lines stay. Raises `RefusedError`."""
    if len(written) > LONGEST_HTML:
        raise RefusedError(RefusedReason.TEXT)
    if _MARKUP.search(written):
        reader = _Reader()
        for _ in range(2):  # one within another
            written = _DECLARATION.sub(" ", _without_comments(written))
        reader.feed(_NO_MARK.sub("&lt;", written))
        reader.close()
        text = reader.text()
    else:
        text = html.unescape(written)
    try:
        return clean_text(text)
    except InvalidValueError as error:
        raise RefusedError(RefusedReason.TEXT) from error


def _without_comments(written: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := written.find("<!--", at)) >= 0 and (end := written.find("-->", start + 4)) >= 0:
        kept.append(written[at:start])
        at = end + 3
    return "".join([*kept, written[at:]])


class _Reader(HTMLParser):
    """Keeps the words, with a line end where the text has one for the eye."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._words: list[str] = []
        self._within: list[str] = []

    def text(self) -> str:
        """Returns what was kept."""
        lines = _AROUND_LINES.sub("\n", "".join(self._words))
        return _LINES_BETWEEN.sub("\n\n", lines)

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:  # noqa: ARG002 - the parser's
        if tag in _IGNORED:
            self._within.append(tag)
        elif tag in _LINES:
            self._break(tag)

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:  # noqa: ARG002 - the parser's
        if tag in _LINES:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            while self._within.pop() != tag:
                pass
        elif tag in _LINES:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._within:
            self._words.append(_SPACES.sub(" ", data))

    def _break(self, tag: str) -> None:
        """Ends a line. Only `<br>` makes an empty one."""
        so_far = "".join(self._words[-2:])
        if not self._within and (tag == "br" or (so_far.strip(" ") and not so_far.rstrip(" ").endswith("\n"))):
            self._words.append("\n")
