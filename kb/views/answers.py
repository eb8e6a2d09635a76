"""How a page is answered: rendered, not modified, moved, gone or absent."""

import hashlib
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponsePermanentRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.http import quote_etag

from kb.selectors.address import Gone, Moved

FACE = Path(__file__).parent.parent


class PermanentRedirect(HttpResponsePermanentRedirect):
    """A redirect that is for ever and keeps the method: 308."""

    status_code = HTTPStatus.PERMANENT_REDIRECT


def instead(
    request: HttpRequest, found: Moved | Gone | None, address: str, **keys: str
) -> HttpResponseBase:
    """Answer for an address without a row of its own.

    ``keys`` are the keyword arguments of ``address``; those of the moved row stand
    where the value is empty.
    """
    match found:
        case Moved(key=key):
            new = {name: value or key for name, value in keys.items()}
            query = request.META.get("QUERY_STRING", "")
            path = reverse(address, kwargs=new)
            return PermanentRedirect(f"{path}?{query}" if query else path)
        case Gone():
            return render(
                request, "kb/gone.html", {"gone": found}, status=HTTPStatus.GONE
            )
    return render(request, "kb/absent.html", status=HTTPStatus.NOT_FOUND)


def fresh(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, revision: str
) -> HttpResponseBase:
    """Render a page, or answer 304 if the client holds this revision of it.

    The tag names the content's revision and the look of the pages, so that a new
    template is seen although no evidence changed.
    """
    tag = quote_etag(f"{revision}-{look()}")
    known = get_conditional_response(request, etag=tag)
    response = known or render(request, template, dict(context))
    response.headers["ETag"] = tag
    patch_cache_control(response, no_cache=True)
    return response


def chosen_by_accept(response: HttpResponseBase) -> HttpResponseBase:
    """Return an answer that says it would be another for another Accept."""
    patch_vary_headers(response, ["Accept"])
    return response


@cache
def look() -> str:
    """Return a short digest of the templates, filters and style sheet."""
    digest = hashlib.sha256()
    for folder in ("static", "templates", "templatetags", "views"):
        for path in sorted((FACE / folder).rglob("*.*")):
            if path.suffix in {".css", ".html", ".py"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
