"""Opens addresses in the user's own browser."""

from __future__ import annotations

import webbrowser

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_in_browser(address: str) -> None:
    """Opens the address. The page also shows it, in case that fails."""
    if not QDesktopServices.openUrl(QUrl(address)):
        try:
            webbrowser.open(address)
        except webbrowser.Error:
            return
