"""What a fault leaves of an answer, or replaces it with."""

from __future__ import annotations

import gzip
import json
import math
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from exist_desktop.demo.server.faults import Fault, FaultKind, Shape

Headers = list[tuple[bytes, bytes]]

_JSON = (b"content-type", b"application/json")
_HUGE = 3 * 1024 * 1024
_BOMB = 16 * 1024 * 1024
_DEPTH = 100_000
_CELL = "the cell"
_UNAPPLIED = frozenset({FaultKind.LOST_BEFORE, FaultKind.REDIRECT, FaultKind.REFUSE})


class Response(Struct, frozen=True):
    """A whole answer."""

    status: int
    headers: Headers
    body: bytes


def told(status: int, detail: str) -> Response:
    """Returns a refusal of the whole call, with a sentence."""
    return Response(status, [_JSON], json.dumps({"detail": detail}).encode())


def _with_status(fault: Fault) -> Response:
    """Returns an answer with the fault's status; a 429 has no body."""
    headers: Headers = [] if fault.retry_after is None else [(b"retry-after", fault.retry_after.encode())]
    if fault.status == 429:
        return Response(fault.status, headers, b"")
    answer = told(fault.status, "Invalid token." if fault.status == 401 else fault.error)
    return replace(answer, headers=[*answer.headers, *headers])


def is_unapplied(fault: Fault) -> bool:
    """Whether the request never reaches the application."""
    return fault.fault in _UNAPPLIED or (fault.fault is FaultKind.STATUS and not fault.applied)


def unapplied(fault: Fault, body: bytes) -> Response | None:
    """Returns the answer to a request that is never applied; None for no answer."""
    if fault.fault is FaultKind.LOST_BEFORE:
        return None
    if fault.fault is FaultKind.STATUS:
        return _with_status(fault)
    if fault.fault is FaultKind.REDIRECT:
        return Response(302, [(b"location", b"/elsewhere/")], b"")
    return Response(202, [_JSON], json.dumps({"success": [], "failed": _refused(fault, json.loads(body))}).encode())


def shared_out(fault: Fault, body: bytes) -> tuple[bytes, list[Any]]:
    """Splits a batch into the objects that are applied and those that are refused."""
    items = json.loads(body)
    count = fault.items if fault.items is not None else len(items) // 2
    return json.dumps(items[:count]).encode(), items[count:]


def mixed(fault: Fault, response: Response, refused: list[Any]) -> Response:
    """Adds the refused objects to the answer for the others."""
    content = json.loads(response.body)
    failed = [*content["failed"], *_refused(fault, refused)]
    return replace(response, status=202, body=json.dumps({**content, "failed": failed}).encode())


def spoiled(fault: Fault, response: Response) -> Response | None:
    """Returns what is left of the answer to a request that was applied; None for no answer."""
    if (replaced := _instead(fault.fault)) is not None:
        return replaced
    match fault.fault:
        case FaultKind.LOST_AFTER:
            return None
        case FaultKind.STATUS:
            return _with_status(fault)
        case FaultKind.SHAPE:
            return replace(response, status=200, body=_shaped(fault.shape, response.body))
        case FaultKind.CELL:
            return replace(response, body=_with_cell(fault, response.body))
        case FaultKind.OMIT:
            return replace(response, body=_without_one(response.body))
        case _:
            return response


def only(body: bytes, count: int) -> bytes:
    """Returns a batch with only its first objects."""
    return json.dumps(json.loads(body)[:count]).encode()


def _refused(fault: Fault, items: list[Any]) -> list[Any]:
    return [item | {"error_code": fault.error_code, "error": fault.error} for item in items]


def _without_one(body: bytes) -> bytes:
    content = json.loads(body)
    for items in (content["success"], content["failed"]):
        if items:
            items.pop()
            break
    return json.dumps(content).encode()


def _with_cell(fault: Fault, body: bytes) -> bytes:
    """Replaces one member of the first value of each list by the fault's `said`, which need not be JSON."""
    content = json.loads(body)
    rows = [content["results"], *(item["values"] for item in content["results"] if "values" in item)]
    for row in (found[0] for found in rows if found and "date" in found[0]):
        row[fault.member] = _CELL
    return json.dumps(content).replace(json.dumps(_CELL), fault.said).encode()


def _padded(size: int) -> bytes:
    return json.dumps({"padding": "x" * size}).encode()


@cache
def _bomb() -> bytes:
    return gzip.compress(_padded(_BOMB), mtime=0)


def _shaped(shape: Shape, body: bytes) -> bytes:
    if shape is Shape.NOTHING or not body.startswith(b"{"):
        return b""
    return json.dumps(_in_shape(shape, json.loads(body))).encode()


def _with_leaves(content: Any, text: object, other: object) -> object:  # noqa: ANN401 - whatever JSON can say
    """Replaces each text, and each other value that is no list or object."""
    if isinstance(content, dict):
        return {name: _with_leaves(member, text, other) for name, member in content.items()}
    if isinstance(content, list):
        return [_with_leaves(item, text, other) for item in content]
    return text if isinstance(content, str) else other


def _in_shape(shape: Shape, content: dict[str, Any]) -> object:
    match shape:
        case Shape.NULL:
            return None
        case Shape.TEXT:
            return "strange"
        case Shape.NUMBER:
            return 42
        case Shape.LIST:
            return []
        case Shape.OBJECT | Shape.NOTHING:
            return {}
        case Shape.HOLLOW:
            return dict.fromkeys(content)
        case Shape.SWAPPED:
            return _with_leaves(content, 42, "strange")
        case Shape.NAN:
            return _with_leaves(content, math.nan, math.nan)


def _instead(kind: FaultKind) -> Response | None:
    """Returns what is sent in place of the answer, whatever it was; None if it is not replaced."""
    match kind:
        case FaultKind.GARBAGE:
            return Response(200, [(b"content-type", b"text/html")], b"<html><body>Welcome to the hotel Wi-Fi")
        case FaultKind.HUGE:
            return Response(200, [_JSON], _padded(_HUGE))
        case FaultKind.BOMB:
            return Response(200, [_JSON, (b"content-encoding", b"gzip")], _bomb())
        case FaultKind.DEEP:
            return Response(200, [_JSON], b"[" * _DEPTH + b"]" * _DEPTH)
        case _:
            return None
