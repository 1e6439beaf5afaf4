"""What the desktop puts around a dialog."""

from PySide6.QtCore import Qt

CLOSED_ONLY = (
    Qt.WindowType.Dialog
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowCloseButtonHint
)
"""A title and a button that closes; a dialog is made no smaller than it is, and not as large as the screen."""
