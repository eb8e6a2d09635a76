"""The id of each request: in its answer, in problems, and in every line of the log."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from secrets import token_hex

from django.http import HttpRequest
from django.http.response import HttpResponseBase

SANE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_number: ContextVar[str] = ContextVar("request", default="-")


class RequestIdMiddleware:
    """Give each request an id, or keep the one it brought, and tell it with the answer.

    The outermost, so that every line of the log has it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the id in X-Request-ID."""
        brought = request.META.get("HTTP_X_REQUEST_ID", "")
        number = brought if SANE.fullmatch(brought) else token_hex(8)
        request.META["REQUEST_ID"] = number
        # It stays until the next request of this thread: Django logs an answer later.
        _number.set(number)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        return response


class RequestIdFilter(logging.Filter):
    """Lets every record through, with the id of the request it was written for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the id; a hyphen outside of requests."""
        record.request_id = _number.get()
        return True
