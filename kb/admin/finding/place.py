"""A new place in the finding's source, written where the finding is written."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from citations.models import Citation, Reading
from citations.services import citation_key, quote_place, row_check
from kb.admin.forms import PartFormSet
from kb.admin.house import AUTHORS, KbForm, KbInline, Row
from kb.models import FindingCitation

OF_CITATION = ("label", "locator", "quote")
OF_READING = ("read", "confirmation", "address", "says")
UNSAID = ("", "---------")


def choices(field: str) -> list[tuple[str, str]]:
    """Return what may be chosen in a field of a reading, nothing first."""
    column: Any = Reading._meta.get_field(field)
    return [UNSAID, *column.flatchoices]


class PlaceForm(KbForm):
    """A place, a quote from it, and how it was read: a citation that is made here."""

    label = forms.ChoiceField(
        choices=Citation._meta.get_field("label").flatchoices,
        help_text="What the locator points at.",
    )
    locator = forms.CharField(
        max_length=300, help_text="Page, table, section, or file and row."
    )
    quote = forms.CharField(
        required=False,
        widget=AdminTextareaWidget({"rows": 3}),
        help_text="To the character, from a snapshot of the source; or empty.",
    )
    read = forms.ChoiceField(
        label="What was read",
        choices=lambda: choices("read"),
        help_text="What you had before you.",
    )
    confirmation = forms.ChoiceField(
        label="How it confirms",
        choices=lambda: choices("confirmation"),
        help_text="Primary: you read the source itself.",
    )
    address = forms.CharField(
        label="Read at",
        max_length=500,
        required=False,
        help_text="Web address or file; empty for the address of the source.",
    )
    says = forms.CharField(
        label="What stands there",
        widget=AdminTextareaWidget({"rows": 2}),
        help_text="In your own words, with the figures.",
    )

    def __init__(self, *args: Row, parent: Row = None, **options: Row) -> None:
        super().__init__(*args, **options)
        self.parent = parent

    def make_ready(self) -> None:
        """Make the place and the look at it of what was typed, and check both."""
        source = getattr(self.parent, "source", None) if self._said() else None
        if source is None or self.errors or not self.has_changed():
            return
        typed = self.cleaned_data
        place = Citation(source=source, **{name: typed[name] for name in OF_CITATION})
        place.key = citation_key(source, place.locator)
        look = Reading(**{name: typed[name] for name in OF_READING})
        look.address = look.address or source.address()
        try:
            quote_place(place)
            row_check(row=place)
            row_check(row=look, exclude=("citation", "read_by"))
        except ValidationError as error:
            raise self._here(error) from error
        self.instance.place, self.instance.look = place, look

    def _here(self, error: ValidationError) -> ValidationError:
        """Return the complaint by the fields of this form, or about all of it."""
        told: dict[str, list[ValidationError]] = {}
        for field, found in error.error_dict.items():
            told.setdefault(field if field in self.fields else "__all__", []).extend(
                found
            )
        return ValidationError(told)

    def _said(self) -> bool:
        return bool(self.parent is not None and self.parent.source_id)

    def clean(self) -> dict[str, Any] | None:
        """Ask for the source first: the place is in it."""
        cleaned = super().clean()
        if self.has_changed() and not self._said():
            message = "Choose the source of the finding: the place is in it."
            self.add_error(None, ValidationError(message))
        return cleaned


class PlaceFormSet(PartFormSet):
    """New places of one finding; those that it has are shown by another inline."""

    @classmethod
    def get_default_prefix(cls) -> str:
        """Return a name that the inline of existing places does not have."""
        return "places"

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Tell each form whose place it is."""
        return {**super().get_form_kwargs(index), "parent": self.instance}


class PlaceInline(KbInline):
    """New places, each with its quote."""

    model = FindingCitation
    form: Row = PlaceForm
    formset = PlaceFormSet
    writers = AUTHORS
    verbose_name = "new place"
    verbose_name_plural = "new places in the source, with a quote"
    fields: ClassVar[Any] = (
        *(("label", "locator"), "quote", ("read", "confirmation")),
        *("address", "says"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        """Return none: what is there already is changed elsewhere."""
        return super().get_queryset(request).none()
