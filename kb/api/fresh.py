"""Whether a client still holds what it would be answered, and for how long it may.

Every answer to GET has an ETag, a digest of its bytes, and most have Last-Modified. A
request with If-None-Match or If-Modified-Since is answered 304 without a body where
nothing has changed.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.http import http_date, parse_http_date, quote_etag
from rest_framework.request import Request
from rest_framework.views import APIView

from kb.api.forms import form_of, style_of
from kb.selectors.history import changed_last

SAFE = {"GET", "HEAD"}
KEPT = {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}
"""What may be kept, and asked about before it is used again."""
TOLD_ANYHOW = {"Deprecation", "Sunset", "Link"}
"""What a client that holds the answer still has to know."""
SETTLED = timedelta(minutes=5)
"""So long a transaction may take before what it did is seen; see ``dated``."""
SHOWN_BY = ("kb/api", "kb/filters", "kb/selectors", "fixtures")
"""Folders whose files decide how the same rows are answered, or hold some of them."""


class Fresh(APIView):
    """A view of which every answer passes ``conditional``."""

    def finalize_response(  # type: ignore[override]
        self,
        request: Request,
        response: Any,  # noqa: ANN401
        *args: Any,  # noqa: ANN401
        **keys: Any,  # noqa: ANN401
    ) -> HttpResponseBase:
        """Return the answer with what tells a client whether it is still the same."""
        answer = super().finalize_response(request, response, *args, **keys)
        return conditional(request._request, answer)


def conditional(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Return the answer with its validators, or 304 if the client holds it."""
    patch_vary_headers(answer, ["Accept"])
    if isinstance(answer, SimpleTemplateResponse) and not answer.is_rendered:
        answer.add_post_render_callback(lambda done: conditional(request, done))
        return answer
    if request.method not in SAFE:
        return answer
    if answer.status_code not in KEPT:
        patch_cache_control(answer, no_cache=True)
        return answer
    if "Cache-Control" not in answer.headers:
        who = "private" if "HTTP_AUTHORIZATION" in request.META else "public"
        patch_cache_control(answer, no_cache=True, **{who: True})
    if not isinstance(answer, HttpResponse) or answer.status_code != HTTPStatus.OK:
        return answer
    if "ETag" not in answer.headers:
        if not answer.content:  # the HEAD of what would be a stream
            return answer
        digest = hashlib.sha256(answer.content)
        digest.update(answer.headers["Content-Type"].encode())
        answer.headers["ETag"] = quote_etag(digest.hexdigest()[:32])
    return held_or(request, answer)


def held_or(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """Return 304, with what else is to be told, if the client holds the answer."""
    dates = answer.headers.get("Last-Modified")
    known = get_conditional_response(
        request,
        etag=answer.headers["ETag"],
        last_modified=parse_http_date(dates) if dates else None,
        response=answer,
    )
    if known is None:
        return answer
    for name in TOLD_ANYHOW & answer.headers.keys():
        known.headers[name] = answer.headers[name]
    return known


def unchanged_or(
    request: Request, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Return 304 if the client holds the list that ``make`` would answer, else that.

    The bytes of a stream are not known when its headers go out. So its tag, a weak one,
    names when anything changed last, and is told when a date is: see ``dated``.
    """
    changed = settled(changed_last())
    if changed is None:
        return make()
    variant = f"{form_of(request).name} {style_of(request)}"
    told = f"{changed.isoformat()} {request.get_full_path()} {variant}"
    tag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    stamp = int(changed.timestamp())
    plain = request._request
    known = get_conditional_response(plain, etag=tag, last_modified=stamp)
    answer = known or make()
    answer.headers["ETag"] = tag
    answer.headers["Last-Modified"] = http_date(stamp)
    return answer


def dated(answer: HttpResponse, changed: datetime | None) -> HttpResponse:
    """Give an answer its Last-Modified, once it can be relied on.

    The history dates a change by the beginning of its transaction. While the newest is
    young, another may be under way that will turn out to be older; a client that asked
    by date alone would miss it. So a young date is not told, and ETag serves alone.
    """
    last = settled(changed)
    if last is not None:
        answer.headers["Last-Modified"] = http_date(last.timestamp())
    return answer


def settled(changed: datetime | None) -> datetime | None:
    """Return since when answers are what they are; ``None`` while it may be untrue."""
    if changed is None:
        return None
    last = max(changed, deployed())
    return last if datetime.now(UTC) - last >= SETTLED else None


@cache
def deployed() -> datetime:
    """Return when the files changed that decide what the same rows look like."""
    newest = max(path.stat().st_mtime for path in _files())
    return datetime.fromtimestamp(newest, UTC)


def _files() -> Iterator[Path]:
    for folder in SHOWN_BY:
        for path in (settings.BASE_DIR / folder).rglob("*.*"):
            if path.suffix in {".py", ".yaml"}:
                yield path
