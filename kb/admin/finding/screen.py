"""The screen of findings."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from citations.services import place_save
from kb.admin.comparing import compare_page
from kb.admin.finding.checklist import lacks
from kb.admin.finding.deciding import move_page, one_move, one_review
from kb.admin.finding.moves import DECISIONS, MOVES, Move
from kb.admin.finding.parts import PARTS
from kb.admin.house import (
    AUTHORS,
    EDITOR,
    EVERYBODY,
    REVIEWER,
    KbAdmin,
    Row,
    acting,
    counted,
    roles,
)
from kb.enums import State
from kb.models import Estimate, Finding, FindingCitation
from kb.selectors.whole import finding_whole
from kb.services import finding_save, rows_save

PUBLIC = {State.PUBLISHED, State.SUSPENDED}
OPEN = {State.DRAFT, State.IN_REVIEW}
MOST = 50


@admin.register(Finding)
class FindingAdmin(KbAdmin):
    """Findings. A draft is changed here; what is decided gets a new version."""

    readers = EVERYBODY
    writers = AUTHORS
    change_form_template = "admin/kb/finding/change_form.html"
    list_display = (
        *("headline", "key", "version", "state", "topic"),
        *("figures", "places_cited", "written_by"),
    )
    list_filter = (
        *("state", "topic__facet", "kind", "design", "direction", "release"),
        *(("author", admin.RelatedOnlyFieldListFilter),),
    )
    list_select_related = ("topic", "author")
    search_fields = ("key", "headline", "source__key", "source__title")
    ordering = ("key", "-version")
    autocomplete_fields = ("source", "topic")
    readonly_fields = (
        *("state", "version", "written_by", "release", "created_at", "published_at"),
        *("state_reason", "suspended_by"),
    )
    fieldsets = (
        (None, {"fields": ("key", "source", "topic", "headline", "statement")}),
        (
            "What was studied",
            {
                "fields": (
                    *(("kind", "design", "direction"), "population", "places"),
                    *(("period_start", "period_end"), "comparison", "limitations"),
                )
            },
        ),
        ("For editors", {"fields": ("note",)}),
        (
            "Where it is",
            {
                "fields": (
                    *(("state", "version", "written_by", "release"),),
                    *(("created_at", "published_at"), "state_reason", "suspended_by"),
                ),
                "classes": ("collapse",),
            },
        ),
    )
    help_texts = {
        "key": "Public id, such as noy-zhang-time. All versions share it, for ever.",
        "kind": "Where its numbers come from.",
        "design": "How the study was built.",
        "direction": "On the question of its facet.",
        "places": "Country codes, one on each line; WW is the world, ZZ not stated.",
        "period_start": "When it was measured: YYYY, YYYY-MM or YYYY-MM-DD.",
        "period_end": "The same.",
        "comparison": "With what it is compared, if with anything.",
        "limitations": "One on each line, as a careful reader would put them.",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Finding]:
        """Return findings with their counts; contributors see no draft of others."""
        rows: Row = super().get_queryset(request)
        if not roles(request) & {EDITOR, REVIEWER}:
            rows = rows.public_or_by(acting(request))
        shown: QuerySet[Finding] = rows.annotate(
            figure_count=counted(Estimate, "finding"),
            citation_count=counted(FindingCitation, "finding"),
        )
        return shown

    @admin.display(description="author", ordering="author__username")
    def written_by(self, row: Finding) -> str:
        """Return who wrote this version: the one who may not decide on it."""
        return str(row.author)

    @admin.display(description="figures", ordering="figure_count")
    def figures(self, row: Finding) -> int:
        """Return how many figures the finding gives."""
        return int(getattr(row, "figure_count", 0))

    @admin.display(description="citations", ordering="citation_count")
    def places_cited(self, row: Finding) -> int:
        """Return on how many places it rests."""
        return int(getattr(row, "citation_count", 0))

    def has_change_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors change drafts, and contributors their own.

        What is posted goes on to the services whatever the state: if somebody moved the
        finding meanwhile, their refusal is shown on the form and nothing typed is lost.
        """
        allowed = super().has_change_permission(request, obj) and self.own(request, obj)
        posted = request.method == "POST"
        return allowed and (obj is None or posted or obj.state == State.DRAFT)

    def has_delete_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let authors delete drafts; what was decided on stays for ever."""
        allowed = super().has_delete_permission(request, obj) and self.own(request, obj)
        return allowed and (obj is None or obj.state == State.DRAFT)

    def own(self, request: HttpRequest, obj: Row) -> bool:
        """Whether it is an editor who asks, or a contributor about their own."""
        editor = EDITOR in roles(request)
        return editor or obj is None or obj.author_id == request.user.pk

    def get_fieldsets(self, request: HttpRequest, obj: Row = None) -> Row:
        """Return all that can be typed; of what is frozen, where it is and by whom."""
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        return ((None, self.fieldsets[-1][1] | {"classes": ()}),)

    def get_inlines(self, request: HttpRequest, obj: Row) -> tuple[type[Row], ...]:
        """Return the parts where they can be changed; else the page tells all."""
        if obj is None or self.has_change_permission(request, obj):
            return PARTS
        return ()

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Save the finding, whose author is whoever wrote it first, then its parts."""
        author = acting(request)
        if row is not None:
            finding_save(finding=row, author=author)
        for part in parts:
            if hasattr(part, "place"):
                part.citation = place_save(
                    citation=part.place, reading=part.look, author=author
                )
        rows_save(rows=parts, gone=gone, author=author)

    def view_on_site(self, obj: Finding) -> str:
        """Return the address at which readers find it."""
        return reverse("kb:finding", args=[obj.key])

    def get_view_on_site_url(self, obj: Row = None) -> str | None:
        """Return that address for what readers can see."""
        return self.view_on_site(obj) if obj and obj.state in PUBLIC else None

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen and of each move."""
        moves = [
            path(
                f"<int:object_id>/{move.name}/",
                self.admin_site.admin_view(self.move_view(move)),
                name=f"kb_finding_{move.name}",
            )
            for move in MOVES
        ]
        view = self.admin_site.admin_view(self.review_view)
        review = path("<int:object_id>/review/", view, name="kb_finding_review")
        compare = self.admin_site.admin_view(self.compare_view)
        both = path("<int:object_id>/compare/", compare, name="kb_finding_compare")
        return [*moves, review, both, *super().get_urls()]

    def compare_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what differs between two versions."""
        return compare_page(self, request, object_id)

    def review_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show the review of one finding."""
        return one_review(self, request, str(object_id))

    def move_view(self, move: Move) -> Callable[..., HttpResponse]:
        """Return the page of one move of one finding."""

        def view(request: HttpRequest, object_id: int) -> HttpResponse:
            return one_move(self, request, str(object_id), move)

        return view

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions that the role of whoever asks allows."""
        held = roles(request)
        found: dict[str, Any] = dict(super().get_actions(request))
        for move in MOVES:
            if move.open_to(held):
                found[move.name] = (partial(_run, move), move.name, move.label)
        return found

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a finding with its moves, what it lacks, and its other versions."""
        finding = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if finding is not None and self.has_view_permission(request, finding):
            whole = finding_whole(finding)
            context |= {
                "whole": whole,
                "lacks": lacks(finding),
                "moves": self.moves_for(request, whole.finding, whole.versions),
                "in_work": next((v for v in whole.versions if v.state in OPEN), None),
                "editable": self.has_change_permission(request, finding),
            }
        return super().change_view(request, object_id, form_url, context)

    def moves_for(
        self, request: HttpRequest, finding: Finding, versions: list[Finding]
    ) -> list[Move]:
        """Return the buttons: the moves that state and role allow, but for a review."""
        in_work = any(version.state in OPEN for version in versions)
        return [
            move
            for move in MOVES
            if finding.state in move.states
            and move not in DECISIONS
            and move.open_to(roles(request))
            and not (move.name == "revise" and in_work)
        ]


def _run(
    move: Move, screen: FindingAdmin, request: HttpRequest, rows: QuerySet[Finding]
) -> HttpResponse | None:
    """Ask for confirmation of a move for all that are chosen, or make it."""
    if rows.count() > MOST:
        screen.message_user(
            request,
            f"You chose {rows.count()} findings: whoever decides reads each of them, "
            f"at most {MOST} at a time.",
            messages.ERROR,
        )
        return None
    return move_page(screen, request, move, rows)
