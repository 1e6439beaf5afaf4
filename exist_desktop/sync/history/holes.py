"""Which holes in the answers of the copy are believed: those that were there twice.

A single answer may be damaged or cut short on its way, and what it leaves out is asked for once more. Where Exist
leaves it out again, this is how it lists that attribute, and no further call is spent on it in other windows.
"""

from __future__ import annotations

from msgspec.structs import replace

from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.sync.history.answers import WindowRead
from exist_desktop.sync.history.plan import Ask, ReadWindow


class Holes:
    """The holes that were seen since the program began."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, int]] = set()
        self._believed: set[str] = set()

    def weighed(self, answer: WindowRead) -> tuple[WindowRead, tuple[Ask, ...]]:
        """Returns the answer with the attributes of which holes are believed, and what to ask for again at once."""
        window = answer.ask.window
        self._believed |= {name for name in answer.incomplete if (name, window) in self._seen}
        doubted = answer.incomplete - self._believed
        self._seen |= {(name, window) for name in doubted}
        again = tuple(name for name in answer.ask.names if name in doubted)
        weighed = replace(answer, believed=frozenset(self._believed))
        return weighed, (ReadWindow(window, again),) if again else ()

    def explain(self, error: RequestError, ask: Ask) -> bool:
        """Whether an answer that makes no sense is about attributes alone that were left out of the answer before."""
        if error.kind is not RequestErrorKind.STRANGE or not isinstance(ask, ReadWindow):
            return False
        if not all((name, ask.window) in self._seen for name in ask.names):
            return False
        self._believed |= set(ask.names)
        return True
