"""Translates what can go wrong with a request into `RequestError`, once, at this border.

The question that matters is always the same: can the request have been applied? Only a connection that never came
about, and statuses that say so, are a no.
"""

from __future__ import annotations

import email.utils
import logging
import math
import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from exist_desktop.api.decoding import decode_now
from exist_desktop.api.models import ErrorModel
from exist_desktop.api.sanitize import LONGEST_TEXT, one_line
from exist_desktop.errors import RequestError, RequestErrorKind

_log = logging.getLogger(__name__)
_USER = re.compile(r"//[^/@\s]*@")

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 65 * 60.0

BY_STATUS = {
    400: RequestErrorKind.REFUSED,
    401: RequestErrorKind.SIGNED_OUT,
    402: RequestErrorKind.FORBIDDEN,
    403: RequestErrorKind.FORBIDDEN,
    404: RequestErrorKind.NOT_OFFERED,
    405: RequestErrorKind.NOT_OFFERED,
    406: RequestErrorKind.NOT_OFFERED,
    410: RequestErrorKind.NOT_OFFERED,
    413: RequestErrorKind.TOO_LARGE,
    415: RequestErrorKind.NOT_OFFERED,
    422: RequestErrorKind.NOT_OFFERED,
    429: RequestErrorKind.PAUSE,
}


WITH_PAUSE = (429, 503)
"""Statuses with which a server may say when to come back."""


@contextmanager
def building() -> Iterator[None]:
    """For all that comes before a request leaves: whatever fails there, nothing was sent.

    Proxies, certificates and addresses come from the settings of the computer, and libraries answer to what is wrong
    with them in any of their ways.
    """
    try:
        yield
    except RequestError:
        raise
    except Exception as error:
        raise _not_sent(error) from error


class RequestProgress:
    """Whether anything of a request may have left, as the library that sends it tells."""

    def __init__(self) -> None:
        self.begun = False

    async def trace(self, event: str, _about: object) -> None:
        """Hears of each step; as a request's extension."""
        if event.endswith("send_request_headers.started"):
            self.begun = True


@contextmanager
def translated(dispatch: RequestProgress) -> Iterator[None]:
    """Lets nothing of httpx, nor of what it is made of, out; a cancellation passes through."""
    import httpx

    not_sent = (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
    )
    try:
        yield
    except RequestError:
        raise
    except not_sent as error:
        raise _not_sent(error) from error
    except httpx.DecodingError as error:
        raise RequestError(RequestErrorKind.STRANGE, reason=_reason(error)) from error
    except (httpx.HTTPError, httpx.StreamError, OSError) as error:  # a deadline's TimeoutError is an OSError too
        raise RequestError(RequestErrorKind.NO_ANSWER, reason=_reason(error)) from error
    except Exception as error:
        _log.info("An exception that was not expected here", exc_info=True)
        if not dispatch.begun:
            raise _not_sent(error) from error
        raise RequestError(RequestErrorKind.NO_ANSWER, reason=_reason(error)) from error


def _not_sent(error: Exception) -> RequestError:
    failure = RequestErrorKind.NOT_PRIVATE if _is_certificate_error(error) else RequestErrorKind.NOT_SENT
    return RequestError(failure, reason=_reason(error))


def _reason(error: Exception) -> str:
    """What the library says, without the name and the password that the address of a proxy may hold."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return one_line(_USER.sub("//", str(error)), LONGEST_TEXT)


def _is_certificate_error(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def from_status(status: int, headers: Mapping[str, str], body: bytes) -> RequestError | None:
    """What a status means; None for the answers that were hoped for."""
    if 200 <= status < 300:
        return None
    failure = RequestErrorKind.SERVER if 500 <= status < 600 else BY_STATUS.get(status, RequestErrorKind.STRANGE)
    pause = retry_after(headers, time.time()) if status in WITH_PAUSE else None
    return RequestError(failure, status, pause, _told(body))


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that the server asks to wait, kept between a second and 65 minutes; None where it says nothing.

    A date is compared with the server's own clock where the answer tells it.
    """
    told = headers.get("retry-after", "").strip()
    try:
        seconds = float(told)
    except ValueError:
        until = http_date(told)
        if until is None:
            return None
        seconds = until - (http_date(headers.get("date", "")) or now)
    return min(max(seconds, SHORTEST_PAUSE), LONGEST_PAUSE) if math.isfinite(seconds) else None


def http_date(text: str) -> float | None:
    """An HTTP date in seconds since 1970; None where it is none."""
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None


def _told(body: bytes) -> str:
    """The server's own words, where they are in one of the known places."""
    try:
        model = decode_now(body, ErrorModel)
    except RequestError:
        return ""
    return one_line(model.detail or model.error_description or model.error or "", LONGEST_TEXT)
