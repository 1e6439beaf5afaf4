"""Which addresses may be the server."""

from __future__ import annotations

import httpx
import pytest

from exist_desktop.api.http.server_address import ServerAddressError, ServerAddressErrorKind, check_server


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
        ("http://exist.io", ServerAddressErrorKind.NOT_PRIVATE),
        ("http://localhost.example.org", ServerAddressErrorKind.NOT_PRIVATE),
        ("http://192.168.0.2", ServerAddressErrorKind.NOT_PRIVATE),
        ("https://exist.io/api", ServerAddressErrorKind.NOT_BARE),
        ("https://exist.io?x=1", ServerAddressErrorKind.NOT_BARE),
        ("https://me:secret@exist.io", ServerAddressErrorKind.NOT_BARE),
        ("https://exist.io#x", ServerAddressErrorKind.NOT_BARE),
        ("exist.io", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("ftp://exist.io", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("https://ex\tist.io", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("https://exist.io\n.evil.example", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("https://exist.io:8\r443", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("https://", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("https://exist.io:port", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("https://exist.io:0", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("https://ex ist.io", ServerAddressErrorKind.NOT_AN_ADDRESS),
        ("https://[::1", ServerAddressErrorKind.NOT_AN_ADDRESS),
    ],
)
def test_anything_else_is_refused_with_its_reason(typed: str, problem: ServerAddressErrorKind) -> None:
    with pytest.raises(ServerAddressError) as refusal:
        check_server(typed)
    assert refusal.value.kind is problem


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
    with pytest.raises(ServerAddressError):
        check_server(typed)


@pytest.mark.parametrize(
    "typed", ["https://xn--mnchen-3ya.de", "https://1.2.3.4", "https://a_b.exist.io", "https://7.exist.io"]
)
def test_unusual_names_are_called_as_they_are(typed: str) -> None:
    assert check_server(typed) == typed
    assert httpx.Request("GET", typed).url.host
