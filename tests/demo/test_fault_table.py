"""All the trouble that a server can make, in one table: how it is asked for, what comes back, what was applied."""

from __future__ import annotations

import gzip
import json
from typing import Any

import httpx
import pytest

from exist_desktop.demo.server.app import READS, WRITES
from exist_desktop.demo.server.faults import FaultKind, Shape
from tests.demo.conftest import Clock, Post
from tests.demo_server import DemoServer

BATCH = [{"name": "coffees", "date": "2026-11-22", "value": 1}, {"name": "water", "date": "2026-11-22", "value": 250}]
BROKEN = "broken"

# What goes wrong, the fault that makes it, the status that the client sees, and how many of two items were applied.
# What kills the process has its own tests; no route, DNS and TLS are none of a server's doing.
TABLE: dict[str, tuple[dict[str, Any], int | str, int]] = {
    "lost before": ({"fault": "lost_before"}, BROKEN, 0),
    "applied but answer lost": ({"fault": "lost_after"}, BROKEN, 2),
    "part applied, answer lost": ({"fault": "lost_after", "items": 1}, BROKEN, 1),
    "part applied, then 500": ({"fault": "status", "status": 500, "applied": True, "items": 1}, 500, 1),
    "late": ({"fault": "late", "seconds": 0.01}, 200, 2),
    "cut at byte 0": ({"fault": "cut", "bytes": 0}, BROKEN, 2),
    "cut at byte 9": ({"fault": "cut", "bytes": 9}, BROKEN, 2),
    "cut in the middle": ({"fault": "cut"}, BROKEN, 2),
    "slow": ({"fault": "slow", "seconds": 0.01}, 200, 2),
    "401": ({"fault": "status", "status": 401}, 401, 0),
    "402": ({"fault": "status", "status": 402}, 402, 0),
    "403": ({"fault": "status", "status": 403}, 403, 0),
    "404": ({"fault": "status", "status": 404}, 404, 0),
    "413": ({"fault": "status", "status": 413}, 413, 0),
    "429 without Retry-After": ({"fault": "status", "status": 429}, 429, 0),
    "429 with Retry-After": ({"fault": "status", "status": 429, "retry_after": 60}, 429, 0),
    "500": ({"fault": "status", "status": 500}, 500, 0),
    "502": ({"fault": "status", "status": 502}, 502, 0),
    "503 though applied": ({"fault": "status", "status": 503, "applied": True}, 503, 2),
    "202, none applied": ({"fault": "refuse", "error_code": "strange"}, 202, 0),
    "202, half applied": ({"fault": "mix", "error_code": "strange"}, 202, 1),
    "202, first refused": ({"fault": "mix", "items": 0, "error_code": "validation"}, 202, 0),
    "an item in neither list": ({"fault": "omit"}, 200, 2),
    "no JSON": ({"fault": "garbage"}, 200, 2),
    "huge": ({"fault": "huge"}, 200, 2),
    "compressed bomb": ({"fault": "bomb"}, 200, 2),
    "deep nesting": ({"fault": "deep"}, 200, 2),
    "redirect": ({"fault": "redirect"}, 302, 0),
    **{f"shape: {shape}": ({"fault": "shape", "shape": shape}, 200, 2) for shape in Shape},
}
ELSEWHERE = {FaultKind.DIE_BEFORE, FaultKind.DIE_AFTER, FaultKind.STALE, FaultKind.CELL}


@pytest.fixture(autouse=True)
def _owned(demo: DemoServer) -> None:
    demo.set_owner("josh", "coffees", demo.service)
    demo.set_owner("josh", "water", demo.service)


def strike(control: httpx.Client, call: str = "increment", **fault: Any) -> None:
    assert control.post("faults", json={"call": call, **fault}).json() == {"waiting": 1}


def test_the_table_knows_every_fault() -> None:
    assert {fault["fault"] for fault, _, _ in TABLE.values()} == {*FaultKind} - ELSEWHERE


