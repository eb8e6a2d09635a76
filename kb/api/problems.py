"""Errors as problem documents (RFC 9457), each of a type that docs/api.md explains."""

from collections.abc import Mapping
from dataclasses import dataclass
from json import dumps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.exceptions import APIException
from rest_framework.views import set_rollback

MEDIA_TYPE = "application/problem+json"
ADDRESS = "/api/problems/{}/"


@dataclass(frozen=True)
class ProblemType:
    """A kind of error: its name in the type address, its status, what it means."""

    name: str
    status: int
    title: str
    meaning: str


TYPES = {
    kind.name: kind
    for kind in (
        ProblemType(
            "invalid-parameters",
            400,
            "A parameter cannot be used",
            "A parameter is unknown, given twice, empty, or has a value that it cannot "
            "take. Every one that is wrong stands in errors, with what would be right.",
        ),
        ProblemType(
            "malformed-request",
            400,
            "The request cannot be read",
            "What was sent is not in the form that its media type asks for.",
        ),
        ProblemType(
            "invalid-body",
            400,
            "The body is not in the form it should be",
            "A member is missing, unknown, or of the wrong kind. Every one stands in "
            "errors, with a pointer to its place in the body.",
        ),
        ProblemType(
            "unauthorized",
            401,
            "A token is needed",
            "The address answers to a person's token: none was sent, or one that is "
            "not known, has expired or was revoked.",
        ),
        ProblemType(
            "insufficient-scope",
            403,
            "The token does not reach so far",
            "The token lacks a scope that this needs; WWW-Authenticate names it.",
        ),
        ProblemType(
            "refused",
            403,
            "Not allowed",
            "Whoever asks may not do this.",
        ),
        ProblemType(
            "not-found",
            404,
            "Nothing is published here",
            "No such key, or nothing that readers may see: the two are told alike.",
        ),
        ProblemType(
            "method-not-allowed",
            405,
            "The method is not allowed",
            "This address cannot be used that way; Allow names the methods it has.",
        ),
        ProblemType(
            "not-acceptable",
            406,
            "No form fits",
            "Accept names no media type that this address has; errors names those it "
            "has.",
        ),
        ProblemType(
            "conflict",
            409,
            "Somebody else was there first",
            "The same rows were changed at the same time: ask again.",
        ),
        ProblemType(
            "in-progress",
            409,
            "The same request is being worked on",
            "Another request with this Idempotency-Key has not been answered yet. Try "
            "again in a moment.",
        ),
        ProblemType(
            "withdrawn",
            410,
            "Taken back",
            "The key was public once and was taken back; detail says why. It is never "
            "used again.",
        ),
        ProblemType(
            "cursor-of-another-era",
            410,
            "The feed began anew",
            "The database was restored elsewhere since the cursor was given out, and "
            "its feed began anew. Take a snapshot, and go on from its cursor.",
        ),
        ProblemType(
            "overtaken",
            412,
            "Somebody changed it meanwhile",
            "If-Match names a version that no longer stands; ETag has the one that "
            "does. Nothing was written: read it again, and decide anew.",
        ),
        ProblemType(
            "too-large",
            413,
            "The body is too large",
            "The body has more bytes than this address takes.",
        ),
        ProblemType(
            "unsupported-media-type",
            415,
            "The media type is not supported",
            "The body is of a media type that this address does not take.",
        ),
        ProblemType(
            "rules-broken",
            422,
            "A rule of evidence is broken",
            "What was sent can be read, and breaks a rule. Every broken rule stands in "
            "errors with its id and, where one place is to blame, a pointer to it; "
            "docs/rules.md explains each. Nothing was written.",
        ),
        ProblemType(
            "key-reused",
            422,
            "The Idempotency-Key was used for another request",
            "A key stands for one request: same method, address and body.",
        ),
        ProblemType(
            "version-required",
            428,
            "Say which version is meant",
            "A change needs If-Match with the ETag of what was read, so that nothing "
            "is overwritten that nobody saw.",
        ),
        ProblemType(
            "too-many-requests",
            429,
            "Asked too often",
            "RateLimit-Policy says how often one may ask, and Retry-After when the "
            "next request is let through.",
        ),
        ProblemType(
            "failed",
            500,
            "The request failed",
            "An error that has no type of its own. If it is a fault of ours, "
            "request_id finds it in our log.",
        ),
        ProblemType(
            "unavailable",
            503,
            "The database does not answer in time",
            "It is away, or the question was too wide for it: ask again after the time "
            "in Retry-After, or ask for less.",
        ),
    )
}
OF_STATUS = {
    400: "malformed-request",
    403: "refused",
    401: "unauthorized",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "conflict",
    413: "too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
    503: "unavailable",
}
NOT_FOUND = "Nothing is published at this address."


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a request: where, what, and what would be right."""

    parameter: str
    code: str
    detail: str
    more: tuple[tuple[str, Any], ...] = ()

    def document(self) -> dict[str, Any]:
        """Return it as a member of ``errors``."""
        return {
            "parameter": self.parameter,
            "code": self.code,
            "detail": self.detail,
        } | dict(self.more)


class Problem(APIException):
    """An error of a type in ``TYPES``."""

    def __init__(
        self,
        name: str,
        detail: str,
        faults: tuple[Fault, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.headers = dict(headers or {})
        self.kind = TYPES[name]
        self.status_code = self.kind.status
        self.faults = faults


def problem_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return the problem document for ``error``, or ``None`` for a fault of ours.

    It is JSON whatever form the address has otherwise. Errors of the database are left
    to ``config.middleware.DoorMiddleware``.
    """
    problem = problem_of(error)
    if problem is None:
        return None
    set_rollback()
    headers = dict(headers_of(error))
    return problem_answer(problem, context["request"], headers)


def problem_answer(
    problem: "Problem", request: HttpRequest, headers: Mapping[str, str]
) -> HttpResponse:
    """Return the problem document as an answer to ``request``."""
    number = request.META.get("REQUEST_ID", "")
    return HttpResponse(
        dumps(problem_document(problem, request.get_full_path(), number)),
        status=problem.status_code,
        headers=dict(headers),
        content_type=MEDIA_TYPE,
    )


def problem_of_status(status: int, detail: str) -> "Problem":
    """Return the problem of a refusal that has no more to it than its status."""
    problem = Problem(OF_STATUS.get(status, "failed"), detail)
    problem.status_code = status
    return problem


def problem_of(error: Exception) -> Problem | None:
    """Return ``error`` as one of our problems, ``None`` if it is a fault of ours."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Http404):
        return Problem("not-found", NOT_FOUND)
    if isinstance(error, PermissionDenied):
        return Problem("refused", "You may not do this.")
    if not isinstance(error, APIException):
        return None
    return problem_of_status(error.status_code, str(error.detail))


def headers_of(error: Exception) -> list[tuple[str, str]]:
    """Return the headers that an error brings: when to come back, how to sign in."""
    found = [
        ("WWW-Authenticate", getattr(error, "auth_header", None)),
        ("Retry-After", getattr(error, "wait", None)),
    ]
    more = getattr(error, "headers", {})
    return [(name, str(value)) for name, value in [*found, *more.items()] if value]


def problem_document(problem: Problem, address: str, number: str) -> dict[str, Any]:
    """Return the members of RFC 9457, ``errors``, and the id of the request."""
    return {
        "type": ADDRESS.format(problem.kind.name),
        "title": problem.kind.title,
        "status": problem.status_code,
        "detail": str(problem.detail),
        "instance": address,
        "errors": [fault.document() for fault in problem.faults],
        "request_id": number,
    }
