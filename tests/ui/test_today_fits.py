"""Nothing is cut: narrow and wide, large text, long labels, labels from the right, light and dark."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QScrollArea, QWidget

from exist_desktop.ui import theme
from exist_desktop.ui.pages.today.page import TodayPage
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.controls.buttons import RoundedButton
from exist_desktop.ui.widgets.mood.faces import Face
from exist_desktop.ui.widgets.tiles.tile import TileButton
from exist_desktop.ui.widgets.tiles.tile_parts import Role
from tests.ui.made_tiles import VALUES, every
from tests.ui.offscreen import quiet
from tests.ui.today_on_store import Home, Values

pytestmark = quiet
LONG = "Schritte" + "messungseinstellungs" * 10
HEBREW = "צעדים ביום ראשון " * 12
ARABIC = "الخطوات اليومية " * 12


@pytest.fixture(params=[1.0, 2.0], ids=["100%", "200%"])
def _text_size(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    usual = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(usual.pointSizeF() * request.param)
    qapp.setFont(larger)
    yield
    qapp.setFont(usual)


@pytest.fixture(params=[theme.LIGHT, theme.DARK], ids=["light", "dark"])
def _scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    usual, style = qapp.palette(), qapp.style().name()
    theme.apply(qapp, request.param)
    yield
    qapp.setPalette(usual)
    qapp.setStyle(style)


def cut_texts(page: QWidget) -> list[str]:
    """Texts that are not wholly painted and that no tooltip tells either."""
    found = []
    for widget in every(page):
        if isinstance(widget, TileButton):
            found += cut_parts(widget)
        elif isinstance(widget, Face):
            room = QFontMetricsF(widget._label_font(bold=True)).horizontalAdvance(widget.shown_text())
            found += [widget.shown_text()] if room > widget.width() else []
        elif isinstance(widget, RoundedButton):
            whole = widget.shown_text() == " ".join(widget.text().split())
            found += [] if whole or widget.toolTip() else [widget.text()]
        elif isinstance(widget, TextBlock):
            found += [widget.text()] if widget.height() < widget.heightForWidth(widget.width()) else []
        elif isinstance(widget, QLabel):
            found += [widget.text()] if widget.width() < widget.sizeHint().width() else []
    return found


def cut_parts(button: TileButton) -> list[str]:
    """Parts of a tile that stand outside of it, values of numbers that are shortened, labels that nothing tells."""
    found = []
    for part in button.parts:
        outside = part.rect.left() < 0 or part.rect.right() > button.width() or part.rect.bottom() > button.height()
        widest = max(QFontMetricsF(part.font).horizontalAdvance(line) for line in part.lines)
        untold = part.cut and not button.toolTip()
        shortened = part.cut and part.role in (Role.UNIT, Role.MARK)
        if outside or widest > part.rect.width() + 1 or untold or shortened:
            found.append(f"{part.role.name} {part.whole}")
    return found


def outside_of(page: TodayPage) -> list[str]:
    """Widgets that reach over the page's sides."""
    content = page.findChildren(QScrollArea)[0].widget()
    assert content is not None
    found = []
    for widget in every(content):
        left = widget.mapTo(content, widget.rect().topLeft()).x()
        if (left < 0 or left + widget.width() > content.width()) and not isinstance(
            widget.parent(), QAbstractScrollArea
        ):
            found.append(repr(widget))
    return found


def labelled(label: str) -> Values:
    """The usual values, of an account whose attributes and groups are all called the same."""
    return {replace(made, label=label, group=replace(made.group, label=label)): VALUES[made] for made in VALUES}


@pytest.mark.parametrize("width", [360, 820, 1240])
@pytest.mark.parametrize("label", ["", LONG, HEBREW, ARABIC], ids=["usual", "long", "hebrew", "arabic"])
@pytest.mark.usefixtures("_text_size", "_scheme")
async def test_no_text_is_cut(home: Home, width: int, label: str) -> None:
    home.values = labelled(label[:200]) if label else VALUES
    home.averages = {
        made.name: value * 0.7 if value else 90 for made, value in VALUES.items() if not isinstance(value, str)
    }
    page = await home.opened()
    if label in (HEBREW, ARABIC):
        page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.resize(width, 900)
    for name in ("steps", "coffees"):
        view = page.board.tile(name)
        assert view is not None
        view.button.click()
        await home.settled()
        assert page.width() == width
        assert cut_texts(page) == []
        assert outside_of(page) == []


@pytest.mark.usefixtures("_text_size")
async def test_labels_are_plain_text_without_a_name_of_their_own(home: Home) -> None:
    home.values = labelled("<b>bold</b>")
    page = await home.opened()
    labels = page.findChildren(QLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert all(label.accessibleName() in ("", label.text()) for label in labels), "a heading is called by its text"
