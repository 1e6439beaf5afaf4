"""Tokens are kept in a line that fits every keyring, allow what the server granted, and never show in a log."""

from __future__ import annotations

import io
import logging

import pytest

from exist_desktop.api.oauth.scopes import DEFAULT, GROUPS, may_read, may_write, parse
from exist_desktop.api.oauth.tokens import LONGEST_STORED, TokenKind, Tokens, from_stored, is_token, pasted, to_stored
from exist_desktop.api.redaction import RedactSecrets, redacted

WHOLE = Tokens(
    kind=TokenKind.BEARER,
    access="a" * 40,
    refresh="b" * 40,
    expires_at=1_900_000_000.5,
    scopes=frozenset(f"{group}_{right}" for group in (*GROUPS, "manual") for right in ("read", "write")),
    client_id="c" * 20,
    client_secret="d" * 40,
    generation=3,
)


def test_tokens_come_back_as_they_were_and_fit_every_keyring() -> None:
    text = to_stored(WHOLE)
    assert from_stored(text) == WHOLE
    assert len(text) <= LONGEST_STORED
    assert "\n" not in text


def test_tokens_too_long_for_a_keyring_are_said_to_be() -> None:
    with pytest.raises(ValueError, match="characters"):
        to_stored(Tokens(TokenKind.BEARER, "a" * LONGEST_STORED))


@pytest.mark.parametrize("text", ["", "{}", "null", '{"kind": "Bearer"}', '{"kind": "Basic", "access": "x"}', "x" * 99])
def test_what_is_no_token_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        from_stored(text)


def test_tokens_do_not_show_themselves() -> None:
    shown = repr(WHOLE)
    assert "aaa" not in shown
    assert "bbb" not in shown
    assert "ddd" not in shown


def test_the_header_names_the_kind() -> None:
    assert WHOLE.header == "Bearer " + "a" * 40
    assert Tokens(TokenKind.SIMPLE, "x").header == "Token x"
    assert Tokens(TokenKind.SIMPLE, "x").read_only
    assert not WHOLE.read_only


@pytest.mark.parametrize("text", ["", "two words", "line\nbreak", "ü", "x" * 513])
def test_only_what_fits_a_header_is_a_token(text: str) -> None:
    assert not is_token(text)


def test_a_write_needs_the_group_or_the_manual_scope() -> None:
    granted = frozenset(DEFAULT)
    assert may_write(granted, "mood", manual=False)
    assert may_write(granted, "sleep", manual=True)
    assert not may_write(granted, "sleep", manual=False)
    assert may_read(granted, "sleep", manual=False)
    assert not may_read(frozenset({"mood_read"}), "sleep", manual=True)
    assert may_write(None, "sleep", manual=False)
    assert not may_write(frozenset(), "mood", manual=True)


def test_scopes_are_separated_by_spaces_or_pluses() -> None:
    assert parse("mood_read mood_write+food_read") == {"mood_read", "mood_write", "food_read"}
    assert parse("") == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Bearer 96524c5ca126d87e",
        "Token 96524c5ca126d87e",
        'GET http://localhost:8000/?code=96524c5ca126d87e&state=96524c5ca126d87e "',
        '{"access_token": "96524c5ca126d87e", "refresh_token":"96524c5ca126d87e"}',
        "{'client_secret': '96524c5ca126d87e'}",
        "grant_type=refresh_token&refresh_token=96524c5ca126d87e&client_secret=96524c5ca126d87e",
        "code_verifier=96524c5ca126d87e",
        "password=96524c5ca126d87e",
    ],
)
def test_secrets_are_taken_out_of_text(line: str) -> None:
    assert "96524c5c" not in redacted(line)


@pytest.mark.parametrize(
    "line",
    [
        "bearer 96524c5ca126d87e",
        "Bearer 96524c5c",
        "authorization: BEARER 96524c5ca126d87e",
        "('Authorization', 'Bearer 96524c5ca126d87e')",
        "code=96524c5ca126d87e",
        "sent state=96524c5ca126d87e on",
        "access='96524c5ca126d87e'",
        'refresh="96524c5ca126d87e"',
        "client_secret': b'96524c5ca126d87e'",
        r"""{'client_secret': 'a\'96524c5ca126d87e'}""",
        r"""{"password": "a\"96524c5ca126d87e"}""",
        "password='96524c5ca126d87e",
        "Access_Token: 96524c5ca126d87e",
    ],
)
def test_no_form_of_a_secret_gets_through(line: str) -> None:
    assert "96524c5c" not in redacted(line)


@pytest.mark.parametrize("line", ["status code: 404", "error_code=missing_field", "state: waiting", "Token refused"])
def test_plain_words_stay(line: str) -> None:
    assert redacted(line) == line


def test_neither_message_nor_traceback_shows_a_secret() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(RedactSecrets())
    logger = logging.Logger("test")  # noqa: LOG001 - on its own, so that nothing else hears it
    logger.addHandler(handler)
    secret = "Bearer " + "96524c5ca126d87e"
    try:
        int(secret)
    except ValueError:
        logger.exception("with %s", secret, stack_info=True)
    assert secret not in out.getvalue()
    assert out.getvalue().count("Bearer [redacted]") == 2


@pytest.mark.parametrize(
    "text",
    [
        "0123abcdef",
        "  0123abcdef\r\n",
        '"0123abcdef"',
        "'0123abcdef'",
        "“0123abcdef”",
        "\ufeff0123abcdef",
        '\ufeff  "0123abcdef" ',
        "ï»¿0123abcdef",
        "\udcef\udcbb\udcbf0123abcdef",
        "\udcff\udcfe" + "\0".join("0123abcdef") + "\0\r\0\n",
        "\u200b0123abcdef\u00a0",
        "Bearer 0123abcdef",
        "Authorization: Bearer 0123abcdef",
        "token 0123abcdef",
        '"Token\t0123abcdef"',
    ],
    ids=ascii,
)
def test_a_token_is_found_in_what_was_copied(text: str) -> None:
    assert pasted(text) == "0123abcdef"


@pytest.mark.parametrize("text", ["token", "Bearer", "tokenize", "a b", "0123.abc-def_~+/="])
def test_what_is_inside_of_it_stays(text: str) -> None:
    assert pasted(text) == text
