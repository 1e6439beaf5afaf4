"""What leaves this computer, where it goes, and what each way of failing means."""

from __future__ import annotations

import asyncio
import email.utils
import gzip
import socket
import ssl
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from exist_desktop.api.http.response_body import LONGEST_BODY
from exist_desktop.api.http.retry_after import http_date, retry_after
from exist_desktop.api.http.transport import Limits, Transport
from exist_desktop.errors import RequestError, RequestErrorKind
from exist_desktop.sync.clock import ComputerClock
from tests.api.certificate import own_certificate
from tests.api.odd_server import HASTY, Answer, http, odd_server, serving, wired

PROFILE = "/api/2/accounts/profile/"
UPDATE = "/api/2/attributes/update/"


async def _failure(url: str, limits: Limits = HASTY) -> RequestError:
    async with wired(url, limits=limits) as transport:
        with pytest.raises(RequestError) as raised:
            await transport.post_json(UPDATE, {}, b"[]", "Bearer x")
    return raised.value


def _failure_with(answer: Answer, *, stays: bool = False, limits: Limits = HASTY) -> RequestError:
    async def run() -> RequestError:
        async with odd_server(answer, stays=stays) as server:
            return await _failure(server.url, limits)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (301, RequestErrorKind.STRANGE),
        (302, RequestErrorKind.STRANGE),
        (307, RequestErrorKind.STRANGE),
        (400, RequestErrorKind.REFUSED),
        (401, RequestErrorKind.SIGNED_OUT),
        (402, RequestErrorKind.FORBIDDEN),
        (403, RequestErrorKind.FORBIDDEN),
        (404, RequestErrorKind.NOT_OFFERED),
        (405, RequestErrorKind.NOT_OFFERED),
        (406, RequestErrorKind.NOT_OFFERED),
        (408, RequestErrorKind.STRANGE),
        (409, RequestErrorKind.STRANGE),
        (410, RequestErrorKind.NOT_OFFERED),
        (413, RequestErrorKind.TOO_LARGE),
        (415, RequestErrorKind.NOT_OFFERED),
        (418, RequestErrorKind.STRANGE),
        (422, RequestErrorKind.NOT_OFFERED),
        (429, RequestErrorKind.PAUSE),
        (500, RequestErrorKind.SERVER),
        (502, RequestErrorKind.SERVER),
        (599, RequestErrorKind.SERVER),
    ],
)
def test_a_status_says_what_became_of_the_request(status: int, error: RequestErrorKind) -> None:
    raised = _failure_with(
        lambda _: http(status, b'{"detail": "In its own\\u0007 words"}', Location="http://127.0.0.1:1/")
    )
    assert (raised.kind, raised.status, raised.text) == (error, status, "In its own  words")


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"detail": 7}', b"\x00" * 100_000])
def test_a_refusal_needs_no_words(body: bytes) -> None:
    raised = _failure_with(lambda _: http(500, body))
    assert (raised.kind, raised.text) == (RequestErrorKind.SERVER, "")


def test_a_server_that_is_not_there_has_been_told_nothing() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        assert asyncio.run(_failure(url)).kind is RequestErrorKind.NOT_SENT


def test_a_name_that_is_unknown_has_been_told_nothing() -> None:
    assert asyncio.run(_failure("https://exist.invalid")).kind is RequestErrorKind.NOT_SENT


def test_a_proxy_that_is_not_there_has_been_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert asyncio.run(_failure("https://exist.invalid")).kind is RequestErrorKind.NOT_SENT


def test_a_proxy_of_an_unknown_kind_has_been_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks9://127.0.0.1:9")
    assert asyncio.run(_failure("https://exist.invalid")).kind is RequestErrorKind.NOT_SENT


def test_this_computer_is_reached_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert _failure_with(lambda _: http(418)).status == 418


