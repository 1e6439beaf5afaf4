"""Welcome offers three ways in, checks what is typed kindly, and passes on what the person meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from exist_desktop.ui.format import QtFormats
from exist_desktop.ui.pages.welcome.page import WelcomePage
from exist_desktop.ui.text import TextBlock
from exist_desktop.ui.widgets.focus import has_keyboard_focus
from exist_desktop.words.error_messages import Message
from exist_desktop.words.language import UNTRANSLATED, Language
from exist_desktop.words.pages.sign_in import Permission, SignInWords

LANGUAGE = Language(UNTRANSLATED, QtFormats(QLocale.c()))
ADDRESS = "https://exist.test/oauth2/authorize?response_type=code&client_id=me&state=abc"


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    return shown(qtbot, SignInWords(LANGUAGE).permissions())


def shown(qtbot: QtBot, permissions: tuple[Permission, ...], width: int = 360) -> WelcomePage:
    page = WelcomePage(LANGUAGE, permissions)
    qtbot.addWidget(page)
    page.resize(width, 640)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    return page


def name_of(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def field(page: WelcomePage, name: str) -> QLineEdit:
    return next(one for one in page.findChildren(QLineEdit) if one.isVisible() and name_of(one) == name)


def button(page: WelcomePage, name: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.isVisible() and name_of(one) == name)


def texts(page: WelcomePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def signed_in(page: WelcomePage, qtbot: QtBot) -> list[object]:
    with qtbot.waitSignal(page.sign_in_requested) as asked:
        button(page, "Sign in with Exist").click()
    return list(asked.args)


def test_the_steps_and_the_meaning_of_ownership_are_told(page: WelcomePage) -> None:
    for words in ("Add a new client", "Confidential", "redirect address", "filled by one service alone"):
        assert words in texts(page)


def test_what_is_typed_is_passed_on_with_the_usual_permissions(page: WelcomePage, qtbot: QtBot) -> None:
    field(page, "Client ID").setText(" my-client ")
    field(page, "Client secret").setText("secret")

    client_id, secret, redirect, scopes = signed_in(page, qtbot)

    assert (client_id, secret, redirect) == ("my-client", "secret", "http://localhost:8000/")
    assert isinstance(scopes, tuple)
    assert {"mood_read", "manual_read", "mood_write", "manual_write"} <= set(scopes)
    assert "sleep_write" not in scopes


def test_permissions_can_be_ticked_and_unticked(qtbot: QtBot) -> None:
    page = shown(
        qtbot,
        (
            Permission(("a_read", "b_read"), "See all", "Shows it.", asked=True),
            Permission(("a_write",), "Write A", "Saves it.", asked=True),
            Permission(("b_write",), "Write B", "Saves it.", asked=False),
        ),
    )
    field(page, "Client ID").setText("id")
    field(page, "Client secret").setText("secret")
    assert signed_in(page, qtbot)[3] == ("a_read", "b_read", "a_write")

    button(page, "Change permissions").click()
    button(page, "More permissions").click()
    boxes = {box.text(): box for box in page.findChildren(QCheckBox) if box.isVisible()}
    boxes["Write A"].click()
    boxes["Write B"].click()

    assert signed_in(page, qtbot)[3] == ("a_read", "b_read", "b_write")


def test_what_is_missing_is_said_where_it_is_missing(page: WelcomePage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.sign_in_requested):
        button(page, "Sign in with Exist").click()

    assert "Enter the client ID." in texts(page)
    assert has_keyboard_focus(field(page, "Client ID"))
    QTest.keyClicks(field(page, "Client ID"), "me")
    assert "Enter the client ID." not in texts(page)


@pytest.mark.parametrize(
    ("address", "told", "usable"),
    [
        ("http://127.0.0.1:9000/back", "", True),
        ("https://example.org/back", "you paste its address in the next step", True),
        ("localhost", "An address looks like http://localhost:8000/", False),
        ("http://[", "An address looks like http://localhost:8000/", False),
    ],
)
def test_another_redirect_address_is_taken_as_far_as_it_can_work(
    page: WelcomePage, qtbot: QtBot, address: str, told: str, usable: bool
) -> None:
    field(page, "Client ID").setText("id")
    field(page, "Client secret").setText("secret")
    field(page, "Redirect address").clear()
    QTest.keyClicks(field(page, "Redirect address"), address)
    assert told in texts(page)

    if usable:
        assert signed_in(page, qtbot)[2] == address
    else:
        with qtbot.assertNotEmitted(page.sign_in_requested):
            button(page, "Sign in with Exist").click()


def test_the_redirect_address_can_be_copied(page: WelcomePage) -> None:
    button(page, "Copy redirect address").click()
    assert QApplication.clipboard().text() == "http://localhost:8000/"


def test_secrets_are_not_shown(page: WelcomePage) -> None:
    for name in ("Client secret", "Developer token"):
        assert field(page, name).echoMode() is QLineEdit.EchoMode.Password


def test_a_token_is_passed_on_and_a_missing_one_asked_for(page: WelcomePage, qtbot: QtBot) -> None:
    button(page, "Use token").click()
    assert "Enter the token." in texts(page)

    field(page, "Developer token").setText(" token ")
    with qtbot.waitSignal(page.token_given) as given:
        QTest.keyClick(field(page, "Developer token"), Qt.Key.Key_Return)
    assert given.args == ["token"]


def test_the_demo_is_one_press_away(page: WelcomePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.demo_requested):
        button(page, "Try the demo").click()


def test_while_the_browser_is_open_its_address_can_be_copied_and_the_last_one_pasted(
    page: WelcomePage, qtbot: QtBot
) -> None:
    page.show_waiting(ADDRESS)
    assert field(page, "Sign-in address").text() == ADDRESS
    button(page, "Copy sign-in address").click()
    assert QApplication.clipboard().text() == ADDRESS

    field(page, "Paste address").setText("http://localhost:8000/?code=1&state=abc")
    for submit in (button(page, "Use address").click, lambda: press_enter(field(page, "Paste address"))):
        with qtbot.waitSignal(page.address_pasted) as pasted:
            submit()
        assert pasted.args == ["http://localhost:8000/?code=1&state=abc"]


def press_enter(edit: QLineEdit) -> None:
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_waiting_can_be_cancelled_and_what_was_typed_is_still_there(page: WelcomePage, qtbot: QtBot) -> None:
    field(page, "Client ID").setText("my-client")
    page.show_waiting(ADDRESS)
    with qtbot.waitSignal(page.cancelled):
        button(page, "Cancel").click()

    page.show_form()

    assert field(page, "Client ID").text() == "my-client"


@pytest.mark.parametrize(("name", "answer"), [("This is me", True), ("Not me", False)])
def test_who_signed_in_is_asked_in_plain_text(page: WelcomePage, qtbot: QtBot, name: str, answer: bool) -> None:
    page.show_question("<b>josh</b>")
    assert "Signed in as @<b>josh</b>, is this you?" in texts(page)
    with qtbot.waitSignal(page.identity_confirmed) as confirmed:
        button(page, name).click()
    assert confirmed.args == [answer]


def test_trouble_is_told_and_leaves_everything_usable(page: WelcomePage) -> None:
    page.show_busy("Asking Exist…")
    assert "Asking Exist…" in texts(page)
    assert not field(page, "Client ID").isEnabled()

    page.show_error(Message("Port 8000 is in use", "Another program listens there."))

    assert "Port 8000 is in use. Another program listens there." in texts(page)
    assert "Asking Exist…" not in texts(page)
    assert field(page, "Client ID").isEnabled()


def is_below(page: WelcomePage, text: str, above: QWidget) -> bool:
    """Whether a text is the next thing below a control."""
    told = next(label for label in page.findChildren(QLabel) if label.isVisible() and text in label.text())
    gap = told.mapTo(page, told.rect().topLeft()).y() - above.mapTo(page, above.rect().bottomLeft()).y()
    return 0 < gap < 60


def test_a_wrong_token_is_told_at_its_field_which_keeps_the_focus(page: WelcomePage, qtbot: QtBot) -> None:
    button(page, "Sign in with Exist").click()
    assert "Enter the client ID." in texts(page)
    field(page, "Developer token").setText("nonsense")
    with qtbot.waitSignal(page.token_given):
        QTest.keyClick(field(page, "Developer token"), Qt.Key.Key_Return)
    page.show_busy("Asking Exist…")
    page.show_form()
    page.show_error(Message("Exist does not know this token", "Copy the whole of it."))
    QApplication.processEvents()

    assert is_below(page, "Exist does not know this token", field(page, "Developer token"))
    assert has_keyboard_focus(field(page, "Developer token"))
    assert field(page, "Developer token").selectedText() == "nonsense"
    assert "Enter the client ID." not in texts(page)


def test_a_wrong_address_is_told_at_its_field(page: WelcomePage, qtbot: QtBot) -> None:
    page.show_waiting(ADDRESS)
    field(page, "Paste address").setText("hello")
    with qtbot.waitSignal(page.address_pasted):
        button(page, "Use address").click()
    page.show_error(Message("That is not the address of the page", "It begins with http://localhost:8000/?code=…"))
    QApplication.processEvents()

    assert is_below(page, "That is not the address of the page", field(page, "Paste address"))
    assert has_keyboard_focus(field(page, "Paste address"))


def test_the_browser_can_be_opened_again_and_escape_gives_up(page: WelcomePage, qtbot: QtBot) -> None:
    page.show_waiting(ADDRESS)
    with qtbot.waitSignal(page.browser_wanted) as wanted:
        button(page, "Open the browser again").click()
    assert wanted.args == [ADDRESS]
    with qtbot.waitSignal(page.cancelled):
        QTest.keyClick(page.window(), Qt.Key.Key_Escape)


def test_who_signs_in_again_sees_their_own_way_and_what_waits(page: WelcomePage, qtbot: QtBot) -> None:
    page.fill_in("my client", "http://localhost:8000/", None)
    page.welcome_again("josh", 1)
    assert "Sign in again as @josh" in texts(page)
    assert "1 entry is saved on this computer. It is sent once you are signed in." in texts(page)
    assert "Developer token" not in texts(page)
    assert "Just look around" not in texts(page)

    button(page, "Other ways to sign in").click()
    assert "Developer token" in texts(page)
    assert "Just look around" not in texts(page)
    for leave in (button(page, "Cancel").click, lambda: QTest.keyClick(page.window(), Qt.Key.Key_Escape)):
        with qtbot.waitSignal(page.left):
            leave()

    page.fill_in("", "http://localhost:8000/", None)
    page.welcome_again("josh", 0)
    assert "Client ID" not in texts(page)
    assert "Developer token" in texts(page)
    page.welcome()
    assert "Welcome to Exist Desktop" in texts(page)
    assert "Just look around" in texts(page)


def test_everything_can_be_reached_by_tab(page: WelcomePage) -> None:
    reached: list[QWidget | None] = []
    for _ in range(40):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(page.window(), Qt.Key.Key_Tab)
    controls = [*page.findChildren(QLineEdit), *page.findChildren(QAbstractButton)]
    assert [name_of(one) for one in controls if one.isVisible() and one not in reached] == []
    assert all(name_of(one) for one in controls)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("part", ["form", "waiting", "question"])
def test_no_text_is_cut_at_360_pixels(page: WelcomePage, part: str, direction: Qt.LayoutDirection) -> None:
    page.setLayoutDirection(direction)
    if part == "waiting":
        page.show_waiting(ADDRESS * 5)
    elif part == "question":
        page.show_question("W" * 200)
    page.show_error(Message("W" * 200, "שלום עולם " * 20))
    for _ in range(3):
        QApplication.processEvents()

    assert page.horizontalScrollBar().maximum() == 0
    for text in page.findChildren(TextBlock):
        if text.isVisible():
            left = text.mapTo(page, text.rect().topLeft()).x()
            assert text.height() >= text.heightForWidth(text.width()), text.text()
            assert left >= 0
            assert left + text.width() <= page.width(), text.text()
