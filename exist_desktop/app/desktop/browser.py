"""Addresses that are shown outside, in the person's own browser."""

from __future__ import annotations

import webbrowser

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_in_browser(address: str) -> None:
    """Opens the address; where that fails the page shows it anyway."""
    if not QDesktopServices.openUrl(QUrl(address)):
        try:
            webbrowser.open(address)
        except webbrowser.Error:
            return
