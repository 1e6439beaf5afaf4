"""Translates all failures of a request into `RequestError`.

The question is always whether the request can have been applied. Only a connection that was never made and some
statuses say no.
"""

from __future__ import annotations

import logging
import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from exist_desktop.api.decoding import decode_now
from exist_desktop.api.http.retry_after import WITH_PAUSE, retry_after
from exist_desktop.api.models import ErrorModel
from exist_desktop.api.sanitize import LONGEST_TEXT, one_line
from exist_desktop.errors import RequestError, RequestErrorKind

_log = logging.getLogger(__name__)
_USER = re.compile(r"//[^/@\s]*@")

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


@contextmanager
def building() -> Iterator[None]:
    """Surrounds what happens before a request is sent. Any failure there means that nothing was sent.

    Proxies, certificates and addresses come from the settings of the computer, and libraries raise whatever they like
    if something is wrong with them.
    """
    try:
        yield
    except RequestError:
        raise
    except Exception as error:
        raise _not_sent(error) from error


class RequestProgress:
    """Whether anything of a request may have been sent, as the HTTP library reports."""

    def __init__(self) -> None:
        self.begun = False

    async def trace(self, event: str, _about: object) -> None:
        """Receives each step, as an extension of the request."""
        if event.endswith("send_request_headers.started"):
            self.begun = True


@contextmanager
def translated(dispatch: RequestProgress) -> Iterator[None]:
    """Translates the exceptions of httpx and of its parts. A cancellation passes through."""
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
    """Returns the library's text, without the name and password in the address of a proxy."""
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
    """Returns the error of a status, or None for success."""
    if 200 <= status < 300:
        return None
    failure = RequestErrorKind.SERVER if 500 <= status < 600 else BY_STATUS.get(status, RequestErrorKind.STRANGE)
    pause = retry_after(headers, time.time()) if status in WITH_PAUSE else None
    return RequestError(failure, status, pause, _told(body))


def _told(body: bytes) -> str:
    """Returns the server's own text, if it is in one of the known fields."""
    try:
        model = decode_now(body, ErrorModel)
    except RequestError:
        return ""
    return one_line(model.detail or model.error_description or model.error or "", LONGEST_TEXT)
