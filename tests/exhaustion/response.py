"""What the program gets to see of what became of a request."""

from __future__ import annotations

import httpx
import msgspec

from tests.exhaustion.state import Fate
from tests.simulation import network
from tests.simulation.exist import Answer
from tests.simulation.network import Request


def response(request: Request, answer: Answer, fate: Fate) -> httpx.Response:
    """The response. Raises what httpx raises where there is none."""
    match fate:
        case Fate.NO_ROUTE:
            raise httpx.ConnectError("no route")
        case Fate.LOST_BEFORE | Fate.LOST_AFTER | Fate.LATE:
            raise httpx.ReadError("lost")
        case Fate.SERVER | Fate.SERVER_AFTER:
            return network.response(500, {}, (b"",))
        case Fate.PAUSE:
            return network.response(429, {}, (b"",))
        case Fate.REFUSED | Fate.ODD:
            code = "validation" if fate is Fate.REFUSED else "odd"
            failed = [{**item, "error_code": code, "error": code} for item in request.items]
            return network.response(202, {}, (msgspec.json.encode({"success": [], "failed": failed}),))
        case Fate.STRANGE | Fate.STRANGE_AFTER:
            return network.response(200, {}, (b"<html>",))
    return network.response(answer.status, {}, (answer.body,))
