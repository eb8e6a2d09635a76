"""Releases: opened by one person, decided on as a whole by another."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from kb.admin.house import (
    REVIEWER,
    KbAdmin,
    Row,
    acting,
    counted,
    roles,
    sentences,
)
from kb.admin.screens import REFUSED
from kb.enums import ReleaseState, State
from kb.models import Finding, Release
from kb.rules.asked import shortfalls
from kb.selectors.release import release_page
from kb.services import release_approve, release_open, release_reject

CHANGE = "admin:kb_release_change"
SHOWN = 50
ASKED = 1000
"""Findings of a dataset that its page asks; its approval asks every one."""


@admin.register(Release)
class ReleaseAdmin(KbAdmin):
    """Releases: never changed by hand, never deleted."""

    may_change = may_delete = False
    change_form_template = "admin/kb/release/change_form.html"
    fixed = ()
    list_display = (
        *("__str__", "title", "state", "findings_in_it", "opened_by", "decided_by"),
        *("created_at", "decided_at"),
    )
    list_filter = ("state", "pack")
    list_select_related = ("author", "reviewer")
    search_fields = ("pack", "title")
    ordering = ("-created_at",)
    help_texts = {
        "pack": "What the release belongs to; the number of the next one follows.",
        "title": "What it brings.",
        "licence": "Under which others may use its rows.",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        """Return releases with their counts."""
        rows: QuerySet[Release] = super().get_queryset(request)
        return rows.annotate(finding_count=counted(Finding, "release"))

    @admin.display(description="author", ordering="author__username")
    def opened_by(self, row: Release) -> str:
        """Return who opened it: the one who may not approve it."""
        return str(row.author)

    @admin.display(description="reviewer", ordering="reviewer__username")
    def decided_by(self, row: Release) -> str:
        """Return who decided on it, if anybody has."""
        return str(row.reviewer or "nobody yet")

    @admin.display(description="findings", ordering="finding_count")
    def findings_in_it(self, row: Release) -> int:
        """Return how many findings it brings."""
        return int(getattr(row, "finding_count", 0))

    def get_fields(self, request: HttpRequest, obj: Row = None) -> tuple[str, ...]:
        """Return what is typed for a new release, and all of an old one."""
        typed = ("pack", "title", "licence", "attribution")
        told = (
            "number",
            "state",
            "opened_by",
            "decided_by",
            "created_at",
            "decided_at",
        )
        return (*typed, *told, "reason", "digest") if obj else typed

    def get_readonly_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> tuple[str, ...]:
        """Return all that is told: nothing of a release is changed by hand."""
        return tuple(self.get_fields(request, obj)) if obj else ()

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Open the release."""
        release_open(release=row, author=acting(request))

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen and of both decisions."""
        decisions = [
            path(
                f"<int:object_id>/{name}/",
                self.admin_site.admin_view(partial(self.decide_view, name=name)),
                name=f"kb_release_{name}",
            )
            for name in ("approve", "reject")
        ]
        return [*decisions, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a release, with the way to its approval while it waits for one."""
        context = dict(extra_context or {}) | {"may_decide": REVIEWER in roles(request)}
        return super().change_view(request, object_id, form_url, context)

    def decide_view(
        self, request: HttpRequest, object_id: int, name: str
    ) -> HttpResponse:
        """Show what would be published and what holds it up; decide when posted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        release = Release.objects.select_related("author").filter(pk=object_id).first()
        if release is None:
            return HttpResponseRedirect(reverse("admin:kb_release_changelist"))
        refused: list[str] = []
        status = HTTPStatus.OK
        if request.method == "POST":
            try:
                return self.decide(request, release, name)
            except REFUSED as error:
                refused = sentences(error)
                if isinstance(error, PermissionDenied):
                    status = HTTPStatus.FORBIDDEN
        elif REVIEWER not in roles(request):
            raise PermissionDenied
        elif release.state != ReleaseState.IN_REVIEW:
            messages.error(
                request, f"Release {release} is decided already. [states-move-along]"
            )
            return HttpResponseRedirect(reverse(CHANGE, args=[release.pk]))
        context = self.review(request, release) | {"refused": refused}
        page = "admin/kb/release/review.html"
        return TemplateResponse(request, page, context, status=status)

    def review(self, request: HttpRequest, release: Release) -> dict[str, Any]:
        """Return what the page of a decision shows."""
        page = release_page(release, acting(request))
        waiting = Finding.objects.filter(release=release, state=State.IN_REVIEW)
        asked = waiting.order_by("pk")[:ASKED] if release.dataset else waiting
        lacking = shortfalls(asked)
        return {
            **self.admin_site.each_context(request),
            "title": f"Review {release}",
            "opts": self.opts,
            "release": release,
            "digest": page.digest,
            "page": page,
            "waiting": page.new + page.changed,
            "barred": page.barred,
            "lacking": lacking[:SHOWN],
            "more": max(0, len(lacking) - SHOWN),
            "asked": ASKED if release.dataset else 0,
            "reason": request.POST.get("reason", ""),
        }

    def decide(self, request: HttpRequest, release: Release, name: str) -> HttpResponse:
        """Approve or refuse what was read, and lead back to the release."""
        service = release_approve if name == "approve" else release_reject
        with transaction.atomic():
            done = service(
                release=release,
                reviewer=acting(request),
                digest=request.POST.get("digest", ""),
                reason=request.POST.get("reason", ""),
            )
            said = f"{done.release.get_state_display()}. {done.release.reason}".strip()
            self.log_change(request, done.release, said)
        messages.success(
            request,
            f"Release {done.release} is approved: {done.published} findings published, "
            f"{done.stated} statements published, "
            f"{done.superseded} older versions superseded, "
            f"{done.withdrawn} withdrawn that it no longer holds."
            if name == "approve"
            else f"Release {done.release} is refused; its findings are drafts again.",
        )
        for key in done.held_back:
            messages.warning(
                request,
                f"{key} stays in review: you declared an interest in a publisher of "
                "it. [interest-keeps-away]",
            )
        return HttpResponseRedirect(reverse(CHANGE, args=[release.pk]))
