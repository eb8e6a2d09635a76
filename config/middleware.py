"""What every request passes: headers, the door, where to read from, who acts."""

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from pghistory.middleware import HistoryMiddleware

from config.answers import Refusal, refusal_of
from config.database import reading_from
from kb.views.sender import client_address

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponseBase]

LONGEST_QUERY = 4096
MOST_PARAMETERS = 64
# NUL and the other control characters, but for tab, line feed and carriage return.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SAFE_METHODS = {"GET", "HEAD"}
READ_BY_POST = {"/api/v1/citations/check/"}
"""Where a POST only asks: what it asks about is too long for an address."""
NOT_PUBLIC = ("/admin/",)

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(
        f"{kind} {allowed}" for kind, allowed in CONTENT_SECURITY_POLICY.items()
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadersMiddleware:
    """Give every answer the headers that Django has no setting for.

    The outermost, so that refusals and static files carry them too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the headers; one that the view set stays."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class DoorMiddleware:
    """Refuse what no page can mean, and say in words what the database refused.

    Once here instead of in every view: Django and DRF pass NUL bytes and broken UTF-8
    on to PostgreSQL, which makes a 500 of a malformed request.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 400 to a malformed path or query, else pass on."""
        complaint = malformed(request.path_info, request.META.get("QUERY_STRING", ""))
        if complaint:
            return Refusal(HTTPStatus.BAD_REQUEST, complaint).answer(request)
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer for an error of the database; any other error goes its way."""
        refusal = refusal_of(exception)
        return refusal.answer(request) if refusal else None


def malformed(path: str, query: str) -> str | None:
    """Return a sentence about what is wrong with an address, or ``None``."""
    if len(query) > LONGEST_QUERY or query.count("&") >= MOST_PARAMETERS:
        return (
            f"The query is too long: at most {LONGEST_QUERY} characters "
            f"and {MOST_PARAMETERS} parameters."
        )
    try:
        text = unquote_to_bytes(query.replace("+", " ")).decode()
    except UnicodeError:
        return "The query is not UTF-8."
    # Django puts U+FFFD, or a lone surrogate, where the path was not UTF-8.
    if "\ufffd" in path or any("\ud800" <= letter <= "\udfff" for letter in path):
        return "The path is not UTF-8."
    if CONTROL.search(path) or CONTROL.search(text):
        return "The address holds control characters."
    return None


class ReaderMiddleware:
    """Let public pages read through the alias that may only read.

    A browser that holds a session, or a program with a token, reads from ``default``,
    so that editors see what they just wrote even when ``reader`` is a replica that
    lags. A forged one gains nothing: it only chooses where the same rows are read.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and read what a streamed answer still needs from the same place."""
        if not is_public_read(request):
            return self.get_response(request)
        alias = settings.PUBLIC_READS_FROM
        with reading_from(alias):
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            parts = response.streaming_content
            if isinstance(parts, Iterator):  # not asynchronous
                response.streaming_content = streamed(alias, parts)
        return response


def is_public_read(request: HttpRequest) -> bool:
    """Whether the request asks for what anybody may see, without session or token."""
    reads = request.method in SAFE_METHODS or request.path_info in READ_BY_POST
    return (
        reads
        and not request.path_info.startswith(NOT_PUBLIC)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
    )


def streamed(alias: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield ``parts``, each made while reads go to ``alias``."""
    while True:
        with reading_from(alias):
            part = next(parts, None)
        if part is None:
            return
        yield part


class ActorMiddleware(HistoryMiddleware):
    """Write into the history who changed a row, and from which address."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return the user and page that pghistory adds, and their address.

        Of a reader without account the history keeps nothing that tells who it was.
        """
        context: dict[str, Any] = super().get_context(request)
        if context.get("user") is None:
            return context
        return context | {"address": client_address(request)}
