"""Asking the registries about one source: what they tell, what it would do, and yes."""

import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from citations.models import Source, SourceNotice
from citations.services import NoticeLook, notices_look, notices_new, notices_take
from kb.admin.screens import EDITOR, HouseAdmin, acting, roles, sentences
from kb.services import notice_confirm, notice_weigh

SALT = "attest.notices"
STALE_AFTER = 3600
TOLD = ("kind", "precision", "doi", "url", "reason", "origin", "record_id")
TOO_LATE = "What the registry told is older than an hour, or was changed: ask again."


def packed(source: Source, look: NoticeLook) -> str:
    """Return what a registry told as a text that a page can carry and nobody change."""
    notices = [
        {name: getattr(notice, name) for name in TOLD}
        | {"issued_on": notice.issued_on.isoformat()}
        for notice in look.notices
    ]
    asked_at = look.asked_at.isoformat() if look.asked_at else ""
    told = [source.pk, notices, asked_at, look.sentence]
    return signing.dumps(told, salt=SALT, compress=True)


def unpacked(source: Source, text: str) -> NoticeLook:
    """Return what ``packed`` packed; raises ``BadSignature`` for anything else."""
    told: list[Any] = signing.loads(text, salt=SALT, max_age=STALE_AFTER)
    about, notices, asked_at, sentence = told
    if about != source.pk:
        raise signing.BadSignature(TOO_LATE)
    rows = [
        SourceNotice(
            **fields | {"issued_on": datetime.date.fromisoformat(fields["issued_on"])}
        )
        for fields in notices
    ]
    at = datetime.datetime.fromisoformat(asked_at) if asked_at else None
    return NoticeLook(tuple(rows), at, sentence)


def registry_page(
    admin: HouseAdmin, request: HttpRequest, object_id: int
) -> HttpResponse:
    """Ask, show what it would do, and record it once that was confirmed."""
    if EDITOR not in roles(request):
        raise PermissionDenied
    source = get_object_or_404(Source, pk=object_id)
    text, seen = request.POST.get("told", ""), request.POST.get("seen", "")
    if request.method != "POST":
        return _page(admin, request, source)
    try:
        look = unpacked(source, text) if text else notices_look(source=source)
    except signing.BadSignature:
        messages.error(request, TOO_LATE)
        return _page(admin, request, source)
    if seen:
        try:
            notice_confirm(
                source=source,
                record=lambda: _take(source, look, request),
                seen=seen,
                recorded_by=acting(request),
            )
        except ValidationError as error:
            return _look(admin, request, source, look, told=sentences(error))
        return _done(request, source, f"Recorded. {look.sentence}")
    if not notices_new(source=source, notices=look.notices):
        _take(source, look, request)
        return _done(request, source, f"Nothing new. {look.sentence}")
    return _look(admin, request, source, look, told=[])


def _take(source: Source, look: NoticeLook, request: HttpRequest) -> None:
    """Take over what was told, from fresh rows."""
    again = unpacked(source, packed(source, look))
    notices_take(source=source, look=again, author=acting(request))


def _done(request: HttpRequest, source: Source, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    address = reverse("admin:citations_source_change", args=[source.pk])
    return HttpResponseRedirect(address)


def _look(
    admin: HouseAdmin,
    request: HttpRequest,
    source: Source,
    look: NoticeLook,
    told: list[str],
) -> HttpResponse:
    """Show what recording would do, with what the registry told in the page."""
    found = notice_weigh(
        source=source,
        record=lambda: _take(source, look, request),
        recorded_by=acting(request),
    )
    new = notices_new(
        source=source, notices=unpacked(source, packed(source, look)).notices
    )
    context = {
        **admin.admin_site.each_context(request),
        "title": "What these notices would do",
        "opts": admin.opts,
        "reach": found,
        "notices": new,
        "told": told,
        "typed": [("told", packed(source, look)), ("seen", found.digest)],
        "back": reverse("admin:citations_source_change", args=[source.pk]),
    }
    return TemplateResponse(request, "admin/kb/notice/look.html", context)


def _page(admin: HouseAdmin, request: HttpRequest, source: Source) -> HttpResponse:
    """Show whom the button asks."""
    context = {
        **admin.admin_site.each_context(request),
        "title": "Look for notices",
        "opts": admin.opts,
        "source": source,
    }
    page = "admin/kb/source/notices.html"
    return TemplateResponse(request, page, context, status=HTTPStatus.OK)
