"""Whatever a server answers to whatever call: it is known trouble in plain words, and the token stays where it was."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import tracemalloc
from pathlib import Path

import pytest

from exist_desktop.api.batches import Accepted
from exist_desktop.api.http.response_body import LONGEST_BODY
from exist_desktop.api.http.transport import Limits, Transport
from exist_desktop.errors import AppError, RequestError, RequestErrorKind, SignInError
from tests.adversarial.canary import Canary, canary
from tests.adversarial.roughness import CANARY, LARGE, LURES, NO_ANSWERS, REDIRECTS, SLOW, STRANGE, Serve, says, taken
from tests.adversarial.sentences import told
from tests.adversarial.service import CALLS, GOOD, TOKEN, visiting
from tests.api.certificate import own_certificate
from tests.api.odd_server import http, ok, serving, wired
from tests.report import tried

PATIENT = Limits(connect=5.0, piece=5.0, whole=5.0)
HURRIED = Limits(connect=5.0, piece=0.04, whole=0.06)
WRITES = ("acquire", "release", "create", "update", "increment")
DOUBT = (RequestErrorKind.STRANGE, RequestErrorKind.NO_ANSWER)
"""What leaves open whether a write was applied: anything else would be a guess."""


async def outcome(transport: Transport, call: str) -> object:
    """What the call gives, or the trouble that it meets. Anything else is a bug, and ends the test."""
    try:
        return await CALLS[call](visiting(transport))
    except AppError as error:
        return error


async def outcomes(serve: Serve, limits: Limits) -> dict[str, object]:
    """What becomes of every call at such a server."""
    async with serving(serve) as port, wired(f"http://127.0.0.1:{port}", limits=limits) as transport:
        return {call: await outcome(transport, call) for call in CALLS}


def is_nothing(found: object) -> bool:
    """Whether a call took nothing from an answer that holds nothing."""
    if isinstance(found, tuple):
        return not any(isinstance(fate, Accepted) for fate in found)
    return found in ([], {})


def judge(found: dict[str, object], kind: str) -> None:
    for call, result in found.items():
        assert is_nothing(result) or isinstance(result, RequestError), (kind, call, result)
        if isinstance(result, RequestError):
            assert result.kind in DOUBT, (kind, call, result)
            assert TOKEN not in told(result) + str(result)
        tried("hostile servers and neighbours", f"answers: {kind}")


@pytest.mark.parametrize("kind", [*NO_ANSWERS, *STRANGE])
def test_an_answer_that_says_nothing_is_known_trouble(kind: str) -> None:
    found = asyncio.run(outcomes({**NO_ANSWERS, **STRANGE}[kind], PATIENT))
    judge(found, "no answer" if kind in NO_ANSWERS else "strange")


@pytest.mark.parametrize("kind", SLOW)
def test_an_answer_that_takes_for_ever_is_given_up(kind: str) -> None:
    found = asyncio.run(outcomes(SLOW[kind], HURRIED))
    judge(found, "slow")
    assert {result.kind for result in found.values() if isinstance(result, RequestError)} == {
        RequestErrorKind.NO_ANSWER
    }


@pytest.mark.parametrize("kind", LARGE)
def test_memory_stays_bounded(kind: str) -> None:
    """Whatever is sent, by whichever way an answer is read: as a page, as a batch, as a token, in a thread or not."""

    async def run() -> None:
        async with serving(LARGE[kind]) as port, wired(f"http://127.0.0.1:{port}", limits=PATIENT) as transport:
            for call in ("profile", "update", "access_token"):
                tracemalloc.start()
                assert isinstance(await outcome(transport, call), AppError)
                assert tracemalloc.get_traced_memory()[1] < 6 * LONGEST_BODY
                tracemalloc.stop()
                tried("hostile servers and neighbours", "answers: memory")

    try:
        asyncio.run(run())
    finally:
        tracemalloc.stop()


def leading_to(where: Canary, serve: Serve) -> Serve:
    """The same answers with the canary's address in place of its name."""

    async def led(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        passed = _Readdressed(writer, where.host.encode())
        await serve(reader, passed)  # type: ignore[arg-type]

    return led


class _Readdressed:
    def __init__(self, writer: asyncio.StreamWriter, host: bytes) -> None:
        self._writer = writer
        self._host = host

    def write(self, data: bytes) -> None:
        self._writer.write(data.replace(CANARY, self._host))

    async def drain(self) -> None:
        await self._writer.drain()


def test_no_redirect_is_followed_on_any_call() -> None:
    async def run() -> None:
        async with canary() as where:
            for serve in REDIRECTS.values():
                found = await outcomes(leading_to(where, serve), PATIENT)
                judge(found, "redirect")

    asyncio.run(run())


def test_a_redirect_from_a_private_line_to_an_open_one_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = own_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def run() -> None:
        async with canary() as where:

            async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await taken(reader)
                writer.write(http(307, Location=where.url))
                await writer.drain()

            async with serving(serve, context) as port, wired(f"https://localhost:{port}", limits=PATIENT) as transport:
                found = {call: await outcome(transport, call) for call in CALLS}
            assert {result.kind for result in found.values() if isinstance(result, RequestError)} == {
                RequestErrorKind.STRANGE
            }
            judge(found, "redirect")

    asyncio.run(run())


@pytest.mark.parametrize("place", ["next", "headers"])
def test_where_an_answer_points_to_nobody_goes(place: str) -> None:
    """`next` is a yes or no; headers that lead elsewhere are not read at all."""

    async def run() -> None:
        async with canary() as where:
            heads: list[bytes] = []

            async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                head = await reader.readuntil(b"\r\n\r\n")
                heads.append(head)
                first = head.split(b" ")[1].decode()
                call = first.partition("?")[0].rstrip("/").rpartition("/")[2]
                document = GOOD[call]
                if place == "next" and "results" in document:
                    document = document | {"next": where.url, "count": None}
                answer = ok(document)
                if place == "headers":
                    lures = b"".join(lure % where.host.encode() + b"\r\n" for lure in LURES)
                    answer = answer.replace(b"\r\n", b"\r\n" + lures, 1)
                writer.write(answer)
                with contextlib.suppress(ConnectionError):
                    await writer.drain()

            async with serving(serve) as port, wired(f"http://127.0.0.1:{port}", limits=PATIENT) as transport:
                for call in CALLS:
                    found = await outcome(transport, call)
                    assert not isinstance(found, AppError), (call, found)
                    tried("hostile servers and neighbours", f"answers: {place}")
            assert not any(b"ookie" in head for head in heads)

    asyncio.run(run())


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 418, 422, 429, 500, 503])
def test_a_refusal_may_say_what_it_likes(status: int) -> None:
    """The server's words are one short line of plain text; tokens in them are not repeated from anywhere."""
    words = "\x1b[31m<img src=file:///etc/passwd>\u202e{0}%s\x00\n" + "x" * 50_000

    async def run() -> dict[str, object]:
        async with (
            serving(_refusing(status, words)) as port,
            wired(f"http://127.0.0.1:{port}", limits=PATIENT) as transport,
        ):
            return {call: await outcome(transport, call) for call in CALLS}

    for call, found in asyncio.run(run()).items():
        if (call, status) == ("combo", 404):
            assert found is None  # two attributes of which nothing is known
            continue
        assert isinstance(found, RequestError | SignInError), (call, found)
        assert "\x1b" not in told(found)
        tried("hostile servers and neighbours", "answers: refusal")


def _refusing(status: int, words: str) -> Serve:
    return says(http(status, json.dumps({"detail": words}).encode()))


def test_the_token_goes_to_its_own_server_and_nowhere_without_need() -> None:
    async def run() -> None:
        heads: dict[str, bytes] = {}

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            call = head.split(b" ")[1].partition(b"?")[0].rstrip(b"/").rpartition(b"/")[2].decode()
            heads[call] = head
            writer.write(ok(GOOD[call]))
            await writer.drain()

        async with serving(serve) as port, wired(f"http://127.0.0.1:{port}", limits=PATIENT) as transport:
            for call in CALLS:
                assert not isinstance(await outcome(transport, call), AppError)
        for call, head in heads.items():
            assert (TOKEN.encode() in head) is (call not in ("access_token", "simple-token")), call
            assert TOKEN.encode() not in head.split(b"\r\n")[0], "never in an address"
        assert set(heads) == set(GOOD)

    asyncio.run(run())
