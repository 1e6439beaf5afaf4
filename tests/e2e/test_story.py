"""A person on a fresh computer does the main job with the real program, and nothing is lost or doubled."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.e2e.story import Story
from tests.e2e.window import Window, shell
from tests.virtual_desktop.waiting import until

pytestmark = pytest.mark.virtual_desktop


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path) as running:
        yield running


@pytest.mark.long("a whole story, with a real browser")
def test_each_entry_stands_in_exist_as_it_was_made_once(tmp_path: Path) -> None:
    Story(tmp_path).play()


def test_an_attribute_is_acquired_once_and_exist_is_read_once_while_idle(tmp_path: Path, server: Server) -> None:
    with Window(server, tmp_path) as window:
        window.sign_in(server)
        window.press("This is me")
        for _ in range(3):
            add_a_coffee_and_send(window, server)
    assert len(server.calls("acquire")) == 1
    latest = [call for call in server.calls("with-values") if "date_max" not in call["query"]]
    assert len(latest) == 1, "one reading of the last days; increments know the total from their answers"


def add_a_coffee_and_send(window: Window, server: Server) -> None:
    total = window.count("Coffees") + 1
    window.press("Add 1 to Coffees")
    window.wait_for_tile("Coffees", str(total))
    window.press("Outbox")

    def sent() -> bool:
        return bool(server.value("coffees", server.today()) == total)

    send_now(window, sent)
    until(sent, f"coffee {total} never came")
    window.press("Today")


def send_now(window: Window, sent: Callable[[], bool]) -> None:
    """Presses the button, unless the entry leaves by itself meanwhile, as it does where the machine is busy."""

    def pressed() -> bool:
        with contextlib.suppress(AssertionError):  # it cannot be pressed while something is being sent
            return any(button.press() for button in window.app.find_all("push button", "Send now")[:1]) or sent()
        return sent()

    until(pressed, "the entry can neither be sent nor was it")


def test_whoever_denies_is_told_and_can_try_again(tmp_path: Path, server: Server) -> None:
    with Window(server, tmp_path, answer="Deny") as window:
        window.sign_in(server)
        error = window.app.find(id="welcomeTrouble")
        assert error.text
        window.app.find("push button", "Sign in with Exist")
        assert window.app.find_all("text", "Client ID")[0].text == server.client_id


def test_a_closed_browser_leaves_a_way_out(tmp_path: Path, server: Server) -> None:
    with Window(server, tmp_path, answer="Close") as window:
        window.sign_in(server)
        address = window.app.find("text", "Sign-in address").text
        assert address.startswith(server.base_url)
        window.press("Cancel")
        window.app.find("push button", "Sign in with Exist")


def test_a_pasted_token_signs_in_without_a_browser(tmp_path: Path, server: Server) -> None:
    with Window(server, tmp_path) as window:
        window.app.find("push button", "Use token")
        window.type("Developer token", server.tokens["josh"])
        window.press("Use token")
        window.press("This is me")
        window.wait_for_state("All in Exist")
    code, answer, _ = shell(server, tmp_path, "status", "--json")
    assert code == 0
    assert json.loads(answer)["signed_in"] is True, "the keyring has kept the token"


def test_not_me_links_nothing(tmp_path: Path, server: Server) -> None:
    with Window(server, tmp_path) as window:
        window.type("Developer token", server.tokens["mia"])
        window.press("Use token")
        window.press("Not me")
        window.app.find("push button", "Sign in with Exist")
    code, answer, _ = shell(server, tmp_path, "status", "--json")
    assert code == 0
    assert json.loads(answer)["user"] is None


def test_a_command_beside_the_window_shows_in_the_window(tmp_path: Path, server: Server) -> None:
    with Window(server, tmp_path) as window:
        window.type("Developer token", server.tokens["josh"])
        window.press("Use token")
        window.press("This is me")
        before = window.count("Coffees")
        code, _, messages = shell(server, tmp_path, "add", "coffees", "+1")
        assert code == 0, messages
        window.wait_for_tile("Coffees", str(before + 1))
        code, answer, messages = shell(server, tmp_path, "sync", "--json")
        assert code == 0, messages
        assert json.loads(answer)["waiting"] == 0
    assert server.value("coffees", server.today()) == before + 1


def test_killed_in_the_middle_it_loses_nothing(tmp_path: Path, server: Server) -> None:
    with Window(server, tmp_path) as window:
        window.type("Developer token", server.tokens["josh"])
        window.press("Use token")
        window.press("This is me")
        before = window.count("Coffees")
        server.control("POST", "faults", call="increment", fault="slow", seconds=30)
        window.press("Add 1 to Coffees")
        window.wait_for_tile("Coffees", str(before + 1))
        window.press("Outbox")
        send_now(window, lambda: bool(server.value("coffees", server.today()) == before + 1))
        until(lambda: server.value("coffees", server.today()) == before + 1, "the server never applied it")
        window.kill()
    code, answer, _ = shell(server, tmp_path, "sync", "--json")
    assert code == 0, answer
    assert server.value("coffees", server.today()) == before + 1
