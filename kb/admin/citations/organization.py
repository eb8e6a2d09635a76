"""Organizations, and what they stand to gain."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from citations.models import Organization, SourceOrganization
from kb.admin.merging import Mergeable
from kb.admin.screens import EVERYBODY, HouseAdmin, counted


@admin.register(Organization)
class OrganizationAdmin(Mergeable, HouseAdmin):
    """Organizations. Their keys last for ever, so they are never deleted."""

    readers = EVERYBODY
    may_delete = False
    fields = ("name", "key", "interest", "url", "note", *Mergeable.merged)
    list_display = ("name", "key", "interest", "sources_behind")
    list_filter = ("interest",)
    search_fields = ("key", "name")
    prepopulated_fields = {"key": ("name",)}
    help_texts = {
        "name": "As it calls itself.",
        "key": "Public id. It can never change or be used again.",
        "interest": "Every source of a vendor is marked as such wherever it is shown.",
        "url": "Its own address.",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        """Return organizations with their counts."""
        rows: QuerySet[Organization] = super().get_queryset(request)
        return rows.annotate(source_count=counted(SourceOrganization, "organization"))

    @admin.display(description="sources", ordering="source_count")
    def sources_behind(self, row: Organization) -> int:
        """Return in how many roles the organization stands behind a source."""
        return int(getattr(row, "source_count", 0))
