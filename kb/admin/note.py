"""Notes among colleagues, from the page of what they are about."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from kb.admin.house import (
    EDITOR,
    EVERYBODY,
    REVIEWER,
    KbAdmin,
    KbForm,
    KbInline,
    Row,
    acting,
)
from kb.models import Note, NoteMention
from kb.models.note import ABOUT
from kb.services import note_resolve, note_write

HELP = "What the note is about; fill in one of these."


class ResolveForm(KbForm):
    """Whether the note is settled."""

    settled = forms.BooleanField(
        required=False,
        help_text="Nobody needs to see to it any more. It stays where it is.",
    )


class MentionInline(KbInline):
    """Whom a note names."""

    model = NoteMention
    may_add = may_change = may_delete = False
    joined = ("person",)
    verbose_name_plural = "whom it names"
    fields = ("whom",)
    readonly_fields = ("whom",)

    @admin.display(description="person")
    def whom(self, row: NoteMention) -> str:
        """Return who is named."""
        return str(row.person)


class MineFilter(admin.SimpleListFilter):
    """Those that name whoever asks."""

    title = "whom they name"
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Row) -> list[tuple[str, str]]:
        """Return the choice."""
        return [("1", "me")]

    def queryset(self, request: HttpRequest, queryset: Row) -> Row:
        """Return the notes that name me, if that is asked for."""
        return queryset.mentioning(acting(request)) if self.value() else queryset


@admin.register(Note)
class NoteAdmin(KbAdmin):
    """Notes. Written once; anybody with a role may say that one is settled."""

    readers = writers = EVERYBODY
    may_delete = False
    fixed = ()
    inlines = (MentionInline,)
    list_display = ("said", "subject", "written_by", "written_at", "open")
    list_filter = (
        MineFilter,
        ("resolved_at", admin.EmptyFieldListFilter),
        ("author", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = (*ABOUT, "citation__source", "author")
    search_fields = ("text", "finding__key", "source__key", "citation__key")
    autocomplete_fields = ABOUT
    help_texts = dict.fromkeys(ABOUT, HELP)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Note]:
        """Return notes; to a contributor theirs, and those that name them."""
        rows: Row = super().get_queryset(request)
        if not self.held(request) & {EDITOR, REVIEWER}:
            me = acting(request)
            named = NoteMention.objects.filter(person=me).values("note")
            rows = rows.filter(Q(author=me) | Q(pk__in=named))
        shown: QuerySet[Note] = rows
        return shown

    @admin.display(description="note")
    def said(self, row: Note) -> str:
        """Return how the text begins."""
        return row.text[:80]

    @admin.display(description="about")
    def subject(self, row: Note) -> str:
        """Return what it is about."""
        return str(row.about)

    @admin.display(description="author", ordering="author__username")
    def written_by(self, row: Note) -> str:
        """Return who wrote it."""
        return str(row.author)

    @admin.display(description="settled by")
    def settled_by(self, row: Note) -> str:
        """Return who settled it."""
        return str(row.resolved_by or "nobody yet")

    @admin.display(description="open", boolean=True)
    def open(self, row: Note) -> bool:
        """Return whether somebody has to see to it still."""
        return row.resolved_at is None

    def get_fields(self, request: HttpRequest, obj: Row = None) -> Any:  # noqa: ANN401
        """Return the text, and what it is about as far as the address does not say."""
        if obj is None:
            named = [name for name in ABOUT if request.GET.get(name)]
            return (*(named or ABOUT), "text")
        told = ("subject", "text", ("written_by", "written_at"))
        return (*told, ("settled_by", "resolved_at") if obj.resolved_at else "settled")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> tuple[str, ...]:
        """Return all of a note that stands."""
        if obj is None:
            return ()
        return (
            *("subject", "text", "written_by", "written_at"),
            *("settled_by", "resolved_at"),
        )

    def get_form(
        self, request: HttpRequest, obj: Row = None, change: Row = None, **kwargs: Row
    ) -> Row:
        """Return the form to write a note, or to settle one."""
        if obj is not None and not obj.resolved_at:
            kwargs["form"] = ResolveForm
        return super().get_form(request, obj, change, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Row) -> tuple[type[Row], ...]:
        """Return whom it names, once it does."""
        return self.inlines if obj else ()

    def save_related(
        self, request: HttpRequest, form: Row, formsets: Row, change: Row
    ) -> None:
        """Write the note, or settle it."""
        for formset in formsets:  # nothing can be typed there; Django asks what changed
            formset.save(commit=False)
        if not change:
            note_write(note=form.instance, author=acting(request))
        elif form.cleaned_data.get("settled"):
            note_resolve(note=form.instance, by=acting(request))
