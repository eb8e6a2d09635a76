"""What the screens of a career's description share: a citation and a release."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from kb.admin.house import EDITOR, KbAdmin, Row, acting, roles, sentences
from kb.admin.screens import REFUSED
from kb.enums import DescriptionState
from kb.models import Release
from kb.services import described_delete, described_revise, described_save

HELP = {
    "career": "The career it describes.",
    "citation": "The place in a source that says so.",
    "release": "One of your releases in review: readers see it once another person "
    "approves that. Open a release first if there is none.",
    "position": "Order on the page.",
}
FRAME = ("career", "citation", ("release", "position"))


class DescribedAdmin(KbAdmin):
    """A description reaches readers with its release, as four eyes ask."""

    fixed: ClassVar[tuple[str, ...]] = ()
    whole = True
    change_form_template = "admin/kb/described/change_form.html"
    list_filter: ClassVar[tuple[Row, ...]] = (
        *("state", "release"),
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

    def has_change_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors change what is in review; what is posted goes to the services."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.method == "POST" or is_open(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors delete what is still in review."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or is_open(obj))

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen and of the next version of a row."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_revise"
        view = self.admin_site.admin_view(self.revise_view)
        return [path("<int:object_id>/revise/", view, name=name), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a description, with the way to its next version if readers see it."""
        context = dict(extra_context or {}) | {"may_revise": EDITOR in roles(request)}
        return super().change_view(request, object_id, form_url, context)

    def revise_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask for a release; when posted, open the next version in it."""
        if EDITOR not in roles(request):
            raise PermissionDenied
        row = self.get_object(request, str(object_id))
        if row is None:
            return HttpResponseRedirect(reverse(self._address("changelist")))
        own = Release.objects.in_review().filter(author=acting(request))
        refused: list[str] = []
        if request.method == "POST":
            chosen = request.POST.get("release", "")
            release = next((each for each in own if str(each.pk) == chosen), None)
            try:
                return self.revise(request, row, release)
            except REFUSED as error:
                refused = sentences(error)
        context = {
            **self.admin_site.each_context(request),
            "title": "Write a new version",
            "opts": self.opts,
            "row": row,
            "releases": own,
            "refused": refused,
        }
        return TemplateResponse(request, "admin/kb/described/revise.html", context)

    def revise(
        self, request: HttpRequest, row: Row, release: Release | None
    ) -> HttpResponse:
        """Open the next version of a row, and lead to it."""
        if release is None:
            raise ValidationError("Choose one of your releases that is in review.")
        with transaction.atomic():
            new = described_revise(row=row, release=release, author=acting(request))
            self.log_addition(request, new, f"New version of {row.pk}.")
        messages.success(
            request, "This is the new version; readers see the old one meanwhile."
        )
        return HttpResponseRedirect(reverse(self._address("change"), args=[new.pk]))

    def _address(self, screen: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{screen}"

    def formfield_for_foreignkey(
        self, db_field: Row, request: HttpRequest, **kwargs: Row
    ) -> Row:
        """Offer the releases that this person may still write in."""
        if db_field.name == "release":
            kwargs["queryset"] = Release.objects.in_review().filter(
                author=acting(request)
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="shown", boolean=True, ordering="state")
    def shown(self, row: Row) -> bool:
        """Return whether readers see it."""
        return bool(row.state == DescriptionState.SHOWN)


def is_open(row: Row) -> bool:
    """Tell whether a description may still change."""
    return bool(row.state == DescriptionState.IN_REVIEW)
