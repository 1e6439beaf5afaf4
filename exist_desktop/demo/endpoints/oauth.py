"""`/oauth2/authorize` and `/oauth2/access_token`: the sign-in page, and codes and refresh tokens for tokens."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from exist_desktop.demo.server.pages import PROOF, TICKS, consent_page, problem_page
from exist_desktop.demo.server.tokens import ALL_SCOPES, YEAR, GrantError, Token, TokenOffice
from exist_desktop.demo.world import World

_CHALLENGE_LENGTH = 43  # of a base64url SHA-256 without padding
_PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
    "form-action 'self' http://localhost:* http://127.0.0.1:*",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would not send the page that a form comes from
    "X-Frame-Options": "DENY",
}


class Wish(Struct, frozen=True):
    """A client's request for access."""

    redirect_uri: str
    state: str | None
    scopes: frozenset[str]
    challenge: str | None

    def back(self, **answer: str) -> RedirectResponse:
        """Redirects the browser to the client with the answer and the client's state."""
        parts = urlsplit(self.redirect_uri)
        query = [*parse_qsl(parts.query), *answer.items()]
        if self.state is not None:
            query.append(("state", self.state))
        target = urlunsplit(parts._replace(query=urlencode(query)))
        return RedirectResponse(target, 302, {"Cache-Control": "no-store"})


class OAuthError(Exception):
    """A request that is refused: one of the error codes of RFC 6749 and a sentence."""

    def __init__(self, code: str, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.code = code
        self.status = status


def authorize(world: World, request: Request, form: dict[str, str]) -> Response:
    """Shows the sign-in page, or does what the person pressed there."""
    query = dict(request.query_params)
    client = world.tokens.client
    redirect_uri = query.get("redirect_uri", client.redirect_uri)
    if query.get("client_id") != client.client_id:
        return _page(problem_page("No application with this client ID is registered here."), 400)
    if not client.accepts(redirect_uri):
        return _page(problem_page("The redirect address is not the one that the application registered."), 400)
    wish = Wish(
        redirect_uri,
        query.get("state"),
        frozenset(query.get("scope", "").split()),
        query.get("code_challenge"),
    )
    try:
        _check(query, wish)
    except OAuthError as error:
        return wish.back(error=error.code, error_description=str(error))
    decision = form.get("decision") if request.method == "POST" else None
    if decision is not None and not _is_of_our_page(world, request, form):
        return _page(problem_page("That was not pressed on the page of this server, so nothing was allowed."), 403)
    if decision == "deny":
        return wish.back(error="access_denied")
    user = form.get("user") or query.get("user") or next(iter(world.people))
    if decision == "allow" and user in world.people:
        scopes = _ticked(wish, form)
        code = world.tokens.add_code(user, scopes, wish.redirect_uri, wish.challenge, world.clock())
        return wish.back(code=code.code)
    action = f"{request.url.path}?{request.url.query}"
    proof = _proof(world, request)
    return _page(consent_page(client.label, wish.scopes, action, world.people.values(), user, proof), 200)


def _is_of_our_page(world: World, request: Request, form: dict[str, str]) -> bool:
    """Whether the form was sent by the page that this server showed for the same request.

    A browser sends the page's origin; if it does not, the form must have the proof that only the page has.
    """
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("origin", "null")
    if origin != "null":
        return origin == f"{request.url.scheme}://{request.headers['host']}"
    return hmac.compare_digest(form.get(PROOF, "").encode(), _proof(world, request).encode())


def _proof(world: World, request: Request) -> str:
    return world.tokens.secret("consent", request.url.query)


def access_token(world: World, form: dict[str, str]) -> Response:
    """Exchanges a code or a refresh token for a pair of tokens."""
    try:
        token = _granted(world, form)
    except OAuthError as error:
        body = {"error": error.code, "error_description": str(error)}
        return JSONResponse(body, error.status, {"Cache-Control": "no-store"})
    answer: dict[str, object] = {
        "access_token": token.access,
        "token_type": "Bearer",
        "expires_in": round(token.expires_at - world.clock()),
        "refresh_token": token.refresh or "",
        "scope": " ".join(sorted(world.tokens.seen(token).scopes)),
    }
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def _ticked(wish: Wish, form: dict[str, str]) -> frozenset[str]:
    """Returns the scopes that the person granted; a form without ticks grants all that were asked for."""
    return wish.scopes & frozenset(form.get("scope", "").split()) if TICKS in form else wish.scopes


def _check(query: dict[str, str], wish: Wish) -> None:
    if query.get("response_type") != "code":
        raise OAuthError("unsupported_response_type", "The response_type must be 'code'.")
    if unknown := sorted(wish.scopes - ALL_SCOPES):
        raise OAuthError("invalid_scope", f"There is no scope '{unknown[0]}'.")
    if wish.challenge is None:
        return
    if query.get("code_challenge_method") != "S256" or len(wish.challenge) != _CHALLENGE_LENGTH:
        raise OAuthError("invalid_request", "The code_challenge_method must be 'S256'.")


def _granted(world: World, form: dict[str, str]) -> Token:
    office, now = world.tokens, world.clock()
    _check_client(office, form)
    try:
        match form.get("grant_type"):
            case "authorization_code":
                code, redirect_uri = _need(form, "code"), _need(form, "redirect_uri")
                return office.exchange(code, redirect_uri, form.get("code_verifier"), now)
            case "refresh_token":
                return office.refresh(_need(form, "refresh_token"), now + YEAR)
            case None:
                raise OAuthError("invalid_request", "The grant_type is missing.")
            case _:
                raise OAuthError("unsupported_grant_type", "The grant_type is not known.")
    except GrantError as refusal:
        raise OAuthError("invalid_grant", str(refusal)) from refusal


def _check_client(office: TokenOffice, form: dict[str, str]) -> None:
    client = office.client
    known = form.get("client_id") == client.client_id
    if not known or not hmac.compare_digest(form.get("client_secret", "").encode(), client.client_secret.encode()):
        raise OAuthError("invalid_client", "The client ID and secret do not belong together.", 401)


def _need(form: dict[str, str], name: str) -> str:
    if not form.get(name):
        raise OAuthError("invalid_request", f"The {name} is missing.")
    return form[name]


def _page(html: str, status: int) -> HTMLResponse:
    return HTMLResponse(html, status, _PAGE_HEADERS)
