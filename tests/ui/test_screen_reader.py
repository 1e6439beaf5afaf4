"""What people who hear the window are told: one of many is a radio button, and can be pressed as one."""

import gc
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.domain.commands import Key, SetValue
from exist_desktop.ui.editors.answers import answer_for
from exist_desktop.ui.pages.settings.parts import Options
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.accessible_roles import announce_roles
from exist_desktop.ui.widgets.controls.combo_box import ComboBox
from exist_desktop.ui.widgets.controls.field import TextArea
from exist_desktop.ui.widgets.controls.page_scroll import PageScroll
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.ui.widgets.heading import Heading
from exist_desktop.ui.windows.sidebar import Sidebar
from tests.ui.made_tiles import ENERGY, LANGUAGE, PILL, SUNDAY, next_stop
from tests.ui.offscreen import quiet
from tests.ui.parts import button_named
from tests.ui.today_on_store import Home

pytestmark = quiet


@pytest.fixture(scope="module", autouse=True)
def _announced() -> None:
    """As the program does when it starts."""
    announce_roles()


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def press(widget: QWidget) -> None:
    """As a screen reader does: by the first action that the widget offers."""
    actions = QAccessible.queryAccessibleInterface(widget).actionInterface()
    actions.doAction(actions.actionNames()[0])


async def test_faces_are_one_of_five_and_say_their_words(home: Home) -> None:
    page = await home.opened()
    faces = page.card.faces.faces
    assert [role(face) for face in faces] == [QAccessible.Role.RadioButton] * 5
    assert [face.accessibleName() for face in faces] == [f"Mood {step}" for step in range(1, 6)]
    assert [face.accessibleDescription() for face in faces] == [
        "Mood 1, Awful",
        "Mood 2, Low",
        "Mood 3, Okay",
        "Mood 4, Good",
        "Mood 5, Great",
    ]
    page.resize(400, 700)
    assert faces[3].accessibleDescription() == "Mood 4, Good"


