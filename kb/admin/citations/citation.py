"""Places in sources, and what was read there."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from citations.models import Citation, Flag, Reading
from citations.services import quote_place
from kb.admin.forms import HouseForm
from kb.admin.screens import (
    AUTHORS,
    EDITOR,
    EVERYBODY,
    HouseAdmin,
    PartInline,
    Row,
    counted,
)


class ReadingInline(PartInline):
    """Each look at the place: added, never changed."""

    model = Reading
    writers = AUTHORS
    may_change = may_delete = False
    verbose_name_plural = "readings (added, never changed)"
    fields = (("read", "confirmation"), "address", "says", "position")
    help_texts = {
        "read": "What you had before your eyes, not what exists.",
        "confirmation": "Dataset: the row itself. Primary: the source. Mirror: a copy. "
        "Secondary: only a page about it.",
        "position": "Order among the readings of this place.",
    }

    def has_add_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let contributors read a new place; ``obj`` is one that stands."""
        standing = obj is not None and obj.pk is not None
        return (
            EDITOR in self.held(request)
            if standing
            else bool(self.held(request) & self.writers)
        )


class FlagInline(PartInline):
    """What somebody said is wrong with the place, and what came of it."""

    model = Flag
    may_add = may_change = may_delete = False
    joined = ("raised_by", "decided_by")
    verbose_name_plural = "flags: what somebody said is wrong"
    fields = (("kind", "raised_by", "raised_at"), "text", ("state", "resolution"))
    readonly_fields = ("raised_by", "raised_at")


class CitationForm(HouseForm):
    """A place, and the quote that is looked for in a snapshot of its source."""

    def make_ready(self) -> None:
        """Find the place of the quote, once the source is known."""
        if self.instance.source_id is not None:
            quote_place(self.instance)


@admin.register(Citation)
class CitationAdmin(HouseAdmin):
    """Citations. One that a published finding rests on is frozen."""

    form: Row = CitationForm
    readers = EVERYBODY
    writers = AUTHORS
    change_form_template = "admin/citations/citation/change_form.html"
    fixed = ("key", "source")
    fields = ("source", "key", ("label", "locator"), "quote", "snapshot", "note")
    list_display = ("key", "source", "label", "locator", "quoted", "times_read")
    list_filter = ("label", "readings__confirmation", "readings__read")
    list_select_related = ("source",)
    search_fields = ("key", "locator", "source__key", "source__title")
    autocomplete_fields = ("source", "snapshot")
    inlines = (ReadingInline, FlagInline)
    help_texts = {
        "source": "The version in which the place is. Written once.",
        "key": "Public id, such as noy-zhang-2023-p-187. It can never change.",
        "label": "What the locator points at.",
        "quote": "Copied from the snapshot to the character, at least 20 characters "
        "and 3 words, from one place. White space does not matter.",
        "snapshot": "In which the quote stands; left empty, the newest of the source.",
        "note": "What a curator should know.",
    }

    def has_change_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let contributors add a place, and editors change it."""
        return EDITOR in self.held(request)

    def has_delete_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let editors delete a place that nothing rests on."""
        return EDITOR in self.held(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        """Return citations with their counts."""
        rows: QuerySet[Citation] = super().get_queryset(request)
        return rows.annotate(reading_count=counted(Reading, "citation"))

    @admin.display(description="quoted", boolean=True)
    def quoted(self, row: Citation) -> bool:
        """Tell whether it has a quote."""
        return bool(row.quote)

    @admin.display(description="readings", ordering="reading_count")
    def times_read(self, row: Citation) -> int:
        """Return how often somebody looked; a place nobody read is unverified."""
        return int(getattr(row, "reading_count", 0))
