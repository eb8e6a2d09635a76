"""Who decided what, and who may not decide on whom."""

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest

from kb.admin.house import EDITOR, REVIEWER, KbAdmin, Row, acting, roles
from kb.models import DeclaredInterest, FindingEditor, Review
from kb.services import interest_declare, interest_withdraw


@admin.register(Review)
class ReviewAdmin(KbAdmin):
    """Reviews: written by deciding on a finding, never changed."""

    may_add = may_change = may_delete = False
    fixed = ()
    fields = ("finding", "decision", "decided_by", "release", "note", "digest")
    readonly_fields = ("decided_by",)
    list_display = ("finding", "decision", "decided_by", "release", "decided_at")
    list_filter = (
        "decision",
        "release",
        ("reviewer", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("finding", "reviewer", "release")
    search_fields = ("finding__key", "note", "reviewer__username")
    ordering = ("-decided_at",)

    @admin.display(description="reviewer", ordering="reviewer__username")
    def decided_by(self, row: Review) -> str:
        """Return who decided."""
        return str(row.reviewer)


@admin.register(FindingEditor)
class FindingEditorAdmin(KbAdmin):
    """Who wrote at which version: noted by the services, never changed."""

    may_add = may_change = may_delete = False
    fixed = ()
    fields = ("finding", "who")
    readonly_fields = ("who",)
    list_display = ("finding", "who")
    list_filter = (("person", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("finding", "person")
    search_fields = ("finding__key", "person__username")

    @admin.display(description="person", ordering="person__username")
    def who(self, row: FindingEditor) -> str:
        """Return who wrote at it."""
        return str(row.person)


@admin.register(DeclaredInterest)
class DeclaredInterestAdmin(KbAdmin):
    """Interests: a reviewer declares their own, an editor anybody's."""

    may_change = False
    fixed = ()
    list_display = ("whose", "organization", "declared_at")
    list_filter = (("person", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("person", "organization")
    search_fields = ("person__username", "organization__name", "note")
    autocomplete_fields = ("organization",)
    help_texts = {
        "person": "From then on they cannot decide on findings of that organization.",
        "organization": "Publisher, funder, author's employer, seller or host.",
        "note": "What the interest is: employment, shares, family, a paid talk.",
    }

    @admin.display(description="person", ordering="person__username")
    def whose(self, row: DeclaredInterest) -> str:
        """Return whose interest it is."""
        return str(row.person)

    def get_fields(self, request: HttpRequest, obj: Row = None) -> tuple[str, ...]:
        """Return what is typed, and of a stored interest what it says."""
        return ("whose" if obj else "person", "organization", "note")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> tuple[str, ...]:
        """Return all of a stored interest: it is never changed."""
        return tuple(self.get_fields(request, obj)) if obj else ()

    def has_add_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let reviewers declare as well."""
        return bool(roles(request) & {EDITOR, REVIEWER})

    def formfield_for_foreignkey(
        self, db_field: Row, request: HttpRequest, **kwargs: Row
    ) -> Row:
        """Offer an editor all who may decide, a reviewer themselves."""
        if db_field.name == "person":
            people = User.objects.filter(groups__name__in=[EDITOR, REVIEWER]).distinct()
            if EDITOR not in roles(request):
                people = people.filter(pk=acting(request).pk)
            kwargs["queryset"] = people.order_by("username")
            kwargs["initial"] = acting(request).pk
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Record the interest."""
        interest_declare(interest=row, author=acting(request))

    def remove(self, request: HttpRequest, row: Row) -> None:
        """Take a declaration back, never one's own."""
        interest_withdraw(interest=row, author=acting(request))
