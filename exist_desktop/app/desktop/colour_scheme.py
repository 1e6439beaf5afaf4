"""Light or dark: the person's choice, or else the desktop's setting; and more contrast where the desktop asks for it.

The desktop's settings are followed while the program runs.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from exist_desktop.ui import theme


class SchemeFollower(QObject):
    """Applies the theme now and again when the desktop changes. `choice` is `system`, `light` or `dark`."""

    def __init__(self, app: QApplication, choice: str) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._apply)
        self._access = self._hints.accessibility() if hasattr(self._hints, "accessibility") else None  # since Qt 6.10
        if self._access is not None:
            self._access.contrastPreferenceChanged.connect(self._apply)
        self._apply()

    def choose(self, choice: str) -> None:
        """Applies another choice."""
        self._choice = choice
        self._apply()

    def _apply(self) -> None:
        by_desktop = self._hints.colorScheme() is Qt.ColorScheme.Dark
        dark = by_desktop if self._choice == theme.Scheme.SYSTEM else self._choice == theme.Scheme.DARK
        more = self._access is not None and self._access.contrastPreference() is Qt.ContrastPreference.HighContrast
        usual, clearer = (theme.DARK, theme.DARK_CONTRAST) if dark else (theme.LIGHT, theme.LIGHT_CONTRAST)
        theme.apply(self._app, clearer if more else usual)
