"""Keeps tokens, secrets and codes out of the log, wherever a message or a traceback would show them."""

from __future__ import annotations

import logging
import re

HIDDEN = "[redacted]"

_HEADER = re.compile(
    r"""\b(bearer|token)((?::|["']?,)?[ \t]+b?["']?)"""
    r"""(?=[!-~]*[0-9]|[!-~]{16})[!-~]{8,}""",
    re.IGNORECASE,
)
"""A token has a digit or is long; plain words after these two have none, and are not."""
_QUERY = re.compile(
    r"""(?<![A-Za-z_])(code|state|token|code_challenge|code_verifier)=(?=[^&\s"'<>]{8,})[^&\s"'<>]+|"""
    r"""(?<=[?&])(code|state|token|code_challenge)=[^&\s"'<>]+"""
)
_FIELD = re.compile(
    r"""\b(access_token|refresh_token|client_secret|code_verifier|password|access|refresh|secret)(["']?\s*[=:]\s*)"""
    r"""(b?"(?:\\.|[^"\\])*"?|b?'(?:\\.|[^'\\])*'?|[^\s&,;"'<>)}\]]+)""",
    re.IGNORECASE,
)


def redacted(text: str) -> str:
    """The text with every secret in it replaced."""
    text = _HEADER.sub(rf"\1\2{HIDDEN}", text)
    text = _QUERY.sub(lambda found: f"{found[1] or found[2]}={HIDDEN}", text)
    return _FIELD.sub(rf"\1\2{HIDDEN}", text)


class RedactSecrets(logging.Filter):
    """For a handler: rewrites the record's message and its traceback before they are written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
        return True
