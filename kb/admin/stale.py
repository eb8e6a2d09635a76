"""Forms that somebody else's save has overtaken: refused, with nothing lost."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http import HTTPStatus
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from kb.admin.differences import MINE, THEIRS, Differences
from kb.admin.refusal import sentences
from kb.admin.roles import Row
from kb.selectors.history import ghost_of, steps_since, version_token
from kb.selectors.resting import something_public_rests_on
from kb.services import unchanged

SEEN, BEGAN, WHY, MERGE, PICK = "_seen", "_began", "_why", "_merge", "_pick-"
OURS = (SEEN, BEGAN, MERGE, "csrfmiddlewaretoken")
BUTTONS = ("_save", "_addanother", "_continue")


def began_from(screen: Row, request: HttpRequest, object_id: str | None) -> Row:
    """Return what a form needs to know of the version it shows."""
    if object_id is None:
        return {"seen": None}
    row = screen.get_object(request, object_id)
    if row is None:
        return {"seen": None}
    posted = request.POST.get(SEEN, "") if request.method == "POST" else None
    return {
        "seen": version_token(screen.model, row.pk) if posted is None else posted,
        "asks_why": something_public_rests_on(row),
        "why": request.POST.get(WHY, ""),
    }


@contextmanager
def writing(request: HttpRequest, row: Row, *, change: bool) -> Iterator[None]:
    """Hold a row as it was seen, and tell the history why it is written."""
    why = request.POST.get(WHY, "").strip()
    said = pghistory.context(reason=why) if why else nullcontext()
    held = (
        unchanged(row=row, seen=request.POST.get(SEEN, "")) if change else nullcontext()
    )
    with said, held:
        yield


def check_why(request: HttpRequest, row: Row) -> None:
    """Raise ``ValidationError`` if a reason is asked for and none is given."""
    if not request.POST.get(WHY, "").strip() and something_public_rests_on(row):
        raise ValidationError(
            "Published findings rest on this: say why you change it. "
            "[reasons-are-given]"
        )


def overtaken(screen: Row, request: HttpRequest, object_id: str) -> HttpResponse | None:
    """Answer 409 to a form that somebody overtook; ``None`` where nobody did.

    A form that comes from the page of differences is put together first.
    """
    row = screen.get_object(request, object_id)
    if row is None:
        ghost = ghost_of(screen.model, object_id)
        if ghost is None:
            return None
        told = f"{ghost.name} was deleted meanwhile by {ghost.person or 'a script'}."
        error = ValidationError(told)
        return typed_page(screen, request, error, HTTPStatus.CONFLICT)
    if request.POST.get(SEEN, "") != version_token(screen.model, row.pk):
        return difference_page(screen, request, row)
    if MERGE in request.POST:
        return _merge(screen, request, row)
    return None


def _merge(screen: Row, request: HttpRequest, row: Row) -> HttpResponse | None:
    """Put mine and theirs together as they were picked, or ask again."""
    both = Differences(screen, request, row, request.POST.get(BEGAN, ""))
    picks = {name: request.POST.get(PICK + name, "") for name in both.names()}
    if not all(pick in (MINE, THEIRS) for pick in picks.values()):
        return difference_page(screen, request, row, open_ones=True)
    data = both.merged(picks)
    for name in [n for n in data if n.startswith(PICK) or n in (BEGAN, MERGE)]:
        del data[name]
    _post(request, data)
    return None


def difference_page(
    screen: Row, request: HttpRequest, row: Row, *, open_ones: bool = False
) -> HttpResponse:
    """Answer 409 with what stood there, what is stored and what was typed."""
    began = request.POST.get(BEGAN, request.POST.get(SEEN, ""))
    seen = version_token(screen.model, row.pk)
    both = Differences(screen, request, row, began)
    context: dict[str, Any] = {
        **screen.admin_site.each_context(request),
        "title": "Somebody saved meanwhile",
        "opts": screen.opts,
        "object": row,
        "sections": both.sections,
        "steps": steps_since(screen.model, row.pk, began),
        "began": began,
        "seen": seen,
        "pick": PICK,
        "open_ones": open_ones,
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in OURS and not name.startswith(PICK)
            for value in values
        ],
    }
    return TemplateResponse(
        request, "admin/difference.html", context, status=HTTPStatus.CONFLICT
    )


def typed_page(
    screen: Row,
    request: HttpRequest,
    error: Exception,
    status: HTTPStatus = HTTPStatus.FORBIDDEN,
) -> HttpResponse:
    """Answer to whoever may not save, with what was typed."""
    context = {
        **screen.admin_site.each_context(request),
        "title": "Not saved",
        "sentences": sentences(error),
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in (*OURS, *BUTTONS)
            for value in values
            if str(value).strip()
        ],
    }
    return TemplateResponse(request, "admin/refused.html", context, status=status)


def _post(request: HttpRequest, data: QueryDict) -> None:
    """Let the rest of the request see ``data`` as what was posted."""
    data._mutable = False
    request.POST = data  # type: ignore[assignment]
