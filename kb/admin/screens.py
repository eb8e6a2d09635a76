"""What every screen of the admin shares: who may, how it saves, how it refuses."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import (
    Count,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from citations.services import row_delete, rows_save
from kb.admin.forms import HouseForm, PartFormSet
from kb.admin.paging import BoundedPaginator
from kb.admin.past import history_page
from kb.admin.refusal import NOT_REPEATED, REFUSED, sentences
from kb.admin.roles import (
    AUTHORS,
    CONTRIBUTOR,
    EDITOR,
    EVERYBODY,
    REVIEWER,
    Roles,
    Row,
    acting,
    roles,
)
from kb.admin.stale import (
    began_from,
    check_why,
    difference_page,
    overtaken,
    typed_page,
    writing,
)
from kb.selectors.note import noted_as, notes_on
from kb.services import StaleEditError

if TYPE_CHECKING:
    RowAdmin: TypeAlias = admin.ModelAdmin[Any]
    RowInline: TypeAlias = admin.StackedInline[Any, Any]
else:
    RowAdmin = admin.ModelAdmin
    RowInline = admin.StackedInline

__all__ = [
    "AUTHORS",
    "CONTRIBUTOR",
    "EDITOR",
    "EVERYBODY",
    "NOT_REPEATED",
    "REFUSED",
    "REVIEWER",
    "HouseAdmin",
    "PartInline",
    "Row",
    "acting",
    "counted",
    "roles",
    "sentences",
]
TOLD = "attest.refused"


def counted(model: type[Model], by: str) -> Coalesce:
    """Count the rows of ``model`` that point by ``by`` to each row of a list."""
    rows = model._default_manager.filter(**{by: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(rows.values(by).annotate(n=Count("pk")).values("n")), 0)


def no_cross(field: Row) -> Row:
    """Take from the field of a form the cross that deletes another row."""
    if field is not None and hasattr(field.widget, "can_delete_related"):
        field.widget.can_delete_related = False
    return field


class PartInline(Roles, RowInline):
    """Parts of a row, on its page; ``joined`` is what their names need."""

    readers = EVERYBODY
    form: Row = HouseForm
    formset = PartFormSet
    extra = 0
    joined: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        """Return the parts with the rows that their names are made of, ``joined``."""
        return super().get_queryset(request).select_related(*self.joined)

    def formfield_for_dbfield(
        self, db_field: Row, request: HttpRequest, **kwargs: Row
    ) -> Row:
        """Return the field, without a cross that would delete what it points to."""
        return no_cross(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_formset(self, request: HttpRequest, obj: Row = None, **kwargs: Row) -> Row:
        """Return the formset, with a help text for each field that needs one."""
        kwargs.setdefault("help_texts", self.help_texts)
        return super().get_formset(request, obj, **kwargs)


class HouseAdmin(Roles, RowAdmin):
    """A screen that saves through the services and shows their refusals on the form.

    A refusal undoes everything, and the same form is shown again with what was typed
    and a sentence for each rule. ``fixed`` names fields that are written once;
    ``whole`` says that the row is stored again when only a part of it changed.
    """

    form: Row = HouseForm
    fixed: ClassVar[tuple[str, ...]] = ("key",)
    whole: ClassVar[bool] = False
    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator
    # Numbers beside filters would each count a table.
    show_facets = admin.ShowFacets.NEVER

    def formfield_for_dbfield(
        self, db_field: Row, request: HttpRequest, **kwargs: Row
    ) -> Row:
        """Return the field, without a cross that would delete what it points to."""
        return no_cross(super().formfield_for_dbfield(db_field, request, **kwargs))

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Store a row (``None`` if it is as it was) and its parts, by a service."""
        rows = [*([] if row is None else [row]), *parts]
        rows_save(rows=rows, gone=gone, author=acting(request))

    def remove(self, request: HttpRequest, row: Row) -> None:
        """Delete a row through a service."""
        row_delete(row=row, author=acting(request))

    def save_model(
        self, request: HttpRequest, obj: Row, form: Row, change: Row
    ) -> None:
        """Save nothing yet: ``save_related`` stores the row and its parts as one."""

    def save_related(
        self, request: HttpRequest, form: Row, formsets: Iterable[Row], change: Row
    ) -> None:
        """Store the row and its parts as one piece."""
        parts: list[Row] = []
        gone: list[Row] = []
        for formset in formsets:
            parts += formset.save(commit=False)
            gone += formset.deleted_objects
        row, written = form.instance, form.has_changed() or not change
        if change and (written or gone or any(part.pk for part in parts)):
            check_why(request, row)
        with writing(request, row, change=bool(change)):
            self.store(request, row if self.whole or written else None, parts, gone)

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        """Delete one row through its service."""
        self.remove(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Delete all of the rows, or none and say why."""
        with transaction.atomic():
            for row in queryset:
                self.remove(request, row)

    def get_form(
        self, request: HttpRequest, obj: Row = None, change: Row = None, **kwargs: Row
    ) -> Row:
        """Return the form of this request, with what was refused a moment ago."""
        kwargs.setdefault("help_texts", self.help_texts)
        form: Row = super().get_form(request, obj, bool(change), **kwargs)
        form.refused = request.META.get(TOLD, [])
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show and save the form; a refusal shows it again, nothing lost.

        A form that somebody else's save has overtaken is answered with the differences.
        """
        posted = request.method == "POST"
        if posted and object_id is not None and self.has_change_permission(request):
            late = overtaken(self, request, object_id)
            if late is not None:
                return late
        context = dict(extra_context or {}) | began_from(self, request, object_id)
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except StaleEditError:
            row = self.get_object(request, str(object_id))
            return difference_page(self, request, row)
        except REFUSED as error:
            if not posted:
                raise
            request.META[TOLD] = sentences(error)
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except PermissionDenied as error:
            return typed_page(self, request, error)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,  # noqa: FBT001, FBT002 - Django's own
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Row = None,
    ) -> HttpResponse:
        """Show the form, with what colleagues noted on the row."""
        if obj is not None and obj.pk and noted_as(obj):
            context |= {"noted_as": noted_as(obj), "notes": notes_on(obj)}
        return super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show who changed a row and its parts, and lead back to a version."""
        return history_page(self, request, object_id)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Ask and delete; a refusal leads back with its sentence."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            return self.back(request, error)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list; what an action was refused leads back with its sentence."""
        try:
            return super().changelist_view(request, extra_context)
        except ValidationError as error:
            return self.back(request, error)

    def back(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """Lead back to the same address, with a message for each sentence."""
        for sentence in sentences(error):
            messages.error(request, sentence)
        return HttpResponseRedirect(request.get_full_path())

    def get_readonly_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> tuple[str, ...]:
        """Return what cannot be changed: more, once the row exists."""
        given = tuple(str(name) for name in super().get_readonly_fields(request, obj))
        return (*given, *self.fixed) if obj else given

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Row = None
    ) -> dict[str, Any]:
        """Suggest a key for a new row only."""
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))
