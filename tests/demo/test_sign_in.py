"""Signing in: the page, the code, the tokens, and every way in which it can fail."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.demo.conftest import Clients, Clock
from tests.demo_server import DemoServer

VERIFIER = "a-verifier-of-at-least-forty-three-characters-in-all"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def browser(demo: DemoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=demo.base_url) as client:
        yield client


def asked(demo: DemoServer, **changes: str | None) -> dict[str, str]:
    request: dict[str, str | None] = {
        "response_type": "code",
        "client_id": demo.client_id,
        "redirect_uri": "http://localhost:8000/",
        "scope": "mood_read mood_write",
        "state": "s t&te",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (request | changes).items() if value is not None}


def pressed(
    browser: httpx.Client, request: dict[str, str], decision: str = "allow", user: str = "josh"
) -> dict[str, str]:
    form = {"decision": decision, "user": user}
    answer = browser.post("/oauth2/authorize", params=request, data=form, headers={"Origin": str(browser.base_url)})
    assert answer.status_code == 302
    return back(answer)


def back(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def exchanged(browser: httpx.Client, demo: DemoServer, **changes: str | None) -> httpx.Response:
    form: dict[str, str | None] = {
        "grant_type": "authorization_code",
        "client_id": demo.client_id,
        "client_secret": demo.client_secret,
        "redirect_uri": "http://localhost:8000/",
        "code_verifier": VERIFIER,
    }
    sent = {name: value for name, value in (form | changes).items() if value is not None}
    return browser.post("/oauth2/access_token", data=sent)


def signed_in(browser: httpx.Client, demo: DemoServer, user: str = "josh") -> dict[str, Any]:
    code = pressed(browser, asked(demo), user=user)["code"]
    tokens: dict[str, Any] = exchanged(browser, demo, code=code).json()
    return tokens


def test_the_page_says_who_asks_and_for_what(browser: httpx.Client, demo: DemoServer) -> None:
    page = browser.get("/oauth2/authorize", params=asked(demo, scope="mood_read food_read mood_write manual_write"))
    assert page.status_code == 200
    assert "Exist Desktop asks to use your Exist account" in page.text
    assert "See what you track in Mood, Food and drink." in page.text
    assert "change their values in Mood." in page.text
    assert "everything that you track by hand" in page.text
    assert ">Allow</button>" in page.text
    assert ">Deny</button>" in page.text
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(("extra", "chosen"), [({}, "josh"), ({"user": "mia"}, "mia")])
def test_josh_is_chosen_unless_the_address_says_otherwise(
    browser: httpx.Client, demo: DemoServer, extra: dict[str, str], chosen: str
) -> None:
    page = browser.get("/oauth2/authorize", params=asked(demo) | extra).text
    assert f'value="{chosen}" checked' in page
    assert page.partition("</fieldset>")[0].count(" checked") == 1


def test_allowing_leads_to_tokens_for_the_chosen_person(browser: httpx.Client, demo: DemoServer) -> None:
    query = pressed(browser, asked(demo), user="mia")
    assert query["state"] == "s t&te"
    tokens = exchanged(browser, demo, code=query["code"]).json()
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 31_536_000
    assert tokens["scope"] == "mood_read mood_write"
    profile = browser.get(
        "/api/2/accounts/profile/", headers={"Authorization": f"Bearer {tokens['access_token']}"}
    ).json()
    assert profile["username"] == "mia"


def test_denying_comes_back_with_the_error_and_the_state(browser: httpx.Client, demo: DemoServer) -> None:
    assert pressed(browser, asked(demo), "deny") == {"error": "access_denied", "state": "s t&te"}


@pytest.mark.parametrize("change", [{"client_id": "somebody-else"}, {"client_id": None}])
def test_an_unknown_client_is_never_redirected(
    browser: httpx.Client, demo: DemoServer, change: dict[str, str | None]
) -> None:
    answer = browser.get("/oauth2/authorize", params=asked(demo, **change))
    assert answer.status_code == 400
    assert "client ID" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost:8000/",
        "http://localhost.evil.example:8000/",
        "http://localhost@evil.example:80/",
        "http://192.168.0.1:8000/",
        "javascript:alert(1)",
    ],
)
def test_an_address_off_loopback_is_never_redirected_to(browser: httpx.Client, demo: DemoServer, address: str) -> None:
    answer = browser.get("/oauth2/authorize", params=asked(demo, redirect_uri=address))
    assert answer.status_code == 400
    assert "location" not in answer.headers


@pytest.mark.parametrize("address", ["http://localhost:8000/", "http://localhost:51234/", "http://127.0.0.1:9/"])
def test_any_port_of_loopback_may_be_the_address(browser: httpx.Client, demo: DemoServer, address: str) -> None:
    code = pressed(browser, asked(demo, redirect_uri=address))["code"]
    assert exchanged(browser, demo, code=code, redirect_uri=address).status_code == 200


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "mood_read world_domination"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
    ],
)
def test_other_mistakes_are_told_to_the_client(
    browser: httpx.Client, demo: DemoServer, change: dict[str, str | None], error: str
) -> None:
    answer = browser.get("/oauth2/authorize", params=asked(demo, **change))
    assert answer.status_code == 302
    assert back(answer)["error"] == error
    assert back(answer)["state"] == "s t&te"


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"code": "made-up"}, 400, "invalid_grant"),
        ({"code": None}, 400, "invalid_request"),
        ({"redirect_uri": "http://localhost:8001/"}, 400, "invalid_grant"),
        ({"redirect_uri": None}, 400, "invalid_request"),
        ({"code_verifier": "another-verifier-of-more-than-forty-three-characters"}, 400, "invalid_grant"),
        ({"code_verifier": None}, 400, "invalid_grant"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "wrong"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": None}, 400, "invalid_request"),
    ],
)
def test_a_code_is_exchanged_only_for_a_flawless_request(
    browser: httpx.Client, demo: DemoServer, change: dict[str, str | None], status: int, error: str
) -> None:
    code = pressed(browser, asked(demo))["code"]
    answer = exchanged(browser, demo, **({"code": code} | change))
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_without_a_challenge_no_verifier_is_needed(browser: httpx.Client, demo: DemoServer) -> None:
    code = pressed(browser, asked(demo, code_challenge=None, code_challenge_method=None))["code"]
    assert exchanged(browser, demo, code=code, code_verifier=None).status_code == 200


def test_a_code_lives_for_minutes(browser: httpx.Client, demo: DemoServer, clock: Clock) -> None:
    code = pressed(browser, asked(demo))["code"]
    clock.pass_(minutes=11)
    assert exchanged(browser, demo, code=code).json()["error"] == "invalid_grant"


def test_a_code_used_twice_takes_its_tokens_with_it(browser: httpx.Client, demo: DemoServer, clients: Clients) -> None:
    code = pressed(browser, asked(demo))["code"]
    client = clients(token=exchanged(browser, demo, code=code).json()["access_token"])
    assert client.get("accounts/profile/").status_code == 200
    assert exchanged(browser, demo, code=code).json()["error"] == "invalid_grant"
    assert client.get("accounts/profile/").status_code == 401


def test_a_refresh_gives_a_new_pair_and_ends_the_old_one(
    browser: httpx.Client, demo: DemoServer, clients: Clients
) -> None:
    old = signed_in(browser, demo)
    refresh = {"grant_type": "refresh_token", "redirect_uri": None, "code_verifier": None}
    new = exchanged(browser, demo, **refresh, refresh_token=old["refresh_token"]).json()
    assert new["scope"] == old["scope"]
    assert {new["access_token"], new["refresh_token"]}.isdisjoint({old["access_token"], old["refresh_token"]})
    assert clients(token=old["access_token"]).get("accounts/profile/").status_code == 401
    assert clients(token=new["access_token"]).get("accounts/profile/").status_code == 200
    again = exchanged(browser, demo, **refresh, refresh_token=old["refresh_token"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_a_token_ends_after_a_year(browser: httpx.Client, demo: DemoServer, clients: Clients, clock: Clock) -> None:
    tokens = signed_in(browser, demo)
    client = clients(token=tokens["access_token"])
    clock.pass_(days=364)
    assert client.get("accounts/profile/").status_code == 200
    clock.pass_(days=1)
    answer = client.get("accounts/profile/")
    assert (answer.status_code, answer.json()) == (401, {"detail": "Invalid token."})


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer wrong", "Token {}", "Basic {}", "{}"])
def test_only_a_valid_bearer_token_opens_the_api(browser: httpx.Client, demo: DemoServer, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.format(demo.token("josh"))}
    answer = browser.get("/api/2/accounts/profile/", headers=headers)
    assert answer.status_code == 401
    assert set(answer.json()) == {"detail"}


def test_a_simple_token_reads_and_never_writes(browser: httpx.Client, demo: DemoServer) -> None:
    login = {"username": "josh", "password": demo.world.tokens.password("josh")}
    token = browser.post("/api/2/auth/simple-token/", data=login).json()["token"]
    assert browser.post("/api/2/auth/simple-token/", data=login).json()["token"] == token
    headers = {"Authorization": f"Token {token}"}
    assert browser.get("/api/2/attributes/", headers=headers).json()["count"] > 20
    assert browser.get("/api/2/attributes/owned/", headers=headers).json()["count"] == 0
    answer = browser.post("/api/2/attributes/acquire/", headers=headers, json=[{"name": "coffees"}])
    assert answer.status_code == 403
    bearer = browser.get("/api/2/attributes/", headers={"Authorization": f"Bearer {token}"})
    assert bearer.status_code == 401


@pytest.mark.parametrize(
    "login", [{}, {"username": "josh"}, {"username": "josh", "password": "guess"}, {"username": "x", "password": "x"}]
)
def test_a_simple_token_needs_the_name_and_the_password(browser: httpx.Client, login: dict[str, str]) -> None:
    answer = browser.post("/api/2/auth/simple-token/", data=login)
    assert (answer.status_code, answer.json()) == (400, {"detail": "Unable to log in with provided credentials."})


def test_a_simple_token_is_asked_for_with_a_form(browser: httpx.Client, demo: DemoServer) -> None:
    login = {"username": "mia", "password": demo.world.tokens.password("mia")}
    assert browser.post("/api/2/auth/simple-token/", content=json.dumps(login).encode()).status_code == 400
    assert browser.get("/api/2/auth/simple-token/", params=login).status_code == 405
    assert set(browser.post("/api/2/auth/simple-token/", data=login).json()) == {"token"}


@pytest.mark.parametrize("call", ["acquire", "release", "create", "update", "increment"])
def test_a_simple_token_writes_nothing_at_all(browser: httpx.Client, demo: DemoServer, call: str) -> None:
    login = {"username": "josh", "password": demo.world.tokens.password("josh")}
    token = browser.post("/api/2/auth/simple-token/", data=login).json()["token"]
    answer = browser.post(f"/api/2/attributes/{call}/", headers={"Authorization": f"Token {token}"}, json=[])
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("ticks", "granted"),
    [
        (["mood_read", "mood_write"], "mood_read mood_write"),
        (["mood_read"], "mood_read"),
        ([], ""),
        (["mood_read", "sleep_read"], "mood_read"),
    ],
)
def test_single_scopes_can_be_unticked(browser: httpx.Client, demo: DemoServer, ticks: list[str], granted: str) -> None:
    page = browser.get("/oauth2/authorize", params=asked(demo)).text
    assert page.count('type="checkbox"') == 2
    assert 'name="scope" value="mood_write" checked' in page
    form = {"decision": "allow", "user": "josh", "ticks": "1", "scope": ticks}
    headers = {"Origin": demo.base_url}
    code = back(browser.post("/oauth2/authorize", params=asked(demo), data=form, headers=headers))["code"]
    assert exchanged(browser, demo, code=code).json()["scope"] == granted


@pytest.mark.parametrize("way", ["form", "json", "multipart", "form in capitals"])
def test_tokens_are_asked_for_in_every_form_of_body(browser: httpx.Client, demo: DemoServer, way: str) -> None:
    code = pressed(browser, asked(demo))["code"]
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": demo.client_id,
        "client_secret": demo.client_secret,
        "redirect_uri": "http://localhost:8000/",
        "code_verifier": VERIFIER,
    }
    match way:
        case "form":
            answer = browser.post("/oauth2/access_token", data=sent)
        case "json":
            answer = browser.post("/oauth2/access_token", json=sent)
        case "multipart":
            answer = browser.post("/oauth2/access_token", files={name: (None, value) for name, value in sent.items()})
        case _:
            headers = {"Content-Type": "Application/X-WWW-Form-URLencoded; charset=UTF-8"}
            answer = browser.post("/oauth2/access_token", content=str(httpx.QueryParams(sent)), headers=headers)
    assert answer.json()["scope"] == "mood_read mood_write"


@pytest.mark.parametrize("way", ["form", "json", "multipart"])
def test_a_simple_token_is_asked_for_in_every_form_of_body(browser: httpx.Client, demo: DemoServer, way: str) -> None:
    login = {"username": "mia", "password": demo.world.tokens.password("mia")}
    match way:
        case "form":
            answer = browser.post("/api/2/auth/simple-token/", data=login)
        case "json":
            answer = browser.post("/api/2/auth/simple-token/", json=login)
        case _:
            answer = browser.post("/api/2/auth/simple-token/", files={key: (None, text) for key, text in login.items()})
    assert set(answer.json()) == {"token"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"[" * 100_000, "application/json"),
        (b"[1, 2]", "application/json"),
        (b"{", "application/json"),
        (b'{"grant_type": ["a"]}', "application/json"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"--x\r\nnonsense", "multipart/form-data"),
        (b"\xff=\xff&%zz", "application/x-www-form-urlencoded"),
        (b"grant_type=refresh_token", "text/plain"),
    ],
)
def test_a_body_without_fields_grants_nothing(browser: httpx.Client, body: bytes, kind: str) -> None:
    answer = browser.post("/oauth2/access_token", content=body, headers={"Content-Type": kind})
    assert answer.status_code in {400, 401}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
    ],
)
@pytest.mark.parametrize("decision", ["allow", "deny"])
def test_what_another_page_sends_allows_nothing(
    browser: httpx.Client, demo: DemoServer, headers: dict[str, str], decision: str
) -> None:
    form = {"decision": decision, "user": "josh", "proof": "0" * 40}
    answer = browser.post("/oauth2/authorize", params=asked(demo), data=form, headers=headers)
    assert (answer.status_code, "location" in answer.headers) == (403, False)


def test_the_page_itself_is_known_without_an_origin(browser: httpx.Client, demo: DemoServer) -> None:
    page = browser.get("/oauth2/authorize", params=asked(demo)).text
    found = re.search(r'name="proof" value="([^"]+)"', page)
    assert found is not None
    form = {"decision": "allow", "user": "josh", "proof": found[1]}
    assert browser.post("/oauth2/authorize", params=asked(demo, scope="food_read"), data=form).status_code == 403
    assert "code" in back(browser.post("/oauth2/authorize", params=asked(demo), data=form))


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:9999@evil.example/",
        "http://localhost@evil.example/",
        "http://user:secret@localhost:8000/",
        "http://user@127.0.0.1/",
        "http://localhost:8000\\@evil.example/",
        "http://evil.example\\@localhost/",
        "http://localhost.evil.example/",
        "http://localhost%2eevil.example/",
        "http://localhost:8000:80/",
        "http://localhost:/",
        "http://localhost:99999999/",
        "http:localhost:8000/",
        "http:///localhost:8000/",
        "https://localhost:8000/",
        "http://localhost:8000/#there",
        "http://localhost:8000/#",
        "http://localhost:8000/\r\nLocation: http://evil.example/",
        "http://localhost\t:8000/",
        " http://localhost:8000/",
        "//localhost:8000/",
        "javascript:alert(1)//localhost:8000/",
        "",
    ],
)
def test_an_address_with_anything_but_a_loopback_host_is_refused(
    browser: httpx.Client, demo: DemoServer, address: str
) -> None:
    answer = browser.get("/oauth2/authorize", params=asked(demo, redirect_uri=address))
    assert (answer.status_code, "location" in answer.headers) == (400, False)
