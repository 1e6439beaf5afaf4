"""Which addresses may be the server."""

from __future__ import annotations

import httpx
import pytest

from exist_desktop.api.server import BadServer, ServerProblem, check_server


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://exist.io", "https://exist.io"),
        (" https://Exist.IO/ ", "https://exist.io"),
        ("https://exist.io:443", "https://exist.io"),
        ("https://exist.io:8443/", "https://exist.io:8443"),
        ("http://localhost:8123", "http://localhost:8123"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.3.2.1:9", "http://127.3.2.1:9"),
        ("http://[::1]:9/", "http://[::1]:9"),
    ],
)
def test_an_origin_has_one_spelling(typed: str, origin: str) -> None:
    assert check_server(typed) == origin


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("http://exist.io", ServerProblem.NOT_PRIVATE),
        ("http://localhost.example.org", ServerProblem.NOT_PRIVATE),
        ("http://192.168.0.2", ServerProblem.NOT_PRIVATE),
        ("https://exist.io/api", ServerProblem.NOT_BARE),
        ("https://exist.io?x=1", ServerProblem.NOT_BARE),
        ("https://me:secret@exist.io", ServerProblem.NOT_BARE),
        ("https://exist.io#x", ServerProblem.NOT_BARE),
        ("exist.io", ServerProblem.NOT_AN_ADDRESS),
        ("ftp://exist.io", ServerProblem.NOT_AN_ADDRESS),
        ("https://ex\tist.io", ServerProblem.NOT_AN_ADDRESS),
        ("https://exist.io\n.evil.example", ServerProblem.NOT_AN_ADDRESS),
        ("https://exist.io:8\r443", ServerProblem.NOT_AN_ADDRESS),
        ("https://", ServerProblem.NOT_AN_ADDRESS),
        ("https://exist.io:port", ServerProblem.NOT_AN_ADDRESS),
        ("https://exist.io:0", ServerProblem.NOT_AN_ADDRESS),
        ("https://ex ist.io", ServerProblem.NOT_AN_ADDRESS),
        ("https://[::1", ServerProblem.NOT_AN_ADDRESS),
    ],
)
def test_anything_else_is_refused_with_its_reason(typed: str, problem: ServerProblem) -> None:
    with pytest.raises(BadServer) as refusal:
        check_server(typed)
    assert refusal.value.problem is problem


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "https://999.1.1.1",
            "https://256.256.256.256",
            "https://1.2.3",
            "https://1",
            "https://0x7f.1",
            "https://a.0x1",
        ),
        *("https://xn--a", "https://xn--", "https://exist.xn--a", "https://a..b", "https://.io", "https://exist.io."),
        *(f"https://{'a' * 64}.io", f"https://{'.'.join(['a' * 60] * 5)}", "http://[::1%evil.com]"),
    ],
)
def test_an_address_that_cannot_be_called_is_refused(typed: str) -> None:
    with pytest.raises(BadServer):
        check_server(typed)


@pytest.mark.parametrize(
    "typed", ["https://xn--mnchen-3ya.de", "https://1.2.3.4", "https://a_b.exist.io", "https://7.exist.io"]
)
def test_unusual_names_are_called_as_they_are(typed: str) -> None:
    assert check_server(typed) == typed
    assert httpx.Request("GET", typed).url.host