@pytest.mark.parametrize("error", TABLE)
def test_every_trouble_can_be_had(control: httpx.Client, demo: DemoServer, post: Post, error: str) -> None:
    fault, status, applied = TABLE[error]
    strike(control, **fault)
    if status == BROKEN:
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            post("increment", *BATCH)
    else:
        answer = post("increment", *BATCH)
        assert answer.status_code == status
        assert answer.headers.get("retry-after") == (str(fault["retry_after"]) if "retry_after" in fault else None)
    assert len(demo.world.writes()) == applied
    assert demo.world.requests[-1].fault == fault["fault"]
    assert post("increment", *BATCH).status_code == 200


def test_a_mixed_answer_says_which_items_were_applied(control: httpx.Client, post: Post, demo: DemoServer) -> None:
    strike(control, fault="mix", items=1, error_code="moon_phase", error="Not tonight")
    told = post("increment", *BATCH).json()
    assert [item["name"] for item in told["success"]] == ["coffees"]
    assert told["failed"] == [{**BATCH[1], "error_code": "moon_phase", "error": "Not tonight"}]
    assert [write.attribute for write in demo.world.writes()] == ["coffees"]


def test_a_bomb_is_small_until_it_is_unpacked(control: httpx.Client, josh: httpx.Client) -> None:
    strike(control, "profile", fault="bomb")
    with josh.stream("GET", "accounts/profile/") as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert len(packed) < 32 * 1024
    assert len(gzip.decompress(packed)) > 16 * 1024 * 1024


@pytest.mark.parametrize("path", [*READS, *(path for path in WRITES if path != "attributes/increment/")])
@pytest.mark.parametrize("shape", Shape)
def test_every_endpoint_can_answer_in_a_wrong_shape(
    control: httpx.Client, josh: httpx.Client, path: str, shape: Shape
) -> None:
    strike(control, path.rstrip("/").rpartition("/")[2], fault="shape", shape=shape)
    if path in WRITES:
        answer = josh.post(path, json=[])
    else:
        answer = josh.get(path, params={"attribute": "steps", "attribute2": "floors", "limit": "1"})
    assert answer.status_code == 200
    match shape:
        case Shape.NOTHING:
            assert answer.content == b""
        case Shape.NAN:
            assert b"NaN" in answer.content or path in WRITES or b'"results": []' in answer.content
        case Shape.HOLLOW:
            assert set(answer.json().values()) == {None}
        case Shape.SWAPPED:
            assert isinstance(answer.json(), dict)
        case _:
            assert json.loads(answer.content) in (None, "strange", 42, [], {})


@pytest.mark.parametrize("call", ["values", "with-values"])
def test_one_cell_can_be_anything(control: httpx.Client, josh: httpx.Client, call: str) -> None:
    strike(control, call, fault="cell", member="value", said="-Infinity")
    answer = josh.get(f"attributes/{call}/", params={"attribute": "steps", "attributes": "steps", "days": "2"})
    assert answer.content.count(b'"value": -Infinity') == 1


def test_a_stale_answer_tells_what_was_true_before(
    control: httpx.Client, josh: httpx.Client, post: Post, demo: DemoServer, clock: Clock
) -> None:
    def read(call: str) -> object:
        (water, *_) = josh.get(f"attributes/{call}/", params={"attribute": "water", "attributes": "water"}).json()[
            "results"
        ]
        return water["value"] if call == "values" else water["values"][0]["value"]

    before = read("values")
    post("update", {**BATCH[1], "value": 9_000})
    clock.pass_(seconds=20)
    for call in ("values", "with-values"):
        strike(control, call, fault="stale", seconds=60)
        assert [read(call), read(call)] == [before, 9_000]
        strike(control, call, fault="stale", seconds=5)
        assert read(call) == 9_000


@pytest.mark.parametrize("sent", [{"fault": "shape", "shape": "round"}, {"fault": "stale", "minutes": 1}])
def test_a_trouble_that_is_not_in_the_table_is_refused(control: httpx.Client, sent: dict[str, Any]) -> None:
    assert control.post("faults", json={"call": "update", **sent}).status_code == 400
