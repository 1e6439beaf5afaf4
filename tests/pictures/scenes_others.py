"""Scenes of Welcome, the message line, and the sidebar in every condition."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from exist_desktop.domain.outbox.ops import Counts
from exist_desktop.sync.status import Condition, SyncStatus
from exist_desktop.ui.pages.welcome.page import WelcomePage
from exist_desktop.ui.windows.main_window import MainWindow
from exist_desktop.ui.windows.toast import SavedToast
from exist_desktop.words.error_messages import Message
from exist_desktop.words.pages.sign_in import SignInWords
from tests.pictures.home import NOW
from tests.pictures.stage import Scene, Stage

ADDRESS = (
    "https://exist.io/oauth2/authorize?response_type=code&client_id=0123456789abcdef0123"
    "&redirect_uri=http%3A%2F%2Flocalhost%3A8000%2F&scope=mood_read+mood_write&state=YWJjZGVmZ2hpamts"
)


async def form(stage: Stage) -> QWidget:
    """The three ways in."""
    window, _ = await _welcome(stage)
    return window


async def more_permissions(stage: Stage) -> QWidget:
    """The three ways in, with every permission to see."""
    window, page = await _welcome(stage)
    page.form.sign_in.permissions.change.click()
    page.form.sign_in.permissions.more.click()
    return window


async def incomplete(stage: Stage) -> QWidget:
    """What is missing is said."""
    window, page = await _welcome(stage)
    page.form.sign_in.client_id.edit.setText("0123456789abcdef0123")
    page.form.sign_in.client_secret.entered.emit()
    page.form.token.token.entered.emit()
    return window


async def waiting(stage: Stage) -> QWidget:
    """The browser is open."""
    window, page = await _welcome(stage)
    page.show_waiting(ADDRESS)
    return window


async def question(stage: Stage) -> QWidget:
    """Who signed in."""
    window, page = await _welcome(stage)
    page.show_question("josh")
    return window


async def error(stage: Stage) -> QWidget:
    """The sign-in did not work."""
    window, page = await _welcome(stage)
    say = stage.language.say
    sentence = say(
        "Another program listens there. Close it, use another redirect address, or paste the browser's address."
    )
    page.show_error(Message(say("Port {detail} is in use", detail=8000), sentence))
    return window


async def again(stage: Stage) -> QWidget:
    """Who was here before signs in again."""
    window, page = await _welcome(stage)
    page.fill_in("0123456789abcdef0123", "http://localhost:8000/", None)
    page.welcome_again("josh", 3)
    return window


async def wrong_token(stage: Stage) -> QWidget:
    """The token is none."""
    window, page = await _welcome(stage)
    say = stage.language.say
    page.form.token.token.edit.setText("nonsense")
    page.form.token.token.entered.emit()
    sentence = say("Copy the whole developer token from your client's page in Exist.")
    page.show_error(Message(say("Exist does not know this token"), sentence))
    return window


async def busy(stage: Stage) -> QWidget:
    """Exist is being asked."""
    window, page = await _welcome(stage)
    page.show_busy(stage.language.say("Asking Exist whose token it is…"))
    return window


async def condition(stage: Stage, status: SyncStatus) -> QWidget:
    """The sidebar alone tells how things stand."""
    stage.bridge.publish_status(status)
    window = _bare(stage)
    await stage.show(window)
    return window


async def toast(stage: Stage, *, saved: bool) -> QWidget:
    """The line at the window's foot."""
    window, say = _bare(stage), stage.language.say
    await stage.show(window)
    if saved:
        window.tell_saved(SavedToast(say("Saved on this computer"), "+1"))
    else:
        sentence = say("It may wait for a password in another window. Entries are saved on this computer meanwhile.")
        window.tell(Message(say("The keyring does not answer"), sentence))
    return window


def _bare(stage: Stage) -> MainWindow:
    window = stage.window()
    for name in ("Today", "Outbox"):
        window.add_page(name.lower(), stage.language.say(name), QWidget())
    window.add_page("settings", stage.language.say("Settings"), QWidget(), at_foot=True)
    return window


async def _welcome(stage: Stage) -> tuple[MainWindow, WelcomePage]:
    page = WelcomePage(stage.language, SignInWords(stage.language).permissions())
    window = stage.window()
    window.set_welcome(page)
    window.show_welcome()
    await stage.show(window)
    return window, page


def _statuses() -> dict[str, SyncStatus]:
    """Every condition, with and without entries that are not in Exist yet."""
    return {
        f"{one.replace('_', ' ')}, {counts.open} open": SyncStatus(one, counts, NOW - 840, NOW + 1500)
        for one in Condition
        for counts in (Counts(), Counts(waiting=3))
    } | {
        "idle, held": SyncStatus(Condition.IDLE, Counts(held=2), NOW),
        "idle, checking": SyncStatus(Condition.IDLE, Counts(checking=1), NOW),
    }


SCENES: dict[str, Scene] = {
    "welcome/form": form,
    "welcome/more permissions": more_permissions,
    "welcome/incomplete": incomplete,
    "welcome/waiting": waiting,
    "welcome/question": question,
    "welcome/trouble": error,
    "welcome/busy": busy,
    "welcome/again": again,
    "welcome/wrong token": wrong_token,
    "notice/saved": partial(toast, saved=True),
    "notice/trouble": partial(toast, saved=False),
    **{f"sidebar/{name}": partial(condition, status=status) for name, status in _statuses().items()},
}
