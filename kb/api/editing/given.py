"""The base of what programs send: strict members, and the row they describe.

The same serializer reads a body and writes a row back, so that what was read can be
changed and sent again. An empty text is null in both directions. Rules are none of its
business: the services speak them.
"""

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, ClassVar

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

Value = Any
MOST_ROWS = 200
END = {"type": ["string", "null"], "description": "YYYY, YYYY-MM or YYYY-MM-DD."}
PERIOD = {"type": ["object", "null"], "properties": {"start": END, "end": END}}
TAKEN = (
    *("choices", "decimal_places", "max_digits", "max_length", "min_value"),
    *("max_value", "help_text", "required", "queryset"),
)
"""What a field takes over from its column; the rest is for the services to say."""


class Text(serializers.CharField):
    """A text, and nothing that could be taken for one."""

    def __init__(self, **options: Value) -> None:
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Value) -> str:
        """Return the text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def to_representation(self, value: Value) -> str | None:  # type: ignore[override]
        """Return the text, null for an empty one."""
        return super().to_representation(value) or None


class Term(serializers.ChoiceField):
    """A term of a closed vocabulary."""

    def to_internal_value(self, data: Value) -> Value:
        """Return the term."""
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)

    def to_representation(self, value: Value) -> Value:
        """Return the term, null for none."""
        return super().to_representation(value) or None


class Figure(serializers.DecimalField):
    """A decimal as it was written: a JSON number, or a text that holds one."""

    def __init__(self, **options: Value) -> None:
        super().__init__(normalize_output=True, **options)

    def to_internal_value(self, data: Value) -> Decimal:
        """Return the number."""
        if isinstance(data, bool) or not isinstance(data, str | int | Decimal):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number, and no text of one."""

    def to_internal_value(self, data: Value) -> int:
        """Return the number."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class Either(serializers.BooleanField):
    """True or false, and no word for them."""

    def to_internal_value(self, data: Value) -> bool:
        """Return which."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class KeyOf(serializers.SlugRelatedField[Any]):
    """The public key of a row that is there."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "does_not_exist": "There is none with the key “{value}”.",
        "invalid": "Give a key.",
    }

    def __init__(self, **options: Value) -> None:
        super().__init__(slug_field="key", **options)

    def to_internal_value(self, data: Value) -> Value:
        """Return the row."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Texts(serializers.ListField):
    """A list of texts."""

    def __init__(self, **options: Value) -> None:
        child = Text(max_length=options.pop("each", 2_000))
        super().__init__(child=child, max_length=MOST_ROWS, **options)


@extend_schema_field(PERIOD)
class PeriodGiven(serializers.Field[Any, Any, Any, Any]):
    """From when to when: two dates as YYYY, YYYY-MM or YYYY-MM-DD, or null."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": "Give an object with start and end, or null.",
    }

    def __init__(self) -> None:
        super().__init__(source="*", required=False)

    def run_validation(self, data: Value = empty) -> dict[str, str]:
        """Return the two columns, empty for null."""
        if data is empty or data is None:
            return {"period_start": "", "period_end": ""}
        return self.to_internal_value(data)

    def to_internal_value(self, data: Value) -> dict[str, str]:
        """Return the two columns."""
        told = isinstance(data, dict) and data.keys() <= {"start", "end"}
        if not told or not all(x is None or isinstance(x, str) for x in data.values()):
            self.fail("invalid")
        return {
            "period_start": data.get("start") or "",
            "period_end": data.get("end") or "",
        }

    def to_representation(self, value: Value) -> dict[str, str | None] | None:
        """Return both ends, null where there are none."""
        start, end = value.period_start or None, value.period_end or None
        return {"start": start, "end": end} if start or end else None


class Strict(serializers.Serializer[Any]):
    """An object with no member that is not known."""

    def to_internal_value(self, data: Value) -> Value:
        """Return the values by their sources; refuse unknown members."""
        if isinstance(data, Mapping):
            known = [n for n, field in self.fields.items() if not field.read_only]
            wrong = {
                name: [serializers.ErrorDetail(unknown(name, known), code="unknown")]
                for name in data
                if name not in known
            }
            if wrong:
                raise serializers.ValidationError(wrong)
        return super().to_internal_value(data)


def unknown(name: str, known: list[str]) -> str:
    """Return what to say of a member that does not exist here."""
    near = get_close_matches(name[:60], known, n=1, cutoff=0.5)
    if near:
        return f"Unknown member. Did you mean {near[0]}?"
    return f"Unknown member. Known are: {', '.join(known)}."


class Given(Strict, serializers.ModelSerializer[Any]):
    """A row as a program describes it.

    ``Meta.stored`` says where a member is stored that has another name than its column.
    """

    Meta: ClassVar[Any]
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
        models.SlugField: Text,
        models.URLField: Text,
        models.DecimalField: Figure,
        models.PositiveIntegerField: Whole,
        models.PositiveSmallIntegerField: Whole,
        models.BigIntegerField: Whole,
        models.BooleanField: Either,
        models.JSONField: Texts,
    }
    serializer_choice_field = Term
    serializer_related_field = KeyOf

    def get_extra_kwargs(self) -> dict[str, dict[str, Any]]:
        """Return where each member is stored that has another name than its column."""
        stored: dict[str, str] = getattr(self.Meta, "stored", {})
        return {name: {"source": column} for name, column in stored.items()}

    def get_uniqueness_extra_kwargs(
        self,
        field_names: Value,
        declared_fields: Value,
        extra_kwargs: Value,
    ) -> tuple[Value, Value]:
        """Leave it to the services to say what stands twice."""
        return extra_kwargs, {}

    def get_validators(self) -> list[Value]:
        """Return none: rules are for the services to speak."""
        return []

    def build_field(
        self,
        field_name: str,
        info: Value,
        model_class: type[models.Model],
        nested_depth: int,
    ) -> tuple[type, dict[str, Any]]:
        """Return the field of a column; what may be left out may be null."""
        kind, options = super().build_field(field_name, info, model_class, nested_depth)
        column: Any = model_class._meta.get_field(field_name)
        options = {name: value for name, value in options.items() if name in TAKEN}
        textual = issubclass(kind, Text | Term)
        if column.null or (column.blank and textual):
            options |= {"allow_null": True, "required": False}
        if issubclass(kind, Term):
            options["choices"] = [c for c in options["choices"] if c and c[0]]
        return kind, options

    def columns(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return every column that the members describe; an absent one as it begins.

        ``given`` is what was found valid: of this serializer, or of one of its rows.
        """
        found = {name: value for name, value in given.items() if value is not None}
        for field in self.fields.values():
            source = str(field.source)
            if source == "*" or isinstance(field, serializers.ListSerializer):
                continue
            column: Any = self.Meta.model._meta.get_field(source)
            found.setdefault(source, None if column.null else column.get_default())
        return found
