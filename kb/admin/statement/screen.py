"""The screen of statements."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from kb.admin.comparing import compare_page
from kb.admin.finding.checklist import by_rule
from kb.admin.finding.moves import Move
from kb.admin.house import KbAdmin, KbInline, Row, acting, roles
from kb.admin.statement.deciding import one_move
from kb.admin.statement.moves import MOVES
from kb.admin.statement.preview import typed_preview
from kb.enums import State
from kb.formats import FIELDS
from kb.models import Statement, StatementFinding
from kb.rules.asked import statement_lacks
from kb.selectors.statement import statement_whole
from kb.services import statement_save

PUBLIC = {State.PUBLISHED, State.SUSPENDED}
OPEN = {State.DRAFT, State.IN_REVIEW}


class CitesInline(KbInline):
    """What the statement cites: its slots take figures from these."""

    model = StatementFinding
    joined = ("finding",)
    verbose_name = "cited finding"
    verbose_name_plural = "cited findings"
    autocomplete_fields = ("finding",)
    fields = (("finding", "position"),)
    help_texts = {
        "finding": "This version of it. Save or preview to see its slots.",
        "position": "Order on the page.",
    }


@admin.register(Statement)
class StatementAdmin(KbAdmin):
    """Statements. A draft is changed here; what is decided gets a new version."""

    whole = True
    change_form_template = "admin/kb/statement/change_form.html"
    list_display = (
        *("text", "key", "version", "state", "kind", "facet"),
        *("career", "skill", "written_by"),
    )
    list_filter = (
        *("state", "kind", "facet", "release"),
        ("career", admin.RelatedOnlyFieldListFilter),
        ("author", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("career", "skill", "facet", "author")
    search_fields = ("key", "text")
    ordering = ("key", "-version")
    autocomplete_fields = ("career", "skill")
    inlines = (CitesInline,)
    readonly_fields = (
        *("state", "version", "written_by", "created_at", "published_at"),
        *("state_reason", "suspended_with"),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("key", ("career", "skill"), ("facet", "kind", "position")),
                    *("text", "note"),
                )
            },
        ),
        (
            "Where it is",
            {
                "fields": (
                    *(("state", "version", "written_by"),),
                    *(("created_at", "published_at"), "state_reason", "suspended_with"),
                ),
                "classes": ("collapse",),
            },
        ),
    )
    help_texts = {
        "key": "Public id, such as backend-developer-python-pay. All versions share "
        "it, for ever.",
        "career": "With a skill: the page of the pair.",
        "skill": "Without a career: the page of the skill.",
        "facet": "The question of the page that it answers.",
        "kind": "A claim cites findings about this page; context may cite general "
        "ones; a judgement is marked as nobody's measurement.",
        "position": "Order among the statements on one question.",
        "text": "One sentence or a few. No digit: numbers are slots, as "
        "{noy-zhang-time:1:value}; the list of cited findings has them to copy.",
    }

    @admin.display(description="author", ordering="author__username")
    def written_by(self, row: Statement) -> str:
        """Return who wrote this version: the one who may not decide on it."""
        return str(row.author)

    def has_change_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors change drafts.

        What is posted goes on to the services whatever the state: if somebody moved the
        statement meanwhile, their refusal is shown and nothing typed is lost.
        """
        allowed = super().has_change_permission(request, obj)
        posted = request.method == "POST"
        return allowed and (obj is None or posted or obj.state == State.DRAFT)

    def has_delete_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors delete drafts; what was decided on stays for ever."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.state == State.DRAFT)

    def get_fieldsets(self, request: HttpRequest, obj: Row = None) -> Row:
        """Return all that can be typed; of what is frozen, where it is and by whom."""
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        return ((None, self.fieldsets[-1][1] | {"classes": ()}),)

    def get_inlines(self, request: HttpRequest, obj: Row) -> tuple[type[Row], ...]:
        """Return what is cited where it can be changed; else the page tells all."""
        if obj is None or self.has_change_permission(request, obj):
            return self.inlines
        return ()

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Save the statement, whose author is whoever wrote it first, and its cites."""
        statement_save(statement=row, cites=parts, gone=gone, author=acting(request))

    def view_on_site(self, obj: Statement) -> str:
        """Return the page that it is on."""
        if obj.career and obj.skill:
            return reverse("kb:pair", args=[obj.career.key, obj.skill.key])
        if obj.career:
            return reverse("kb:career", args=[obj.career.key])
        return reverse("kb:skill", args=[obj.skill.key]) if obj.skill else "/"

    def get_view_on_site_url(self, obj: Row = None) -> str | None:
        """Return that address for what readers can see."""
        return self.view_on_site(obj) if obj and obj.state in PUBLIC else None

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen, of the preview and of each move."""
        moves = [
            path(
                f"<int:object_id>/{move.name}/",
                self.admin_site.admin_view(self.move_view(move)),
                name=f"kb_statement_{move.name}",
            )
            for move in MOVES
        ]
        preview = self.admin_site.admin_view(self.preview_view)
        named = path("preview/", preview, name="kb_statement_preview")
        compare = self.admin_site.admin_view(self.compare_view)
        both = path("<int:object_id>/compare/", compare, name="kb_statement_compare")
        return [*moves, named, both, *super().get_urls()]

    def compare_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what differs between two versions."""
        return compare_page(self, request, object_id)

    def move_view(self, move: Move) -> Callable[..., HttpResponse]:
        """Return the page of one move of one statement."""

        def view(request: HttpRequest, object_id: int) -> HttpResponse:
            return one_move(self, request, object_id, move)

        return view

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """Show what was typed as readers would see it; nothing is stored."""
        return typed_preview(self, request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Offer the fields of a slot beside the form."""
        context = {"slot_fields": FIELDS, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a statement as it reads, with its moves and what it lacks."""
        statement = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if statement is not None and self.has_view_permission(request, statement):
            whole = statement_whole(statement)
            context |= {
                "whole": whole,
                "lacks": by_rule(statement_lacks([statement])),
                "moves": self.moves_for(request, whole.statement, whole.versions),
                "in_work": next((v for v in whole.versions if v.state in OPEN), None),
                "editable": self.has_change_permission(request, statement),
            }
        return super().change_view(request, object_id, form_url, context)

    def moves_for(
        self, request: HttpRequest, statement: Statement, versions: list[Statement]
    ) -> list[Move]:
        """Return the buttons: the moves that state and role allow."""
        in_work = any(version.state in OPEN for version in versions)
        return [
            move
            for move in MOVES
            if statement.state in move.states
            and move.role in roles(request)
            and not (move.name == "revise" and in_work)
        ]
