"""Faults on demand: what each fault does to the answer, and whether the request was applied all the same."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from exist_desktop.demo.server.faults import Fault, FaultKind
from tests.demo.conftest import Post
from tests.demo_server import DemoServer
from tests.virtual_desktop.waiting import until

COFFEE = {"name": "coffees", "date": "2026-11-22", "value": 1}

SetFault = Callable[..., None]


@pytest.fixture(autouse=True)
def _owned(demo: DemoServer) -> None:
    demo.set_owner("josh", "coffees", demo.service)
    demo.set_owner("josh", "water", demo.service)


@pytest.fixture
def error(control: httpx.Client) -> SetFault:
    def add(fault: str, call: str = "increment", **more: Any) -> None:
        answer = control.post("faults", json={"call": call, "fault": fault, **more})
        assert answer.status_code == 200, answer.text

    return add


def test_lost_before_closes_without_applying(error: SetFault, post: Post, demo: DemoServer) -> None:
    error("lost_before")
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        post("increment", COFFEE)
    assert demo.world.writes() == []
    assert post("increment", COFFEE).status_code == 200


def test_lost_after_closes_after_applying(error: SetFault, post: Post, demo: DemoServer) -> None:
    error("lost_after")
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        post("increment", COFFEE)
    assert len(demo.world.writes()) == 1
    entry = demo.world.requests[-1]
    assert (entry.call, entry.status, entry.applied, entry.fault) == ("increment", None, 1, "lost_after")


@pytest.mark.parametrize("status", [401, 402, 403, 404, 413, 429, 500, 503])
def test_a_status_is_answered_without_applying(error: SetFault, post: Post, demo: DemoServer, status: int) -> None:
    error("status", status=status)
    answer = post("increment", COFFEE)
    assert answer.status_code == status
    assert answer.content == b"" if status == 429 else "detail" in answer.json()
    assert demo.world.writes() == []


def test_a_status_can_hide_that_it_was_applied(error: SetFault, post: Post, demo: DemoServer) -> None:
    error("status", status=500, applied=True)
    assert post("increment", COFFEE).status_code == 500
    assert len(demo.world.writes()) == 1


@pytest.mark.parametrize("retry_after", [120, "Sun, 22 Nov 2026 02:00:00 GMT"])
def test_a_pause_can_be_named(error: SetFault, post: Post, retry_after: int | str) -> None:
    error("status", status=429, retry_after=retry_after)
    assert post("increment", COFFEE).headers["retry-after"] == str(retry_after)


@pytest.mark.parametrize("size", [0, 7, None])
def test_an_answer_is_cut(error: SetFault, post: Post, demo: DemoServer, size: int | None) -> None:
    error("cut", bytes=size)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        post("increment", COFFEE)
    assert len(demo.world.writes()) == 1


@pytest.mark.parametrize(("fault", "start", "least"), [("garbage", b"<html>", 20), ("huge", b'{"padding"', 3_000_000)])
def test_an_answer_makes_no_sense(
    error: SetFault, post: Post, demo: DemoServer, fault: str, start: bytes, least: int
) -> None:
    error(fault)
    answer = post("increment", COFFEE)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert len(answer.content) > least
    assert len(demo.world.writes()) == 1


def test_a_redirect_leads_elsewhere_and_applies_nothing(error: SetFault, post: Post, demo: DemoServer) -> None:
    error("redirect")
    answer = post("increment", COFFEE)
    assert (answer.status_code, answer.headers["location"]) == (302, "/elsewhere/")
    assert demo.world.writes() == []


def test_an_item_is_in_neither_list(error: SetFault, post: Post, demo: DemoServer) -> None:
    error("omit")
    answer = post("increment", COFFEE, {"name": "water", "value": 250})
    assert len(answer.json()["success"]) == 1
    assert len(demo.world.writes()) == 2


def test_an_unknown_error_code_is_given(error: SetFault, post: Post, demo: DemoServer) -> None:
    error("refuse", error_code="moon_phase", error="Not tonight")
    answer = post("increment", COFFEE)
    told = {"success": [], "failed": [{**COFFEE, "error_code": "moon_phase", "error": "Not tonight"}]}
    assert (answer.status_code, answer.json()) == (202, told)
    assert demo.world.writes() == []


def test_a_batch_is_applied_in_part(error: SetFault, post: Post, demo: DemoServer) -> None:
    error("lost_after", items=1)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        post("increment", COFFEE, {"name": "water", "value": 250})
    assert [write.attribute for write in demo.world.writes()] == ["coffees"]


def test_a_slow_answer_was_applied_at_once(error: SetFault, josh: httpx.Client, demo: DemoServer) -> None:
    error("slow", seconds=30)
    with pytest.raises(httpx.ReadTimeout):
        josh.post("attributes/increment/", json=[COFFEE], timeout=0.1)
    assert len(demo.world.writes()) == 1


def test_a_late_request_is_applied_after_the_client_has_gone(
    error: SetFault, josh: httpx.Client, demo: DemoServer
) -> None:
    error("late", seconds=0.3)
    with pytest.raises(httpx.ReadTimeout):
        josh.post("attributes/increment/", json=[COFFEE], timeout=0.1)
    assert demo.world.writes() == []
    assert len(until(demo.world.writes, "the late write")) == 1


def test_a_fault_waits_for_its_call_and_its_turn(error: SetFault, josh: httpx.Client) -> None:
    error("status", "profile", status=503, skip=2, times=2)
    assert josh.get("attributes/").status_code == 200
    assert [josh.get("accounts/profile/").status_code for _ in range(5)] == [200, 200, 503, 503, 200]


def test_a_star_strikes_any_call_in_the_order_of_the_queue(
    error: SetFault, josh: httpx.Client, control: httpx.Client
) -> None:
    error("status", "*", status=500)
    error("status", "profile", status=503)
    error("status", "*", status=502)
    answers = [josh.get(path).status_code for path in ("attributes/", "accounts/profile/", "attributes/owned/")]
    assert answers == [500, 503, 502]
    error("status", "*", status=500)
    assert control.delete("faults").json() == {"waiting": 0}
    assert josh.get("attributes/").status_code == 200


@pytest.mark.parametrize("call", ["authorize", "access_token"])
def test_signing_in_has_faults_too(error: SetFault, demo: DemoServer, call: str) -> None:
    error("status", call, status=500)
    assert httpx.post(f"{demo.base_url}/oauth2/{call}").status_code == 500


def test_faults_strike_an_answer_after_another_on_the_same_connection(error: SetFault, josh: httpx.Client) -> None:
    for fault in ("lost_after", "cut", "lost_before"):
        assert josh.get("accounts/profile/").status_code == 200
        error(fault, "profile")
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            josh.get("accounts/profile/")


@pytest.mark.parametrize(
    "sent",
    [{}, {"call": "update"}, {"call": "update", "fault": "gremlins"}, {"call": "a", "fault": "slow", "second": 1}],
)
def test_a_fault_that_cannot_be_meant_is_refused(control: httpx.Client, sent: dict[str, str]) -> None:
    assert control.post("faults", json=sent).status_code == 400


def test_stopping_does_not_wait_for_the_slow() -> None:
    with DemoServer() as demo:
        demo.world.faults.add(Fault("profile", FaultKind.LATE, seconds=60))
        headers = {"Authorization": f"Bearer {demo.token('josh')}"}
        with httpx.Client(headers=headers) as client, pytest.raises(httpx.ReadTimeout):
            client.get(f"{demo.base_url}/api/2/accounts/profile/", timeout=0.05)


def half_sent(demo: DemoServer) -> socket.socket:
    """Begin to send a write, and leave off in the middle of its body."""
    port = int(demo.base_url.rpartition(":")[2])
    line = socket.create_connection(("127.0.0.1", port), timeout=5)
    head = (
        "POST /api/2/attributes/increment/ HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {demo.token('josh')}",
        "Content-Type: application/json",
        "Content-Length: 1000",
    )
    line.sendall("\r\n".join([*head, "", '[{"name": "coffees", "value": 1}]']).encode())
    return line


def test_half_a_request_is_never_applied(demo: DemoServer, josh: httpx.Client) -> None:
    with half_sent(demo):
        assert josh.get("accounts/profile/").status_code == 200
    assert josh.get("accounts/profile/").status_code == 200
    assert demo.world.writes() == []
    assert [entry.call for entry in demo.world.requests] == ["profile", "profile"]


def test_stopping_does_not_wait_for_half_a_request() -> None:
    with DemoServer() as demo:
        line = half_sent(demo)
    with line, contextlib.suppress(ConnectionResetError):
        assert line.recv(100) == b""
