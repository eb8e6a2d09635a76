"""Answers that are refusals: a problem document under /api/, a small page elsewhere."""

import logging
from dataclasses import dataclass, field
from http import HTTPStatus

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from kb.api.problems import problem_answer, problem_of_status

# Serialization failure and deadlock: the same request may succeed a moment later.
RETRY = {"40001", "40P01"}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refusal:
    """Why a request was not answered: status, a sentence for people, extra headers."""

    status: HTTPStatus
    detail: str
    headers: dict[str, str] = field(default_factory=dict)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the refusal in the form that suits the address; needs no database."""
        machine = request.path_info.startswith("/api/")
        response = self._problem(request) if machine else self._page()
        response.headers["Content-Length"] = str(len(response.content))
        return response

    def _problem(self, request: HttpRequest) -> HttpResponse:
        """Return the refusal as RFC 9457 has it."""
        return problem_answer(
            problem_of_status(self.status, self.detail), request, self.headers
        )

    def _page(self) -> HttpResponse:
        """Return the refusal as a page."""
        page = render_to_string(
            "config/refusal.html", {"title": self.status.phrase, "detail": self.detail}
        )
        return HttpResponse(page, status=self.status, headers=self.headers)


def refusal_of(error: BaseException | None) -> Refusal | None:
    """Return what to tell about a database error, ``None`` for any other error.

    Anything else stays a 500: it is a fault of ours that somebody must see. So is the
    cause of a 503, which no client is told: it goes to the log.
    """
    state = getattr(getattr(error, "__cause__", None), "sqlstate", None)
    match error:
        case DataError():
            return Refusal(
                HTTPStatus.BAD_REQUEST,
                "A value is out of range or not text that can be stored.",
            )
        case OperationalError() if state in RETRY:
            return Refusal(
                HTTPStatus.CONFLICT,
                "Somebody else changed the same rows: try again.",
                {"Retry-After": "1"},
            )
        case OperationalError() | InterfaceError():
            log.error("The database did not answer: %s", error, exc_info=error)
            return Refusal(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "The database does not answer in time: try again shortly.",
                {"Retry-After": "2"},
            )
    return None
