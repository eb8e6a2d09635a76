"""What the screens of a career's description share: a citation and a release."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from kb.admin.house import KbAdmin, Row, acting
from kb.enums import ReleaseState
from kb.models import Release
from kb.services import described_delete, described_save

HELP = {
    "career": "The career it describes.",
    "citation": "The place in a source that says so.",
    "release": "One of your releases in review: what you change leaves readers' sight "
    "until another person approves it. Open a release first if there is none.",
    "position": "Order on the page.",
}
FRAME = ("career", "citation", ("release", "position"))


class DescribedAdmin(KbAdmin):
    """A description reaches readers with its release, as four eyes ask."""

    fixed: ClassVar[tuple[str, ...]] = ()
    whole = True
    list_filter: ClassVar[tuple[Row, ...]] = (
        *("release__state", "release"),
        ("career", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related: ClassVar[tuple[str, ...]] = (
        *("career", "release", "citation__source"),
    )
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("career", "citation")
    help_texts = HELP

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Save the description with its parts, in a release in review."""
        described_save(row=row, parts=parts, gone=gone, author=acting(request))

    def remove(self, request: HttpRequest, row: Row) -> None:
        """Delete a description that is still in review."""
        described_delete(row=row, author=acting(request))

    def has_delete_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors delete what readers do not see yet."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not self.shown(obj))

    def formfield_for_foreignkey(
        self, db_field: Row, request: HttpRequest, **kwargs: Row
    ) -> Row:
        """Offer the releases that this person may still write in."""
        if db_field.name == "release":
            kwargs["queryset"] = Release.objects.in_review().filter(
                author=acting(request)
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="shown", boolean=True)
    def shown(self, row: Row) -> bool:
        """Return whether readers see it."""
        return bool(row.release.state == ReleaseState.APPROVED)
