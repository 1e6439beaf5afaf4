"""What opens in its place on a page is seen whole, also where the press was at the lower edge."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui.pages.settings.question import Question
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from tests.ui.offscreen import quiet

pytestmark = quiet
HIGH = 800


def page_with(part: QWidget, qtbot: QtBot) -> PageScroll:
    """A page that is scrolled so far that the part, as it is now, just touches the lower edge."""
    content = QWidget()
    column = QVBoxLayout(content)
    for widget in (QWidget(), part, QWidget()):
        if widget is not part:
            widget.setFixedHeight(HIGH)
        column.addWidget(widget)
    page = PageScroll(content)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > HIGH)
    bottom = part.geometry().bottom() + 1 if part.isVisible() else HIGH
    page.verticalScrollBar().setValue(bottom - page.viewport().height())
    return page


def is_seen_whole(part: QWidget, page: PageScroll) -> bool:
    return page.viewport().rect().contains(QRect(part.mapTo(page.viewport(), QPoint()), part.size()))


def test_a_question(qtbot: QtBot) -> None:
    question = Question("question")
    page = page_with(question, qtbot)
    question.ask("Sign out?", [("keep", "Sign out and keep it"), ("", "Stay signed in")])
    qtbot.waitUntil(lambda: question.height() > 0 and is_seen_whole(question, page))
