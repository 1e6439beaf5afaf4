"""The icon in the tray; each new tray gets a new icon."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from exist_desktop.ui import icons
from exist_desktop.ui.tray.menu import TrayMenu, TrayView
from exist_desktop.ui.tray.picture import Mark, mark_of, tray_icon
from exist_desktop.words.language import Language
from exist_desktop.words.pages.tray import TrayWords

MESSAGE_MILLISECONDS = 10_000
TIP_MARKUP = str.maketrans("<&", "‹＆")
"""Qt and desktops take these characters in a tooltip for markup."""


class TrayIcon(QObject):
    """Icon, tooltip and menu of a `TrayView`.

    Signals:
        pressed(): the person pressed the icon itself.
        message_pressed(): the person pressed the message that was shown last.
    """

    pressed = Signal()
    message_pressed = Signal()

    def __init__(self, language: Language, menu: TrayMenu) -> None:
        super().__init__()
        self._language = language
        self._menu = menu
        self._icon: QSystemTrayIcon | None = None
        self._view: TrayView | None = None
        self._painted: tuple[int | None, Mark, bool] | None = None
        self._tip = ""

    def make(self) -> None:
        """Puts an icon into the current tray, in place of an earlier one."""
        self.remove()
        self._icon = QSystemTrayIcon(icons.app_icon(), self)
        self._icon.setContextMenu(self._menu.menu)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.message_pressed)
        self._painted = None
        if self._view is not None:
            self._show(self._icon, self._view)
        self._icon.show()

    def remove(self) -> None:
        """Removes the icon."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def show_view(self, view: TrayView, now: float) -> None:
        """Updates icon, tooltip and menu."""
        self._view = view
        tip = TrayWords(self._language, view.zone).tooltip(view.today, view.status, now, view.asked)
        self._tip = tip.translate(TIP_MARKUP)
        self._menu.show_view(view)
        if self._icon is not None:
            self._show(self._icon, view)

    def tell(self, title: str, sentence: str) -> None:
        """Shows a message beside the icon, if this tray supports that."""
        if self._icon is not None:
            self._icon.showMessage(title, sentence, icons.app_icon(), MESSAGE_MILLISECONDS)

    def _show(self, icon: QSystemTrayIcon, view: TrayView) -> None:
        step = None if view.step is None or view.in_one_colour else round(view.step + 0.01)
        mark = mark_of(view.status, asks=bool(view.asked))
        painted = step, mark, view.in_one_colour
        if painted != self._painted:
            self._painted = painted
            icon.setIcon(_in_one_colour(mark) if view.in_one_colour else tray_icon(step, mark))
        if icon.toolTip() != self._tip:
            icon.setToolTip(self._tip)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        opens_menu = sys.platform == "darwin"  # there a press opens the menu, whose first line does the same
        if reason is QSystemTrayIcon.ActivationReason.Trigger and not opens_menu:
            self.pressed.emit()


def _in_one_colour(mark: Mark) -> QIcon:
    from exist_desktop.ui.tray.symbolic import symbolic_icon  # loaded where it was chosen, with Qt's reader of SVG

    return symbolic_icon(mark)
