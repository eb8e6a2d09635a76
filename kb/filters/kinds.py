"""What the parameter about a column takes, and which questions it may ask."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django_filters.fields import IsoDateTimeField

Column: TypeAlias = "models.Field[Any, Any]"

EDTF = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
WORDS = {
    "": "is exactly this",
    "in": "is one of these, divided by commas",
    "gt": "is above this",
    "gte": "is at least this",
    "lt": "is below this",
    "lte": "is at most this",
    "contains": "holds this text, whatever the capitals",
    "isnull": "is absent (true) or given (false)",
}
"""What each lookup asks of a member, for the documentation."""

CHOICE = ("", "in")
RANGE = ("", "in", "gt", "gte", "lt", "lte")


class YesNo(forms.ChoiceField):
    """``true`` or ``false`` and nothing else."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(choices=[("true", "true"), ("false", "false")], **options)

    def clean(self, value: Any) -> bool | None:  # noqa: ANN401
        """Return the truth value, ``None`` where nothing was asked."""
        text = super().clean(value)
        return text == "true" if text else None


@dataclass(frozen=True)
class Kind:
    """What a parameter takes: a form field to check it, a JSON Schema to document it.

    ``many`` says that the column holds a list, of which one element is asked for.
    """

    field: Callable[..., forms.Field]
    schema: dict[str, Any]
    lookups: tuple[str, ...] = CHOICE
    many: bool = False


def plain_text(**options: Any) -> forms.Field:  # noqa: ANN401
    """Return a field that takes text as it stands."""
    return forms.CharField(strip=False, **options)


def day(**options: Any) -> forms.Field:  # noqa: ANN401
    """Return a field that takes YYYY-MM-DD."""
    return forms.DateField(input_formats=["%Y-%m-%d"], **options)


def date_in_parts(**options: Any) -> forms.Field:  # noqa: ANN401
    """Return a field that takes a year, a month or a day."""
    right = RegexValidator(EDTF, "Write YYYY, YYYY-MM or YYYY-MM-DD.")
    return forms.CharField(validators=[right], **options)


KEY = Kind(plain_text, {"type": "string"})
NAME = replace(KEY, lookups=(*CHOICE, "contains"))
TEXT = replace(KEY, lookups=("", "contains"))
WORDS_ONLY = replace(KEY, lookups=("contains",))
UNASKED = replace(KEY, lookups=())
ELEMENT = replace(NAME, many=True)
TRUTH = Kind(YesNo, {"type": "boolean"}, ("",))
DAY = Kind(day, {"type": "string", "format": "date"}, RANGE)
INSTANT = Kind(IsoDateTimeField, {"type": "string", "format": "date-time"}, RANGE)
DATE_IN_PARTS = Kind(date_in_parts, {"type": "string", "pattern": EDTF}, RANGE)


def whole(low: int, high: int) -> Kind:
    """Return the kind of whole numbers between two bounds."""
    return Kind(
        lambda **o: forms.IntegerField(min_value=low, max_value=high, **o),
        {"type": "integer", "minimum": low, "maximum": high},
        RANGE,
    )


def decimal(digits: int, places: int) -> Kind:
    """Return the kind of decimals that a column of this size can hold."""
    return Kind(
        lambda **o: forms.DecimalField(max_digits=digits, decimal_places=places, **o),
        {"type": "number"},
        RANGE,
    )


def vocabulary(terms: list[str]) -> Kind:
    """Return the kind of the terms of a closed vocabulary."""
    return Kind(
        lambda **o: forms.ChoiceField(choices=[(t, t) for t in terms], **o),
        {"type": "string", "enum": terms},
    )


COUNT = whole(0, 2**31 - 1)
COLUMNS: dict[type[Column], Kind] = {
    models.PositiveSmallIntegerField: whole(0, 2**15 - 1),
    models.PositiveIntegerField: COUNT,
    models.BigIntegerField: whole(0, 2**63 - 1),
    models.SlugField: KEY,
    models.URLField: NAME,
    models.CharField: NAME,
    models.TextField: TEXT,
    models.BooleanField: TRUTH,
    models.DateTimeField: INSTANT,
    models.DateField: DAY,
    models.JSONField: ELEMENT,
}
DATES_IN_PARTS = {"issued", "period_start", "period_end"}


def kind_of(column: Column) -> Kind:
    """Return what a parameter about this column takes."""
    if column.name in DATES_IN_PARTS:
        return DATE_IN_PARTS
    if column.choices:
        return vocabulary([str(term) for term, _ in column.flatchoices])
    if isinstance(column, models.DecimalField):
        return decimal(column.max_digits, column.decimal_places)
    return COLUMNS[type(column)]


class Several(forms.Field):
    """Values divided by commas, each of them as ``each`` takes it."""

    def __init__(self, *, each: forms.Field) -> None:
        super().__init__(required=False)
        self.each = each

    def clean(self, value: Any) -> list[Any] | None:  # noqa: ANN401
        """Return the values; an empty one among them is refused."""
        if not value:
            return None
        texts = str(value).split(",")
        if "" in texts:
            raise forms.ValidationError("Divide values by single commas.", "invalid")
        return [self.each.clean(text) for text in texts]
