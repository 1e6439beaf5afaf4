"""Where editors open: over their tile, inside of the page, one at a time; what was typed is kept when they close."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from exist_desktop.domain.commands import Key
from exist_desktop.domain.projection import DayView
from exist_desktop.ui import theme
from exist_desktop.ui.editors.editor import Editor
from exist_desktop.ui.editors.maker import Maker
from exist_desktop.ui.editors.panel import Panel

USUAL_WIDTH = 280
EDGE = 6


class PanelPlace(QObject):
    """Holds the open panel over its tile while the page grows, shrinks and scrolls."""

    def __init__(self, content: QWidget, scroll: QScrollArea) -> None:
        super().__init__(content)
        self._content = content
        self._scroll = scroll
        self._panel: Panel | None = None
        self._origin: QWidget | None = None
        self._drafts: dict[Key, str] = {}
        content.installEventFilter(self)

    @property
    def panel(self) -> Panel | None:
        """What is open."""
        return self._panel

    @property
    def holds_draft(self) -> bool:
        """Whether something typed and not kept is open."""
        if isinstance(self._panel, Maker):
            return bool(self._panel.label.text().strip())
        return isinstance(self._panel, Editor) and self._panel.draft is not None

    def open(self, panel: Panel, origin: QWidget) -> None:
        """Opens a panel over the widget that it comes from."""
        self.close(refocus=False)
        self._panel, self._origin = panel, origin
        if isinstance(panel, Editor) and panel.key in self._drafts:
            panel.answer.restore(self._drafts.pop(panel.key))
        panel.setParent(self._content)
        panel.installEventFilter(self)
        panel.closed.connect(self.close)
        self._place()
        panel.show()
        panel.raise_()
        _join_tab_order(origin, panel)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self, *, refocus: bool = True) -> None:
        """Closes what is open and keeps what was typed until it opens again."""
        panel, origin = self._panel, self._origin
        if panel is None:
            return
        self._panel = self._origin = None
        if isinstance(panel, Editor) and panel.draft is not None:
            self._drafts[panel.key] = panel.draft
        self._dispose(panel)
        if refocus and origin is not None:
            origin.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, key: Key) -> None:
        """What was typed for a key is kept: the draft goes, and its editor closes."""
        if isinstance(self._panel, Editor) and self._panel.key == key:
            self.close()
        self._drafts.pop(key, None)

    def refuse(self, key: Key, sentence: str) -> bool:
        """Tells at the open editor of a key why it was not kept; False where it is not open."""
        if isinstance(self._panel, Editor) and self._panel.key == key:
            self._panel.refuse(sentence)
            return True
        return False

    def show_day(self, view: DayView) -> None:
        """Lets the open editor know newer values; a panel of another day closes."""
        if isinstance(self._panel, Editor):
            tile = view.tile(self._panel.key.attribute)
            if tile is not None and self._panel.key.day == view.day:
                self._panel.set_tile(tile)
            else:
                self.close(refocus=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the page's size and the panel's own wishes."""
        wanted = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if self._panel is not None and event.type() in wanted and (watched is self._panel or watched is self._content):
            self._place()
        return super().eventFilter(watched, event)

    def _dispose(self, panel: Panel) -> None:
        panel.removeEventFilter(self)
        panel.closed.disconnect(self.close)
        panel.hide()
        panel.deleteLater()
        self._content.setMinimumHeight(0)

    def _place(self) -> None:
        panel, origin = self._panel, self._origin
        if panel is None or origin is None:
            return
        scale = theme.scale(panel.font())
        width = min(max(origin.width(), round(USUAL_WIDTH * scale)), self._content.width() - 2 * EDGE)
        layout = panel.layout()
        height = layout.totalHeightForWidth(width) if layout else panel.sizeHint().height()
        corner = origin.mapTo(self._content, origin.rect().topLeft())
        if panel.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            corner.setX(corner.x() + origin.width() - width)
        x = min(max(corner.x(), EDGE), self._content.width() - width - EDGE)
        y = max(min(corner.y(), self._content.height() - height - EDGE), EDGE)
        self._content.setMinimumHeight(height + 2 * EDGE)
        wanted = QRect(x, y, width, height)
        if wanted != panel.geometry():
            panel.setGeometry(wanted)
            QTimer.singleShot(0, panel, lambda: self._scroll.ensureWidgetVisible(panel, 0, EDGE))


def _join_tab_order(origin: QWidget, panel: Panel) -> None:
    """Tab goes from the tile into the panel, and from its last button on behind the tile."""
    behind = origin.nextInFocusChain() or origin
    stops = [child for child in panel.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    before = origin
    for stop in sorted(stops, key=lambda stop: stop is panel.close_button):
        QWidget.setTabOrder(before, stop)
        before = stop
    QWidget.setTabOrder(before, behind)
