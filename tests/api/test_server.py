"""Which addresses may be the server."""

from __future__ import annotations

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
