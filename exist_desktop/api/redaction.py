"""Keeps tokens, secrets and codes out of the log, in messages and tracebacks."""

from __future__ import annotations

import logging
import re

HIDDEN = "[redacted]"

# `re` compiles them with the first line that is logged. Most starts log none.
_HEADER = (
    r"""(?i)\b(bearer|token)((?::|["']?,)?[ \t]+b?["']?)"""
    r"""(?=[!-~]*[0-9]|[!-~]{16})[!-~]{8,}"""
)
"""A token has a digit or is long, so that plain words after these two stay."""
_QUERY = (
    r"""(?<![A-Za-z_])(code|state|token|code_challenge|code_verifier)=(?=[^&\s"'<>]{8,})[^&\s"'<>]+|"""
    r"""(?<=[?&])(code|state|token|code_challenge)=[^&\s"'<>]+"""
)
_FIELD = (
    r"""(?i)\b(access_token|refresh_token|client_secret|code_verifier|password|access|refresh|secret)(["']?\s*[=:]\s*)"""
    r"""(b?"(?:\\.|[^"\\])*"?|b?'(?:\\.|[^'\\])*'?|[^\s&,;"'<>)}\]]+)"""
)


def redacted(text: str) -> str:
    """Returns the text with every secret replaced."""
    text = re.sub(_HEADER, rf"\1\2{HIDDEN}", text)
    text = re.sub(_QUERY, lambda found: f"{found[1] or found[2]}={HIDDEN}", text)
    return re.sub(_FIELD, rf"\1\2{HIDDEN}", text)


class RedactSecrets(logging.Filter):
    """A filter for a handler: redacts message and traceback before they are written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redacts a record and keeps it."""
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
        return True
