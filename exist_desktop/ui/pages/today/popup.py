"""Opens editors over their tile, one at a time; typed text stays as a draft when they close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from exist_desktop.domain.commands import Key
from exist_desktop.domain.draft import Draft
from exist_desktop.domain.projection import DayView
from exist_desktop.ui import theme
from exist_desktop.ui.pages.today.drafts import TodayDrafts
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll

if TYPE_CHECKING:
    from exist_desktop.ui.editors.editor import Editor
    from exist_desktop.ui.editors.panel import DraftingPanel, Panel

EDGE = 6


class PanelPopup(QObject):
    """Places the open panel over its tile while the page grows, shrinks and scrolls.

    Tab goes from the tile into the panel, and from its end to the next stop that the panel does not cover. The page's
    own order is not changed for that: inserting and removing widgets leaves it broken.
    """

    def __init__(self, content: QWidget, scroll: PageScroll, drafts: TodayDrafts) -> None:
        super().__init__(content)
        self._content = content
        self._scroll = scroll
        self._panel: Panel | None = None
        self._origin: QWidget | None = None
        self._drafts = drafts
        content.installEventFilter(self)
        scroll.detour = self

    @property
    def panel(self) -> Panel | None:
        """The open panel; None if there is none."""
        return self._panel

    @property
    def holds_draft(self) -> bool:
        """Whether the open panel has text that is typed and not saved."""
        panel = self._drafting()
        return panel is not None and panel.draft is not None

    def _drafting(self) -> DraftingPanel | None:
        """The open panel, if text can be typed in it."""
        if self._panel is None:
            return None  # no module of editors is loaded before one is opened
        from exist_desktop.ui.editors.panel import DraftingPanel

        return self._panel if isinstance(self._panel, DraftingPanel) else None

    def _editor(self, key: Key | None = None) -> Editor | None:
        """Returns the open editor; with a key, only if it is that key's editor."""
        if self._panel is None:
            return None
        from exist_desktop.ui.editors.editor import Editor

        panel = self._panel
        return panel if isinstance(panel, Editor) and (key is None or panel.key == key) else None

    def open(self, panel: Panel, origin: QWidget) -> None:
        """Opens a panel over the widget that asked for it."""
        former = self._let_go()
        self._panel, self._origin = panel, origin
        if (drafting := self._drafting()) is not None:
            if (draft := self._drafts.of(drafting.key)) is not None:
                drafting.restore(draft)
            drafting.drafted.connect(self._on_drafted)
        panel.setParent(self._content)
        panel.installEventFilter(self)
        panel.closed.connect(self.close)
        self._place()
        panel.show()
        panel.raise_()
        panel.first_stop.setFocus(Qt.FocusReason.OtherFocusReason)
        if former is not None:
            _dispose(former)

    def close(self, *, refocus: bool = True) -> None:
        """Closes the panel and stores its text as a draft; `refocus` gives the focus back to the widget that had it."""
        origin = self._origin
        panel = self._let_go()
        if panel is None:
            return
        if origin is not None and (refocus or panel.isAncestorOf(panel.window().focusWidget())):
            origin.setFocus(Qt.FocusReason.OtherFocusReason)  # before the panel goes, or Qt would choose another widget
            if refocus:
                self._scroll.ensureWidgetVisible(origin, 0, EDGE)
        _dispose(panel)
        self._scroll.keep_room(0)

    def _let_go(self) -> Panel | None:
        """Forgets the open panel and returns it."""
        panel, self._panel, self._origin = self._panel, None, None
        if panel is not None:
            panel.removeEventFilter(self)
            panel.closed.disconnect(self.close)
        return panel

    def done(self, key: Key) -> None:
        """Deletes the draft of a key that was saved, and closes its panel."""
        if (panel := self._drafting()) is not None and panel.key == key:
            self.close()
        self._drafts.drop(key)

    def _on_drafted(self) -> None:
        if (panel := self._drafting()) is None:
            return
        if panel.draft is None:
            self._drafts.drop(panel.key)
        else:
            self._drafts.put(Draft(panel.key.day, panel.key.attribute, panel.draft, panel.shown))

    def refuse(self, key: Key, sentence: str) -> bool:
        """Shows in the open editor of a key why it was not saved; returns False if it is not open."""
        if (editor := self._editor(key)) is not None:
            editor.refuse(sentence)
            return True
        return False

    def ask_about(self, key: Key, theirs: str) -> bool:
        """Asks in the open editor of a key which text to save; returns False if it is not open."""
        if (editor := self._editor(key)) is not None:
            editor.ask_about(theirs)
            return True
        return False

    def show_day(self, view: DayView) -> None:
        """Updates the open editor; closes a panel of another day."""
        if (editor := self._editor()) is not None:
            tile = view.tile(editor.key.attribute)
            if tile is not None and editor.key.day == view.day:
                editor.set_tile(tile)
            else:
                self.close(refocus=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        wanted = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if self._panel is not None and event.type() in wanted and (watched is self._panel or watched is self._content):
            self._place()
        return super().eventFilter(watched, event)

    def next_stop(self, here: QWidget, *, onward: bool) -> QWidget | None:
        """Returns the next stop of Tab while a panel is open; otherwise None. What it covers is passed over."""
        panel, origin = self._panel, self._origin
        if panel is None or origin is None:
            return None
        page = [stop for stop in _stops(origin) if not panel.isAncestorOf(stop)]
        order = [page[0], *panel.stops(), *page[1:]]
        if here not in order:
            return None
        seen = [stop for stop in order if stop is here or not _is_covered(stop, panel)]
        return seen[(seen.index(here) + (1 if onward else -1)) % len(seen)]

    def _place(self) -> None:
        panel, origin = self._panel, self._origin
        if panel is None or origin is None:
            return
        scale = theme.scale(panel.font())
        width = min(max(origin.width(), round(panel.usual_width * scale)), self._content.width() - 2 * EDGE)
        layout = panel.layout()
        height = layout.totalHeightForWidth(width) if layout else panel.sizeHint().height()
        if panel.isVisible() and panel.width() == width:
            height = max(height, panel.height())  # so that its buttons do not move when a line goes
        corner = origin.mapTo(self._content, origin.rect().topLeft())
        if panel.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            corner.setX(corner.x() + origin.width() - width)
        x = min(max(corner.x(), EDGE), self._content.width() - width - EDGE)
        y = max(min(corner.y(), self._content.height() - height - EDGE), EDGE)
        self._scroll.keep_room(height + 2 * EDGE)
        wanted = QRect(x, y, width, height)
        if wanted != panel.geometry():
            panel.setGeometry(wanted)
            QTimer.singleShot(0, panel, lambda: self._scroll.ensureWidgetVisible(panel, 0, EDGE))


def _dispose(panel: Panel) -> None:
    panel.hide()
    panel.deleteLater()


def _is_covered(stop: QWidget, panel: Panel) -> bool:
    """Whether nothing of a stop can be seen because the panel lies over it."""
    if panel.isAncestorOf(stop) or stop.window() is not panel.window():
        return False
    return panel.rect().contains(QRect(panel.mapFromGlobal(stop.mapToGlobal(QPoint())), stop.size()))


def _stops(first: QWidget) -> list[QWidget]:
    """Returns all stops of Tab in a window, beginning with `first`."""
    stops, at = [first], first.nextInFocusChain()
    while at is not None and at is not first:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isEnabled() and at.isVisible():
            stops.append(at)
        at = at.nextInFocusChain()
    return stops