async def test_a_face_is_pressed_once_and_tab_still_stops_at_each(home: Home) -> None:
    page = await home.opened()
    faces = page.card.faces.faces
    assert [face.isChecked() for face in faces] == [False, False, False, True, False]
    press(faces[1])
    await home.settled()
    assert await home.saved() == [SetValue(Key("mood", SUNDAY), 3)]
    assert [face.isChecked() for face in faces] == [False, True, False, False, False]
    for before, after in pairwise(faces):
        assert next_stop(before) is after
    faces[0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(page.window().focusWidget(), key)
    await home.settled()
    assert len(await home.saved()) == 1, "an arrow presses nothing"
    for face in faces:
        assert face.focusPolicy() == Qt.FocusPolicy.StrongFocus


async def test_no_face_is_chosen_where_there_is_no_mood(home: Home) -> None:
    page = await home.opened()
    page.card.faces.set_step(None)
    assert not any(face.isChecked() for face in page.card.faces.faces)
    page.card.faces.set_step(2.5)
    assert [face.step for face in page.card.faces.faces if face.isChecked()] == [2, 3]


def test_pages_are_one_of_many_and_can_be_pressed(qtbot: QtBot) -> None:
    sidebar = Sidebar(LANGUAGE)
    qtbot.addWidget(sidebar)
    sidebar.page_chosen.connect(sidebar.show_page)
    for name in ("today", "outbox", "settings"):
        sidebar.add_page(name, name.capitalize())
    sidebar.show_page("today")
    sidebar.show()
    chosen: list[str] = []
    sidebar.page_chosen.connect(chosen.append)
    assert role(sidebar.entry("today")) is QAccessible.Role.RadioButton
    press(sidebar.entry("outbox"))
    press(sidebar.entry("settings"))
    QTest.keyClick(sidebar.entry("today"), Qt.Key.Key_Space)
    assert chosen == ["outbox", "settings", "today"]
    assert [name for name in ("today", "outbox", "settings") if sidebar.entry(name).isChecked()] == ["today"]


def test_options_of_settings_and_steps_of_editors_are_one_of_many(qtbot: QtBot) -> None:
    options = Options(LANGUAGE, "Theme", [("light", "Light"), ("dark", "Dark")])
    qtbot.addWidget(options)
    options.show()
    options.show_value("light")
    chosen: list[object] = []
    options.chosen.connect(chosen.append)
    press(button_named(options, "Dark"))
    assert chosen == ["dark"]
    assert role(button_named(options, "Light")) is QAccessible.Role.RadioButton
    for attribute in (ENERGY, PILL):
        answer = answer_for(attribute, 1, LANGUAGE)
        qtbot.addWidget(answer)
        answer.show()
        chips = answer.chips  # type: ignore[attr-defined]
        press(chips[1])
        assert answer.draft == chips[1].text()
        assert [chip.isChecked() for chip in chips[:2]] == [False, True]
        assert role(chips[0]) is QAccessible.Role.RadioButton


@pytest.mark.parametrize("key", ["8", "3"])
def test_the_focus_goes_with_the_choice(qtbot: QtBot, key: str) -> None:
    answer = answer_for(ENERGY, 6, LANGUAGE)
    qtbot.addWidget(answer)
    answer.show()
    answer.first_stop.setFocus()
    QTest.keyClicks(answer.first_stop, key)
    assert has_keyboard_focus(answer.first_stop)
    assert answer.first_stop.text() == key  # type: ignore[attr-defined]


def test_what_is_around_a_text_does_not_seem_to_have_its_focus(qtbot: QtBot) -> None:
    area = TextArea()
    page = PageScroll(QWidget())
    for shown, inner in ((area, area.viewport()), (page, page.viewport())):
        qtbot.addWidget(shown)
        shown.show()
        shown.activateWindow()
        shown.setFocus()
        qtbot.waitUntil(shown.hasFocus)
        assert not QAccessible.queryAccessibleInterface(inner).state().focused


async def test_go_to_today_is_no_box_to_tick_and_new_attribute_is_heard_where_it_is_seen(home: Home) -> None:
    page = await home.opened()
    assert role(page.header.today) is QAccessible.Role.Button
    assert not QAccessible.queryAccessibleInterface(page.header.today).state().checkable
    board = QAccessible.queryAccessibleInterface(page.board)
    foot = board.child(board.childCount() - 1)
    (buttons,) = (foot.child(index) for index in range(foot.childCount()))
    said = [buttons.child(index).text(QAccessible.Text.Name) for index in range(buttons.childCount())]
    assert said[:2] == ["New attribute", "Arrange"]


async def test_titles_of_pages_and_of_their_parts_are_headings(home: Home) -> None:
    page = await home.opened()
    said = [
        QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
        for part in page.findChildren(TextBlock)
        if part.isVisible() and role(part) is QAccessible.Role.Heading
    ]
    assert said[:2] == ["Sunday, 22 November", "How was today?"]
    assert {"Activity", "Sleep", "Food", "Health"} <= set(said)


def test_a_heading_is_called_by_what_it_says_now_and_goes_with_its_widget(qtbot: QtBot) -> None:
    """Each widget asks Qt for its own; nothing is left of those that have gone but what Qt's own binding keeps."""
    for number in range(300):
        title = Heading("Before")
        title.say(f"Title {number}")
        heard = QAccessible.queryAccessibleInterface(title)
        assert (heard.role(), heard.text(QAccessible.Text.Name)) == (QAccessible.Role.Heading, f"Title {number}")
        title.deleteLater()
        QCoreApplication.sendPostedEvents(title, QEvent.Type.DeferredDelete.value)
    gc.collect()
    kept = Heading("Kept")
    qtbot.addWidget(kept)
    assert role(kept) is QAccessible.Role.Heading


@pytest.mark.qt_log_ignore(r"does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True)
def test_the_choices_of_a_closed_combo_box_are_neither_visible_nor_focused(qtbot: QtBot) -> None:
    box = ComboBox("Group", [(number, f"Group {number}") for number in range(5)])
    qtbot.addWidget(box)
    box.show()

    def choices() -> list[tuple[bool, bool]]:
        interface = QAccessible.queryAccessibleInterface(box).child(0)
        states = [interface.child(index).state() for index in range(interface.childCount())]
        return [(not one.invisible, bool(one.focused)) for one in states]

    choices()
    QApplication.processEvents()
    assert choices() == [(False, False)] * 5
    box.showPopup()
    QApplication.processEvents()
    assert choices()[0] == (True, True)
    box.hidePopup()
    QApplication.processEvents()
    assert choices() == [(False, False)] * 5
