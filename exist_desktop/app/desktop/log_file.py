"""The log file of the window, which starts over when it is full. It is loaded with the first line."""

from __future__ import annotations

import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from exist_desktop.files import append_private


class PrivateLog(RotatingFileHandler):
    """Creates its files readable only for this user, from the first byte on."""

    def _open(self) -> TextIOWrapper:
        return append_private(Path(self.baseFilename))

    def handleError(self, record: logging.LogRecord) -> None:
        """Drops the line without a message if the disk is full or cannot be written."""