@pytest.mark.parametrize(
    "sent",
    [
        None,
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[1",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1",
        b"not HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\n\r\n",
    ],
)
def test_a_broken_connection_leaves_doubt(sent: bytes | None) -> None:
    assert _failure_with(lambda _: sent).kind is RequestErrorKind.NO_ANSWER


def test_a_request_that_found_no_free_connection_has_been_told_nothing() -> None:
    async def run() -> list[RequestErrorKind]:
        limits = Limits(connect=0.1, piece=0.5)
        async with odd_server(lambda _: None, stays=True) as server, wired(server.url, limits=limits) as transport:
            calls = (transport.post_json(UPDATE, {}, b"[]", "Bearer x") for _ in range(5))
            answers = await asyncio.gather(*calls, return_exceptions=True)
        return [answer.kind for answer in answers if isinstance(answer, RequestError)]

    assert (
        sorted(asyncio.run(run()), key=lambda error: error.value)
        == [RequestErrorKind.NOT_SENT] + [RequestErrorKind.NO_ANSWER] * 4
    )


def test_silence_leaves_doubt() -> None:
    assert _failure_with(lambda _: None, stays=True).kind is RequestErrorKind.NO_ANSWER


def test_an_answer_that_never_ends_is_given_up() -> None:
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"1\r\n \r\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def run() -> RequestError:
        async with serving(drip) as port:
            return await _failure(f"http://127.0.0.1:{port}", Limits(piece=1.0, whole=0.2))

    assert asyncio.run(run()).kind is RequestErrorKind.NO_ANSWER


def test_a_cancelled_request_is_just_cancelled() -> None:
    async def run() -> None:
        async with odd_server(lambda _: None, stays=True) as server, wired(server.url, limits=Limits()) as transport:
            request = asyncio.create_task(transport.get(PROFILE, {}, "Bearer x"))
            await server.called.wait()
            request.cancel()
            with pytest.raises(asyncio.CancelledError):
                await request

    asyncio.run(run())


def test_a_redirect_is_not_followed_and_the_token_stays() -> None:
    async def run() -> None:
        async with odd_server(lambda _: http()) as other:
            place = f"{other.url}/api/2/attributes/update/"
            for status in (301, 302, 303, 307, 308):
                async with odd_server(lambda _, status=status: http(status, Location=place)) as server:  # type: ignore[misc]
                    assert (await _failure(server.url)).kind is RequestErrorKind.STRANGE
            assert other.requests == []

    asyncio.run(run())


def test_a_token_goes_to_the_interface_alone() -> None:
    async def run() -> None:
        async with odd_server(lambda _: http()) as server, wired(server.url) as transport:
            for path in ("/", "/oauth2/authorize", "/api/1/users/", "//other.example/api/2/", "@other.example/api/2/"):
                with pytest.raises(ValueError, match="not a path"):
                    await transport.get(path, {}, "Bearer x")
            with pytest.raises(ValueError, match="token"):
                await transport.get("/oauth2/access_token", {}, "Bearer x")
            await transport.post_form("/oauth2/access_token", {"a": "b"})
            assert "authorization" not in server.requests[0].headers
            assert len(server.requests) == 1

    asyncio.run(run())


def test_a_server_sets_no_cookies() -> None:
    async def run() -> None:
        async with (
            odd_server(lambda _: http(Set_Cookie="sessionid=1; Path=/")) as server,
            wired(server.url) as transport,
        ):
            await transport.get(PROFILE, {}, "Bearer x")
            await transport.get(PROFILE, {}, "Bearer x")
            assert "cookie" not in server.requests[1].headers

    asyncio.run(run())


def _bomb(size: int) -> bytes:
    return gzip.compress(b" " * size)


@pytest.mark.parametrize(
    "answer",
    [
        http(body=b" " * (LONGEST_BODY + 1)),
        http(body=_bomb(LONGEST_BODY + 1), Content_Encoding="gzip"),
        http(body=_bomb(200 * 1024 * 1024), Content_Encoding="gzip"),
        http(body=b"not packed", Content_Encoding="gzip"),
        http(body=_bomb(100)[:-12], Content_Encoding="gzip"),
        http(body=b"{}", Content_Encoding="br"),
    ],
)
def test_huge_and_badly_packed_answers_are_strange(answer: bytes) -> None:
    assert _failure_with(lambda _: answer).kind is RequestErrorKind.STRANGE


def test_a_bomb_is_not_unpacked_to_see_how_large_it_is() -> None:
    bomb = http(body=_bomb(200 * 1024 * 1024), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        _failure_with(lambda _: bomb)
        assert tracemalloc.get_traced_memory()[1] < 10 * LONGEST_BODY
    finally:
        tracemalloc.stop()


def test_packed_answers_of_a_good_size_are_read() -> None:
    async def run() -> bytes:
        packed = http(body=_bomb(LONGEST_BODY), Content_Encoding="x-gzip")
        async with odd_server(lambda _: packed) as server, wired(server.url) as transport:
            return await transport.get(PROFILE, {}, "Bearer x")

    assert len(asyncio.run(run())) == LONGEST_BODY


@pytest.mark.parametrize(
    "members",
    [[b'{"a":', b"1}"], [b"", b'{"a":1}'], [b'{"a":1}', b""], [b"{", b'"a"', b":1", b"}"]],
)
def test_an_answer_packed_in_several_members_is_read_whole(members: list[bytes]) -> None:
    packed = b"".join(map(gzip.compress, members))

    async def run() -> bytes:
        async with (
            odd_server(lambda _: http(200, packed, Content_Encoding="gzip")) as server,
            wired(server.url) as transport,
        ):
            return await transport.get(PROFILE, {}, "Bearer x")

    assert asyncio.run(run()) == b'{"a":1}'


@pytest.mark.parametrize("behind", [b"\0" * 10, b"nonsense", gzip.compress(b"{}")[:-1], gzip.compress(b"")[:5]])
def test_what_follows_a_packed_answer_and_is_none_is_strange(behind: bytes) -> None:
    answer = http(200, gzip.compress(b"{}") + behind, Content_Encoding="gzip")
    assert _failure_with(lambda _: answer).kind is RequestErrorKind.STRANGE


@pytest.mark.parametrize("piece", [gzip.compress(b""), b"\0" * 4096], ids=["empty members", "zeros"])
def test_what_arrives_is_bounded_as_well_as_what_it_becomes(piece: bytes) -> None:
    sent = 0

    async def run() -> RequestErrorKind:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal sent
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"{}"))
            for _ in range(20 * LONGEST_BODY // 65536):
                writer.write(piece * (65536 // len(piece)))
                await writer.drain()
                sent += 65536

        async with serving(serve) as port:
            return (await _failure(f"http://127.0.0.1:{port}", Limits(whole=30.0))).kind

    assert asyncio.run(run()) is RequestErrorKind.STRANGE
    assert sent < 10 * LONGEST_BODY


def test_an_idle_connection_is_not_trusted_for_long() -> None:
    assert Limits().idle <= 5


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120.0),
        (" 120 ", 120.0),
        ("0", 1.0),
        ("-5", 1.0),
        ("1.5", 1.5),
        ("99999", 3900.0),
        (email.utils.formatdate(1_000_600, usegmt=True), 600.0),
        (email.utils.formatdate(900_000, usegmt=True), 1.0),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("Fri, 99 Foo 2026", None),
    ],
)
def test_the_pause_is_read_in_every_form(told: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": told}, 1_000_000.0) == seconds


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a Windows process cannot be set")
def test_a_date_without_a_zone_is_of_utc_wherever_the_computer_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert [http_date(told) for told in ("Fri Nov 27 00:00:00 2026", "Fri, 27 Nov 2026 00:00:00 -0000")] == [
            1_795_737_600.0,
            1_795_737_600.0,
        ]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_pause_until_a_date_is_measured_on_the_servers_own_clock() -> None:
    headers = {
        "retry-after": email.utils.formatdate(5_000_090, usegmt=True),
        "date": email.utils.formatdate(5_000_000, usegmt=True),
    }
    assert retry_after(headers, 1_000_000.0) == 90.0


def test_a_429_carries_its_pause_and_works_without_body_and_header() -> None:
    assert _failure_with(lambda _: http(429, b"", Retry_After="17")).retry_after == 17.0
    assert _failure_with(lambda _: http(429, b"")).retry_after is None


@pytest.mark.parametrize(("told", "seconds"), [("600", 600.0), ("0", 1.0), ("999999", 3900.0), ("soon", None)])
def test_a_503_carries_its_pause_too(told: str, seconds: float | None) -> None:
    error = _failure_with(lambda _: http(503, b"", Retry_After=told))
    assert (error.kind, error.retry_after) == (RequestErrorKind.SERVER, seconds)


def test_the_servers_clock_is_compared() -> None:
    async def run() -> float | None:
        told = email.utils.formatdate(time.time() + 900, usegmt=True)
        async with odd_server(lambda _: http(Date=told)) as server, wired(server.url) as transport:
            await transport.get(PROFILE, {}, "Bearer x")
            return transport.clock_offset

    offset = asyncio.run(run())
    assert offset is not None
    assert 890 < offset < 910


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(tmp_path: Path) -> None:
    async def run() -> RequestErrorKind:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(own_certificate(tmp_path))
        async with serving(_hang_up, context) as port:
            return (await _failure(f"https://localhost:{port}")).kind

    assert asyncio.run(run()) is RequestErrorKind.NOT_PRIVATE


async def _hang_up(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """Serve nothing."""


def test_what_is_slow_to_load_is_loaded_only_when_they_are_needed() -> None:
    code = (
        "import sys, exist_desktop.api.oauth.sign_in, exist_desktop.api.oauth.credential_store\n"
        "assert not {'httpx', 'keyring', 'certifi', 'h11', 'http.cookiejar'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_wire_that_was_never_used_closes() -> None:
    asyncio.run(Transport("https://exist.io", ComputerClock()).aclose())
