"""The log on standard error, which a command has too. `log.py` has the window's files, and takes longer to load."""

from __future__ import annotations

import logging

from exist_desktop.api.redaction import RedactSecrets

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to_stderr(level: str) -> None:
    """Logs from that level on to standard error, without secrets."""
    handler = logging.StreamHandler()
    handler.addFilter(RedactSecrets())
    handler.setFormatter(logging.Formatter(FORMAT))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
