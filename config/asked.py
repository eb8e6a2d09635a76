"""What every request to the API passes first: its allowance and its body."""

import logging
import zlib
from http import HTTPStatus
from typing import cast

from corsheaders.middleware import CorsMiddleware
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils.cache import patch_vary_headers

from config.answers import Refusal
from config.middleware import GetResponse
from kb.selectors.token import TokenError, token_holding
from kb.services import Left, allowance_take, client_key
from kb.views.sender import sender_of

API = "/api/"
LARGEST_BODY = 16_000_000

log = logging.getLogger(__name__)


class AllowanceMiddleware:
    """Let each client ask the API so often a minute, and say how often it still may.

    Outside of all that answers by itself (what browsers ask before they ask, the way to
    HTTPS), so that every answer says it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with RateLimit headers; 429 to one who asks too often."""
        if settings.API_REQUESTS_A_MINUTE < 1 or not request.path_info.startswith(API):
            return self.get_response(request)
        who, left = left_of(request)
        if left is None:
            return self.get_response(request)
        response = (
            self.get_response(request)
            if left.taken
            else guarded(waiting(who, left).answer)(request)
        )
        for name, value in told(who, left).items():
            response.headers[name] = value
        return response


def guarded(answer: GetResponse) -> GetResponse:
    """Return ``answer`` behind the middleware that it would else not pass.

    A page of another site may read why it was refused, and is never refused the
    question whether it may ask: it would be told nothing then.
    """
    inner = cast("GetResponse", SecurityMiddleware(answer))
    return cast("GetResponse", CorsMiddleware(inner))


def left_of(request: HttpRequest) -> tuple[str, Left | None]:
    """Count the request for its token, or else its address; tell which of the two.

    What is left is ``None`` if the database that counts is away: readers are answered
    from a replica even then, and nobody is counted.
    """
    try:
        token = token_of(request)
        if token:
            limit = settings.API_REQUESTS_A_MINUTE_WITH_TOKEN
            return "token", allowance_take(client=f"token {token}", limit=limit)
        client, limit = client_key(sender_of(request)), settings.API_REQUESTS_A_MINUTE
        return "address", allowance_take(client=client, limit=limit)
    except (OperationalError, InterfaceError):
        log.warning("No request is counted: the database that counts is away.")
        return "", None


def token_of(request: HttpRequest) -> str:
    """Return the public part of the token of a request; nothing for one that is wrong.

    Who makes tokens up is counted by address, so that they gain no allowance.
    """
    kind, _, text = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() != "bearer":
        return ""
    try:
        return token_holding(text.strip()).prefix
    except TokenError:
        return ""


def waiting(who: str, left: Left) -> Refusal:
    """Return the refusal of one who asks too often."""
    detail = (
        f"{left.limit} requests a minute are let through for one {who}: "
        f"ask again in {left.seconds} s."
    )
    headers = {"Retry-After": str(left.seconds)}
    return Refusal(HTTPStatus.TOO_MANY_REQUESTS, detail, headers)


def told(who: str, left: Left) -> dict[str, str]:
    """Return the headers of draft-ietf-httpapi-ratelimit-headers-10."""
    return {
        "RateLimit-Policy": f'"{who}";q={left.limit};w=60',
        "RateLimit": f'"{who}";r={left.remaining};t={left.seconds}',
    }


class ApiGzipMiddleware(GZipMiddleware):
    """Compress what the API answers to who takes it compressed.

    Its answers hold no secret beside what a client sent, which is what the attack
    called BREACH needs.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, compressed where that makes it smaller.

        That it could have been is told with every answer: a 304 without it would let a
        cache give what it holds compressed to somebody who cannot read that.
        """
        if not request.path_info.startswith(API):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


class BodyMiddleware:
    """Unpack what was sent to the API compressed, and refuse what is too large.

    Before anything reads it: the size is that of the unpacked body, so that a small
    packet cannot become a large one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or refuse the body."""
        if not request.path_info.startswith(API):
            return self.get_response(request)
        refusal = too_large(request) or unpacked(request)
        return refusal.answer(request) if refusal else self.get_response(request)


def too_large(request: HttpRequest) -> Refusal | None:
    """Return the refusal of a body that says it is too large."""
    length = request.META.get("CONTENT_LENGTH") or 0
    if int(length) > LARGEST_BODY:
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE)
    return None


TOO_LARGE = f"A body may have {LARGEST_BODY / 1e6:.0f} MB, unpacked as well."


def unpacked(request: HttpRequest) -> Refusal | None:
    """Put the unpacked body in place of a packed one, or return why it cannot be."""
    coding = request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower()
    if coding in {"", "identity"}:
        return None
    if coding != "gzip":
        detail = "Send the body as it is, or with Content-Encoding: gzip."
        return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
    packed = request.read()
    unpacker = zlib.decompressobj(wbits=31)
    try:
        body = unpacker.decompress(packed, LARGEST_BODY + 1)
    except zlib.error:
        return Refusal(HTTPStatus.BAD_REQUEST, "The body is not what gzip makes.")
    if len(body) > LARGEST_BODY:
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE)
    if not unpacker.eof or unpacker.unused_data:
        return Refusal(HTTPStatus.BAD_REQUEST, "The gzip body is cut, or goes on.")
    request._body = body
    request.META["CONTENT_LENGTH"] = str(len(body))
    del request.META["HTTP_CONTENT_ENCODING"]
    return None
