"""Probes for machines, and the pages of last resort."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import ResolverMatch
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.answers import Refusal, refusal_of


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process lives; asks nobody else."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 if both aliases answer and every migration is applied, else 503."""
    report = {alias: answers(alias) for alias in ("default", "reader")}
    report["migrations"] = all(report.values()) and migrated()
    ready = all(report.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": report},
        status=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE,
        headers={} if ready else {"Retry-After": "2"},
    )


def answers(alias: str) -> bool:
    """Whether the database behind ``alias`` answers a query."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrated() -> bool:
    """Whether the tables are those of this code."""
    try:
        executor = MigrationExecutor(connections["default"])
    except DatabaseError:
        return False
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 to more than a form may bring: in the form, in the admin."""
    if isinstance(exception, RequestDataTooBig):
        most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) / 1e6
        detail = (
            f"What was typed or pasted is longer than {most:.0f} MB: go back, and "
            "bring it as a file or in parts. Nothing was stored."
        )
        match = request.resolver_match
        if match is not None and match.app_name == "admin":
            return form_again(request, match, detail)
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail).answer(request)
    detail = "The request cannot be understood."
    return Refusal(HTTPStatus.BAD_REQUEST, detail).answer(request)


def form_again(request: HttpRequest, match: ResolverMatch, detail: str) -> HttpResponse:
    """Answer with the form that brought too much, empty, under a sentence.

    What was sent is not read, so the form cannot hold it; the browser still does.
    """
    messages.error(request, detail)
    request.method, request.POST = "GET", QueryDict()
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    if isinstance(response, TemplateResponse):
        response.render()
    if response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    detail = "You may not do this."
    return Refusal(HTTPStatus.FORBIDDEN, detail).answer(request)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that did not bring its token back."""
    detail = (
        "The form did not come from this site, or your browser keeps no cookies for "
        "it. Go back: what you typed is still there. Load the page anew, allow its "
        "cookie, and send it again."
    )
    return Refusal(HTTPStatus.FORBIDDEN, detail).answer(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, in the same words for what is absent and what is not public."""
    detail = "Nothing is published at this address."
    return Refusal(HTTPStatus.NOT_FOUND, detail).answer(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 if the database was the cause outside a view, else 500."""
    fault = Refusal(
        HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault of ours; it was recorded."
    )
    return (refusal_of(sys.exc_info()[1]) or fault).answer(request)
