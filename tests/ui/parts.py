"""Parts of a page as a test finds them: by their kind and by their objectName, never by how the page keeps them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget

from exist_desktop.ui.editors.panel import Panel
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll

Kind = TypeVar("Kind", bound=QWidget)


def part(root: QWidget, kind: type[Kind], name: str = "") -> Kind:
    """The part of that kind and, if there are several kinds of use for it, of that objectName."""
    found = root.findChild(kind, name)
    assert found is not None, f"no {kind.__name__} {name} in {root}"
    return found


def text_named(root: QWidget, name: str) -> TextBlock:
    """A line of text by its objectName, such as `moodProblem`."""
    return part(root, TextBlock, name)


def button_named(root: QWidget, name: str) -> QAbstractButton:
    """A button by what it is called, or by its text if it has no other name."""
    return next(one for one in root.findChildren(QAbstractButton) if name in (one.accessibleName(), one.text()))


def open_panel(page: QWidget) -> Panel | None:
    """The panel that is open on a page, such as an editor or the calendar; None if there is none."""
    found = [panel for panel in page.findChildren(Panel) if not panel.isHidden()]
    assert len(found) < 2
    return found[0] if found else None


def scroll_of(page: QWidget) -> PageScroll:
    """What scrolls the page."""
    return part(page, PageScroll)


def content_of(page: QWidget) -> QWidget:
    """What is scrolled on the page."""
    found = scroll_of(page).widget()
    assert found is not None
    return found
