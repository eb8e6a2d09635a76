"""The house of the lower apps' screens, with the rules and services of this one."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db.models import DecimalField
from django.http import HttpRequest

from kb.admin.forms import HouseForm, Value
from kb.admin.screens import (
    AUTHORS,
    CONTRIBUTOR,
    EDITOR,
    EVERYBODY,
    REVIEWER,
    HouseAdmin,
    PartInline,
    Row,
    acting,
    counted,
    roles,
    sentences,
)
from kb.services import (
    row_check,
    row_delete,
    rows_save,
)

__all__ = [
    "AUTHORS",
    "CONTRIBUTOR",
    "EDITOR",
    "EVERYBODY",
    "REVIEWER",
    "KbAdmin",
    "KbForm",
    "KbInline",
    "Row",
    "Served",
    "acting",
    "counted",
    "roles",
    "sentences",
]


class KbForm(HouseForm):
    """A form that complains in the words of this app's rules."""

    check: ClassVar[Callable[..., None]] = staticmethod(row_check)


class PlainDecimalField(forms.DecimalField):
    """A number as it was typed, without the zeros that storage adds."""

    def prepare_value(self, value: Value) -> Value:
        """Return the number as text, never as an exponent."""
        if hasattr(value, "normalize") and value.is_finite():
            return format(value.normalize(), "f")
        return value


OVERRIDES: Any = {
    **HouseAdmin.formfield_overrides,
    DecimalField: {"form_class": PlainDecimalField},
}


class KbInline(PartInline):
    """Parts of a row of this app."""

    form: Row = KbForm
    formfield_overrides: ClassVar[Any] = OVERRIDES


class Served:
    """Saves and deletes through this app's services, whichever app a screen is of."""

    form: Row = KbForm
    formfield_overrides: ClassVar[Any] = OVERRIDES

    def store(
        self, request: HttpRequest, row: Row, parts: list[Row], gone: list[Row]
    ) -> None:
        """Store a row (``None`` if it is as it was) and its parts, by a service."""
        rows = [*([] if row is None else [row]), *parts]
        rows_save(rows=rows, gone=gone, author=acting(request))

    def remove(self, request: HttpRequest, row: Row) -> None:
        """Delete a row through a service."""
        row_delete(row=row, author=acting(request))


class KbAdmin(Served, HouseAdmin):
    """A screen of this app."""
