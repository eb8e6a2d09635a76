"""Sources, who stands behind them, and how they hang together."""

import json

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from citations.enums import Standing
from citations.models import (
    Citation,
    RecordSighting,
    Source,
    SourceOrganization,
    SourceRelation,
)
from citations.services import source_normalise
from kb.admin.citations.link import LinkInline
from kb.admin.citations.names import HELP as NAMES_HELP
from kb.admin.citations.names import NamesField
from kb.admin.citations.notice import SourceNoticeInline
from kb.admin.citations.registry import registry_page
from kb.admin.citations.snapshot import SnapshotInline
from kb.admin.forms import HouseForm
from kb.admin.merging import Mergeable
from kb.admin.screens import EVERYBODY, HouseAdmin, PartInline, Row, counted


class SourceForm(HouseForm):
    """A source as people paste it; identifiers are brought into their stored form."""

    class Meta:
        labels = {
            "doi": "DOI",
            "url": "Web address",
            "pmid": "PMID",
            "csl_type": "CSL type",
            "arxiv_version": "arXiv version",
        }

    author = NamesField(label="Authors", required=False, help_text=NAMES_HELP)
    isbn = forms.CharField(
        label="ISBN",
        max_length=30,
        required=False,
        help_text="10 or 13 digits, with or without hyphens.",
    )
    arxiv = forms.CharField(
        label="arXiv id",
        max_length=80,
        required=False,
        help_text="As in 2302.06590, or the address of its page.",
    )

    def make_ready(self) -> None:
        """Normalise the identifiers."""
        source_normalise(self.instance)


class RoleInline(PartInline):
    """Organizations behind a source."""

    model = SourceOrganization
    verbose_name = "organization"
    verbose_name_plural = "organizations behind it"
    autocomplete_fields = ("organization",)
    joined = ("organization",)
    fields = (("organization", "role"), "note")
    help_texts = {
        "organization": "The body itself, once for all its sources.",
        "role": "A vendor in any role marks the source.",
        "note": "How we know, where it is in doubt.",
    }


class RelationInline(PartInline):
    """Where a source has its numbers from, and what it replaces."""

    model = SourceRelation
    fk_name = "from_source"
    verbose_name = "relation"
    verbose_name_plural = "relations to other sources"
    autocomplete_fields = ("to_source",)
    joined = ("from_source", "to_source")
    fields = (("kind", "to_source"), "note")
    help_texts = {
        "kind": "Read: this source … that one. The chain to the primary source "
        "follows “is derived from”, “reports on” and “uses data of”.",
        "to_source": "The other source.",
    }


class LeadsHereInline(PartInline):
    """Sources that lead to this one; they are changed on their own pages."""

    model = SourceRelation
    fk_name = "to_source"
    may_add = may_change = may_delete = False
    verbose_name = "relation from another source"
    verbose_name_plural = "sources that lead here"
    joined = ("from_source", "to_source")
    fields = (("from_source", "kind"), "note")
    classes = ("collapse",)


class SightingInline(PartInline):
    """Where the record was seen."""

    model = RecordSighting
    verbose_name = "address"
    verbose_name_plural = "where its record was seen"
    help_texts = {"address": "Web address, or a file and its row."}
    classes = ("collapse",)


@admin.register(Source)
class SourceAdmin(Mergeable, HouseAdmin):
    """Sources. Their keys last for ever, so they are never deleted."""

    readers = EVERYBODY
    may_delete = False
    change_form_template = "admin/citations/source/change_form.html"
    form: Row = SourceForm
    list_display = (
        *("title", "key", "source_class", "issued", "primary"),
        *("standing_now", "places_cited"),
    )
    list_filter = ("source_class", "primary", "notices__kind", "csl_type")
    search_fields = ("key", "title", "doi", "arxiv", "pmid", "isbn", "url")
    readonly_fields = ("standing_now", "kept_beside")
    ordering = ("title", "key")
    inlines = (
        *(RoleInline, RelationInline, LeadsHereInline),
        *(SightingInline, LinkInline, SnapshotInline, SourceNoticeInline),
    )
    help_texts = {
        "source_class": "An opinion or synthetic source binds the kind of its claims.",
        "title": "As it stands on the work.",
        "csl_type": "The type that reference managers will see.",
        "container_title": "Journal, proceedings, book or site it appeared in.",
        "publisher": "As the work names it.",
        "volume": "As printed.",
        "issue": "As printed.",
        "page": "First and last, as 187-192.",
        "number": "Of a report or working paper.",
        "edition": "Of a book; one ISBN may have several.",
        "version": "Of a preprint, dataset or page; each version is a source.",
        "arxiv_version": "Taken from the id if it names one.",
        "pmid": "Its digits.",
        "doi": "Bare or as an address; stored in small letters.",
        "url": "The canonical address, without a fragment.",
        "language": "BCP 47 tag.",
        "licence": "What the source lets others do, where it says.",
        "note": "What a curator should know.",
    }
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("title", "key", ("source_class", "csl_type", "primary")),
                    *("author", ("issued", "language"), "standing_now", "note"),
                )
            },
        ),
        (
            "Identifiers",
            {"fields": ("doi", "url", ("arxiv", "arxiv_version"), ("pmid", "isbn"))},
        ),
        (
            "Where it appeared",
            {
                "fields": (
                    *("container_title", "publisher", ("volume", "issue", "page")),
                    *(("number", "edition", "version"), "licence"),
                ),
                "classes": ("collapse",),
            },
        ),
        (
            "Record and use",
            {
                "fields": (
                    *("unconfirmed_fields", "notices_checked_at", "kept_beside"),
                    *(*Mergeable.merged, "withdrawn_reason"),
                ),
                "classes": ("collapse",),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Return sources with their standing and counts."""
        rows = Source.objects.with_standing().order_by(*self.get_ordering(request))
        return rows.annotate(citation_count=counted(Citation, "source"))

    @admin.display(description="standing")
    def standing_now(self, row: Source) -> str:
        """Return whether the source still stands, by all its notices."""
        standing = getattr(row, "standing", Standing.UNCHECKED)
        return str(Standing(standing).label)

    @admin.display(description="kept beside the fields")
    def kept_beside(self, row: Source) -> str:
        """Return what the record holds beyond the fields, as CSL-JSON."""
        return json.dumps(row.extra, ensure_ascii=False, indent=2) if row.extra else "-"

    @admin.display(description="places cited", ordering="citation_count")
    def places_cited(self, row: Source) -> int:
        """Return how many places in the source are cited."""
        return int(getattr(row, "citation_count", 0))

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the screen, and of asking the registries."""
        view = self.admin_site.admin_view(self.notices_view)
        name = "citations_source_notices"
        return [path("<int:object_id>/notices/", view, name=name), *super().get_urls()]

    def notices_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask the registries about a source, and show what their notices would do."""
        return registry_page(self, request, object_id)
