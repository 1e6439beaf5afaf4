"""The routes: the endpoint of each path, and the checks that every call passes first."""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from exist_desktop.demo.calls import Answer, Call, CallError
from exist_desktop.demo.endpoints import (
    attributes,
    averages,
    correlations,
    insights,
    oauth,
    ownership,
    profile,
    values,
    writing,
)
from exist_desktop.demo.endpoints.control import CONTROLS, Control, ControlError
from exist_desktop.demo.server.records import LoggedRequest
from exist_desktop.demo.server.tokens import Token, TokenKind
from exist_desktop.demo.world import World

Endpoint = Callable[[Call], Answer]
Handler = Callable[[Request], Awaitable[Response]]

API = "/api/2/"
MAX_FIELDS = 100
"""The most fields of a form; none here has more."""
READS: dict[str, Endpoint] = {
    "accounts/profile/": profile.profile,
    "attributes/": attributes.attributes,
    "attributes/owned/": attributes.owned,
    "attributes/templates/": attributes.templates,
    "attributes/with-values/": values.with_values,
    "attributes/values/": values.values,
    "averages/": averages.averages,
    "insights/": insights.insights,
    "correlations/": correlations.correlations,
    "correlations/combo/": correlations.combo,
}
WRITES: dict[str, Endpoint] = {
    "attributes/acquire/": ownership.acquire,
    "attributes/release/": ownership.release,
    "attributes/create/": ownership.create,
    "attributes/update/": writing.update,
    "attributes/increment/": writing.increment,
}


def make_app(world: World) -> Starlette:
    """Returns the application, with the endpoints on their paths."""
    routes = [Route(API + path, _read(world, endpoint), methods=["GET"]) for path, endpoint in READS.items()]
    routes += [Route(API + path, _written(world, endpoint), methods=["POST"]) for path, endpoint in WRITES.items()]
    routes += [
        Route(f"{API}auth/simple-token/", _simple_token(world), methods=["POST"]),
        Route("/oauth2/authorize", _authorize(world), methods=["GET", "POST"]),
        Route("/oauth2/access_token", _access_token(world), methods=["POST"]),
    ]
    routes += [
        Route(f"/demo/{name}", _controlled(world, control), methods=[method])
        for (method, name), control in CONTROLS.items()
    ]
    app = Starlette(routes=routes, exception_handlers={CallError: _rejected, HTTPException: _http_error})
    app.router.redirect_slashes = False
    return app


def _read(world: World, endpoint: Endpoint) -> Handler:
    async def answer(request: Request) -> Response:
        with world.lock:
            return _answered(request, endpoint(_call(world, request, b"")))

    return answer


def _written(world: World, endpoint: Endpoint) -> Handler:
    async def answer(request: Request) -> Response:
        body = await request.body()
        with world.lock:
            call = _call(world, request, body)
            if call.token.kind is TokenKind.SIMPLE:
                raise CallError(403, "You do not have permission to perform this action.")
            if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
                raise CallError(415, "Unsupported media type in request.")
            return _answered(request, endpoint(call))

    return answer


def _simple_token(world: World) -> Handler:
    async def answer(request: Request) -> Response:
        form = await _form(request)
        with world.lock:
            given = profile.simple_token(world, form.get("username", ""), form.get("password", ""))
            return _answered(request, given)

    return answer


def _authorize(world: World) -> Handler:
    async def answer(request: Request) -> Response:
        form = await _form(request)
        with world.lock:
            return oauth.authorize(world, request, form)

    return answer


def _access_token(world: World) -> Handler:
    async def answer(request: Request) -> Response:
        form = await _form(request)
        with world.lock:
            return oauth.access_token(world, form)

    return answer


def _controlled(world: World, control: Control) -> Handler:
    async def answer(request: Request) -> Response:
        body = await request.body()
        with world.lock:
            try:
                sent = json.loads(body) if body else dict(request.query_params)
                return JSONResponse(control(world, sent))
            except (ControlError, KeyError, TypeError, ValueError) as error:
                return JSONResponse({"detail": f"{type(error).__name__}: {error}"}, 400)

    return answer


def _call(world: World, request: Request, body: bytes) -> Call:
    token = _authenticated(world, request)
    _entry(request).user = token.user
    wait = world.limit.wait(token.access, world.clock())
    if wait:
        raise CallError(429, None, {"Retry-After": str(math.ceil(wait))} if world.limit.tells_wait else None)
    url = str(request.url.replace(query="", fragment=""))
    as_of = request.scope["state"].get("as_of")
    return Call(world, token, url, dict(request.query_params), body, as_of)


def _authenticated(world: World, request: Request) -> Token:
    header = request.headers.get("authorization", "")
    kind, _, access = header.partition(" ")
    token = world.tokens.find(kind, access.strip(), world.clock())
    if token is None:
        detail = "Invalid token." if header else "Authentication credentials were not provided."
        raise CallError(401, detail, {"WWW-Authenticate": 'Bearer realm="api"'})
    return token


def _answered(request: Request, answer: Answer) -> Response:
    entry = _entry(request)
    entry.items, entry.applied = answer.items, answer.applied
    return JSONResponse(answer.body, answer.status)


def _entry(request: Request) -> LoggedRequest:
    entry = request.scope["state"]["entry"]
    assert isinstance(entry, LoggedRequest)
    return entry


async def _form(request: Request) -> dict[str, str]:
    """Returns the fields of a body: a form, a multipart form or a JSON object. Files and other bodies have none.

    Several values of one name are joined by spaces, as scopes are.
    """
    form: dict[str, str] = {}
    for name, value in await _fields(request):
        form[name] = f"{form[name]} {value}" if name in form else value
    return form


async def _fields(request: Request) -> list[tuple[str, str]]:
    match request.headers.get("content-type", "").partition(";")[0].strip().lower():
        case "application/json":
            return _of_json(await request.body())
        case "application/x-www-form-urlencoded" | "multipart/form-data":
            async with request.form(max_files=MAX_FIELDS, max_fields=MAX_FIELDS) as form:
                return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        case _:
            return []


def _of_json(body: bytes) -> list[tuple[str, str]]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return []
    items = found.items() if isinstance(found, dict) else ()
    return [(name, value) for name, value in items if isinstance(value, str)]


async def _rejected(_: Request, error: Exception) -> Response:
    assert isinstance(error, CallError)
    if error.detail is None:
        return Response(status_code=error.status, headers=error.headers)
    return JSONResponse({"detail": error.detail}, error.status, error.headers)


async def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = {404: "Not found.", 405: "Method not allowed."}.get(error.status_code, error.detail)
    return JSONResponse({"detail": detail}, error.status_code, error.headers)
