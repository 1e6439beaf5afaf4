"""The controls: out of reach of web pages, and what they tell and do."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from exist_desktop.demo.endpoints.control import CONTROLS
from tests.demo.conftest import Clients, Post
from tests.demo_server import DemoServer
from tests.patience import PATIENCE

DAY = "2026-11-22"


@pytest.mark.parametrize(("method", "name"), CONTROLS)
def test_a_web_page_cannot_reach_the_controls(demo: DemoServer, method: str, name: str) -> None:
    address = f"{demo.base_url}/demo/{name}"
    assert httpx.request(method, address).status_code == 403
    rebound = {"X-Demo-Control": "1", "Host": "demo.evil.example"}
    assert httpx.request(method, address, headers=rebound).status_code == 403


def test_another_host_reaches_nothing(demo: DemoServer) -> None:
    headers = {"Authorization": f"Bearer {demo.token('josh')}", "Host": "evil.example:80"}
    assert httpx.get(f"{demo.base_url}/api/2/accounts/profile/", headers=headers).status_code == 403
    headers["Host"] = "localhost:80"
    assert httpx.get(f"{demo.base_url}/api/2/accounts/profile/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("[", 400),
        ("]", 400),
        ("[::1", 400),
        ("evil@127.0.0.1", 400),
        ("127.0.0.1@evil.example", 400),
        ("127.0.0.1, evil.example", 400),
        ("localhost/", 400),
        ("local host", 400),
        ("localhost:", 400),
        ("localhost:99999999", 400),
        ("", 400),
        ("127.0.0.1.evil.example", 403),
        ("[::2]:80", 403),
        ("0.0.0.0", 403),
        ("LOCALHOST:80", 200),
        ("[::1]:80", 200),
    ],
)
def test_odd_hosts_are_no_hosts(demo: DemoServer, host: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {demo.token('josh')}", "Host": host}
    assert httpx.get(f"{demo.base_url}/api/2/accounts/profile/", headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/oauth2/access_token", "/api/2/attributes/update/", "/demo/edit"])
@pytest.mark.parametrize("announced", [True, False])
def test_bodies_end_at_a_mebibyte(demo: DemoServer, path: str, *, announced: bool) -> None:
    whole = b" " * (1024 * 1024)
    parts = whole if announced else iter([whole])
    headers = {
        "X-Demo-Control": "1",
        "Content-Type": "application/json",
        "Authorization": f"Bearer {demo.token('mia')}",
    }
    assert httpx.post(demo.base_url + path, content=parts, headers=headers).status_code in {400, 401}
    parts = whole + b"x" if announced else iter([whole, b"x"])
    assert httpx.post(demo.base_url + path, content=parts, headers=headers).status_code == 413


def test_rows_tell_the_value_and_how_it_came_about(control: httpx.Client, post: Post) -> None:
    where = {"user": "josh", "attribute": "coffees", "date": DAY}
    before = control.get("rows", params=where).json()
    assert (before["value"], before["owner"], before["writes"]) == (1, None, [])
    control.post("owner", json={**where, "service": "client"})
    post("increment", {"name": "coffees", "date": DAY, "value": 2})
    control.post("edit", json={**where, "value": 7})
    after = control.get("rows", params=where).json()
    assert (after["value"], after["owner"]) == (7, "exist_desktop")
    told = [(write["op"], write["value"], write["total"], write["by"]) for write in after["writes"]]
    assert told == [("increment", 2, 3, "exist_desktop"), ("edit", 7, 7, "exist_for_android")]


def test_every_request_is_logged(control: httpx.Client, post: Post, josh: httpx.Client, demo: DemoServer) -> None:
    josh.get("attributes/", params={"limit": 5})
    post("acquire", {"name": "coffees"})
    post("update", {"name": "coffees", "date": DAY, "value": 1}, {"name": "steps", "date": DAY, "value": 1})
    httpx.get(f"{demo.base_url}/api/2/accounts/profile/")
    log = control.get("requests").json()["requests"]
    keys = ("method", "path", "query", "user", "items", "applied", "status")
    assert [tuple(entry[key] for key in keys) for entry in log] == [
        ("GET", "/api/2/attributes/", "limit=5", "josh", None, 0, 200),
        ("POST", "/api/2/attributes/acquire/", "", "josh", 1, 1, 200),
        ("POST", "/api/2/attributes/update/", "", "josh", 2, 1, 202),
        ("GET", "/api/2/accounts/profile/", "", None, None, 0, 401),
    ]
    assert control.delete("requests").json() == {"requests": []}
    assert demo.world.requests == []


def test_tokens_are_minted_and_revoked(control: httpx.Client, clients: Clients) -> None:
    minted = control.post("tokens", json={"user": "mia", "scopes": ["mood_read"], "expires_in": 60}).json()
    client = clients(token=minted["access_token"])
    assert client.get("attributes/").json()["count"] == 4
    assert minted["scope"] == "mood_read"
    assert control.post("revoke", json={"token": minted["access_token"]}).json() == {"revoked": 1}
    assert client.get("attributes/").status_code == 401
    assert control.post("revoke", json={"user": "josh"}).json()["revoked"] == 1
    assert clients("josh").get("attributes/").status_code == 401


def test_a_simple_token_can_be_minted(control: httpx.Client, demo: DemoServer) -> None:
    token = control.post("tokens", json={"user": "josh", "kind": "simple"}).json()["access_token"]
    headers = {"Authorization": f"Token {token}"}
    assert httpx.get(f"{demo.base_url}/api/2/accounts/profile/", headers=headers).status_code == 200


def test_latency_delays_every_answer(control: httpx.Client, josh: httpx.Client) -> None:
    control.post("latency", json={"seconds": 30})
    with pytest.raises(httpx.ReadTimeout):
        josh.get("accounts/profile/", timeout=0.1)
    control.post("latency", json={"seconds": 0})
    assert josh.get("accounts/profile/", timeout=PATIENCE).status_code == 200


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("edit", {"user": "nobody", "attribute": "coffees", "date": DAY, "value": 1}),
        ("edit", {"user": "josh", "attribute": "nothing", "date": DAY, "value": 1}),
        ("edit", {"user": "josh", "attribute": "coffees", "date": "today", "value": 1}),
        ("owner", {"user": "josh"}),
        ("latency", {"seconds": "long"}),
        ("die", {"call": "increment", "when": "never"}),
    ],
)
def test_a_control_that_cannot_be_meant_is_refused(control: httpx.Client, name: str, sent: dict[str, object]) -> None:
    assert control.post(name, json=sent).status_code in {400, 409}


def test_a_server_inside_a_test_cannot_be_killed(control: httpx.Client) -> None:
    assert control.post("die", json={"call": "increment"}).status_code == 409


def test_edits_from_elsewhere_need_no_ownership(demo: DemoServer, josh: httpx.Client) -> None:
    demo.edit("josh", "mood", date(2026, 11, 22), 4)
    query = {"attributes": "mood"}
    (mood,) = josh.get("attributes/with-values/", params=query).json()["results"]
    assert mood["values"] == [{"date": DAY, "value": 4}]
