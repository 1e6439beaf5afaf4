"""A catalogue for tests that changes every sentence by a rule."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations


class ByRule(NullTranslations):
    """Translates each sentence by a function."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def gettext(self, message: str) -> str:
        return self._rule(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._rule(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return self._rule(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return self._rule(msgid1 if n == 1 else msgid2)
