"""Snapshots: the text of a source as it was retrieved. Attached, never changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from citations.formats.texts import LARGEST, LONGEST, MOST_PAGES
from citations.models import Citation, Snapshot
from citations.services import (
    sentence,
    snapshot_read,
    snapshot_save,
    snapshot_withdraw,
)
from kb.admin.forms import HouseForm, Value
from kb.admin.screens import HouseAdmin, PartInline, Row, acting, counted

HELP = {
    "source": "The version that was retrieved.",
    "retrieved_from": "The web address, or the name of the file.",
}
TYPED = ("source", "retrieved_from", "retrieved_at", "file", "paste")
TOLD = (
    *("source", "retrieved_from", "retrieved_at", "media_type", "size", "digest"),
    *("length", "page_count", "beginning", "attached_by", "attached_at"),
)
SHOWN = 2_000


class AttachForm(HouseForm):
    """A file or a pasted text; what follows from it is read out of it."""

    class Meta:
        labels = {"retrieved_from": "Retrieved from"}

    retrieved_at = forms.DateTimeField(
        label="Retrieved at", help_text="In UTC, as 2024-05-01 10:00."
    )
    file = forms.FileField(
        label="File",
        required=False,
        help_text=f"A text, a saved web page or a PDF: at most {LARGEST // 10**6} MB, "
        f"{MOST_PAGES:,} pages and {LONGEST // 10**6} million characters. The file "
        "itself is not kept, only its text and its SHA-256.",
    )
    paste = forms.CharField(
        label="Or its text",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "class": "vLargeTextField"}),
        help_text="Pasted from where you read it: the whole page, or the passage with "
        "what stands around it.",
    )

    def make_ready(self) -> None:
        """Read what was received."""
        if "file" in self.fields:
            snapshot_read(self.instance, self.received())

    def received(self) -> bytes:
        """Return the bytes of the file, or of what was pasted."""
        file: Value = self.cleaned_data.get("file")
        paste = str(self.cleaned_data.get("paste") or "")
        if bool(file) == bool(paste.strip()):
            message = "Choose a file or paste the text: one of the two."
            raise ValidationError(sentence(message, "snapshot-is-as-received"))
        if not file:
            return paste.encode()
        file.seek(0)
        received: bytes = file.read(LARGEST + 1)
        return received


class SnapshotInline(PartInline):
    """The snapshots of a source, on its page; one is attached on a page of its own."""

    model = Snapshot
    may_add = may_change = may_delete = False
    show_change_link = True
    verbose_name_plural = "snapshots: its text as it was retrieved"
    fields = (("retrieved_at", "media_type"), "retrieved_from", "digest")
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        """Return the snapshots, without their texts."""
        rows: Row = super().get_queryset(request)
        found: QuerySet[Snapshot] = rows.select_related("source").without_text()
        return found


@admin.register(Snapshot)
class SnapshotAdmin(HouseAdmin):
    """Snapshots. They are private: their texts are other people's work."""

    form: Row = AttachForm
    may_delete = False
    fixed = ()
    list_display = (
        *("source", "media_type", "retrieved_at", "short_digest", "quotes"),
        "withdrawn",
    )
    list_filter = ("media_type", "retrieved_at")
    list_select_related = ("source",)
    search_fields = ("source__key", "source__title", "digest", "retrieved_from")
    autocomplete_fields = ("source",)
    help_texts = HELP | {
        "withdrawn_reason": "To let nothing be quoted from it any more, say why. "
        "Refused while something is quoted; it cannot be taken back.",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        """Return snapshots without their texts, and how many quotes rest on each."""
        rows: Row = super().get_queryset(request)
        counts = {"quote_count": counted(Citation, "snapshot")}
        found: QuerySet[Snapshot] = rows.without_text().annotate(**counts)
        return found

    def get_fields(self, request: HttpRequest, obj: Row = None) -> tuple[str, ...]:
        """Return what is typed for a new snapshot, and all of a stored one."""
        return (*TOLD, "withdrawn_reason") if obj else TYPED

    def get_readonly_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> tuple[str, ...]:
        """Return all that was received: a snapshot is never changed."""
        if obj is None:
            return ()
        return (*TOLD, "withdrawn_reason") if obj.withdrawn_reason else TOLD

    def get_form(
        self, request: HttpRequest, obj: Row = None, change: Row = None, **kwargs: Row
    ) -> Row:
        """Return the form: without a file once the snapshot is stored."""
        if obj is not None:
            kwargs["form"] = HouseForm
        return super().get_form(request, obj, change, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Suggest now as the time of retrieval."""
        given = dict(super().get_changeform_initial_data(request))
        return {"retrieved_at": timezone.now()} | given

    def save_form(self, request: HttpRequest, form: Row, change: Row) -> Row:
        """Keep what was received beside the row until it is stored."""
        if not change:
            form.instance.received = form.received()
        return super().save_form(request, form, change)

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Attach a new snapshot; withdraw a stored one."""
        author = acting(request)
        if row is not None and row._state.adding:
            snapshot_save(snapshot=row, received=row.received, attached_by=author)
        elif row is not None:
            reason = row.withdrawn_reason
            snapshot_withdraw(snapshot=row, author=author, reason=reason)

    @admin.display(description="SHA-256")
    def short_digest(self, row: Snapshot) -> str:
        """Return the first characters of the digest of what was received."""
        return f"{row.digest[:12]}…"

    @admin.display(description="quotes", ordering="quote_count")
    def quotes(self, row: Snapshot) -> int:
        """Return how many citations quote from it."""
        return int(getattr(row, "quote_count", 0))

    @admin.display(description="may be quoted", boolean=True)
    def withdrawn(self, row: Snapshot) -> bool:
        """Tell whether it may still be quoted from."""
        return not row.withdrawn_reason

    @admin.display(description="characters of text")
    def length(self, row: Snapshot) -> str:
        """Return how long the text is."""
        return f"{len(row.text):,}"

    @admin.display(description="pages")
    def page_count(self, row: Snapshot) -> str:
        """Return how many pages it has, where it has pages."""
        return f"{len(row.pages):,}" if row.pages else "none"

    @admin.display(description="how its text begins")
    def beginning(self, row: Snapshot) -> str:
        """Return the first of its text."""
        return row.text[:SHOWN] + "…" * (len(row.text) > SHOWN)
