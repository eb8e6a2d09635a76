"""Forms that complain in the words of the services."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField, construct_instance

from citations.services import row_check

if TYPE_CHECKING:
    RowForm: TypeAlias = forms.ModelForm[Any]
    RowFormSet: TypeAlias = forms.BaseInlineFormSet[Any, Any, Any]
else:
    RowForm = forms.ModelForm
    RowFormSet = forms.BaseInlineFormSet

Value: TypeAlias = Any
"""What a field of a form holds on its way between page and row."""


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    widget = AdminTextareaWidget({"rows": 3})

    def __init__(self, **options: Value) -> None:
        for name in ("encoder", "decoder", "show_hidden_initial"):
            options.pop(name, None)
        super().__init__(**options)

    def prepare_value(self, value: Value) -> Value:
        """Return the lines that are shown for a stored list."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Value) -> Value:
        """Return the lines as a list, without empty ones."""
        text = super().to_python(value) or ""
        self.run_validators(text)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def has_changed(self, initial: Value, data: Value) -> bool:
        """Tell whether the lines say something else than the stored list."""
        return bool(self.to_python(data) != (initial or []))


class HouseForm(RowForm):
    """A form whose complaints are those of the services, each with its rule's id.

    ``refused`` is what the services refused when this very form was saved.
    """

    check: ClassVar[Callable[..., None]] = staticmethod(row_check)
    refused: ClassVar[list[str]] = []

    def clean(self) -> dict[str, Any] | None:
        """Add what was refused."""
        cleaned = super().clean()
        for sentence in self.refused:
            self.add_error(None, sentence)
        return cleaned

    def make_ready(self) -> None:
        """Bring the row into the form in which it is stored, before it is checked."""

    def _post_clean(self) -> None:
        """Fill the row, and put each sentence about it by its field."""
        unseen = {
            field.name
            for field in self.instance._meta.fields
            if field.name not in self.fields
            or field.name in self.errors
            or isinstance(self.fields[field.name], InlineForeignKeyField)
        }
        try:
            self.instance = construct_instance(
                self, self.instance, self._meta.fields, self._meta.exclude
            )
            self.make_ready()
            self.check(row=self.instance, exclude=unseen)
        except ValidationError as error:
            self.add_error(None, error)


class PartFormSet(RowFormSet):
    """Parts of one row, no two of them the same."""

    @classmethod
    def get_default_prefix(cls) -> str:
        """Return a name for the part, also where the row has none for it."""
        model: Value = cls.model
        return super().get_default_prefix() or str(model._meta.model_name)

    def get_unique_error_message(self, unique_check: Value) -> str:
        """Return what to tell about two parts that are the same."""
        return f"{super().get_unique_error_message(unique_check)} [stands-once]"
