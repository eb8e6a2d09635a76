"""The base of every serializer, and members of answers that are no plain columns."""

from string import Formatter
from typing import Any, ClassVar

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    JSONField,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, NullIf
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from careers.enums import Basis
from citations.enums import Confirmation, Interest, Standing
from citations.models import (
    Reading,
    RecordSighting,
    SourceNotice,
    SourceOrganization,
)
from kb.api.objects import List, Object, Sql
from kb.api.rows import Derived, Shared, outer

READING_CONFIRMATIONS = Reading._meta.get_field("confirmation").flatchoices
SHOWN = {"choices", "decimal_places", "help_text", "max_digits"}


class Answer(serializers.ModelSerializer[Any]):
    """A row in an answer: read only, and an empty text is null.

    ``Meta.fields`` names the members. ``Meta.stored`` says where one is stored that has
    another name than its column: ``{"class": "source_class", "to": "to_source.key"}``.
    One that stands in a list of another row also names ``Meta.of``, the foreign key to
    that row, and ``Meta.order``.
    """

    Meta: ClassVar[Any]

    def get_extra_kwargs(self) -> dict[str, dict[str, Any]]:
        """Return where each member is stored that has another name than its column."""
        stored: dict[str, str] = getattr(self.Meta, "stored", {})
        return {name: {"source": path} for name, path in stored.items()}

    def build_field(
        self,
        field_name: str,
        info: Any,  # noqa: ANN401
        model_class: type[models.Model],
        nested_depth: int,
    ) -> tuple[type, dict[str, Any]]:
        """Return the field of a column, which a dotted path may lead to."""
        *hops, last = field_name.split(".")
        absent = False
        for hop in hops:
            link: Any = model_class._meta.get_field(hop)
            absent = absent or link.null
            model_class = link.related_model
        column: Any = model_class._meta.get_field(last)
        kind, options = self.build_standard_field(last, column)
        if absent:
            options["allow_null"] = True
        return kind, options

    def build_standard_field(
        self,
        field_name: str,
        model_field: Any,  # noqa: ANN401
    ) -> tuple[type, dict[str, Any]]:
        """Return the field of a column as it is shown."""
        if isinstance(model_field, models.JSONField):
            return Texts, {"help_text": model_field.help_text}
        kind, options = super().build_standard_field(field_name, model_field)
        shown = {name: value for name, value in options.items() if name in SHOWN}
        textual = issubclass(kind, serializers.CharField | serializers.ChoiceField)
        if model_field.null or (model_field.blank and textual):
            shown["allow_null"] = True
        return kind, shown | {"read_only": True}

    def rows(self, prefix: str) -> QuerySet[Any, Any]:
        """Return the rows of one outer row, to which ``prefix`` leads, in order."""
        found = self.Meta.model._default_manager.filter(**{self.Meta.of: outer(prefix)})
        rows: QuerySet[Any, Any] = found.order_by(*self.Meta.order)
        return rows


class Texts(serializers.ListField):
    """A list of texts."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        child = serializers.CharField()
        super().__init__(**options | {"child": child, "read_only": True})


class Count(serializers.IntegerField):
    """A number of rows; the list's query gives it under the member's name."""

    def __init__(self, what: str) -> None:
        super().__init__(read_only=True, help_text=what)


class Page(Derived, serializers.CharField):
    """The address of the page that a person reads, such as ``/skills/{key}/``."""

    def __init__(self, address: str) -> None:
        super().__init__(
            read_only=True, help_text="Address of the page that a person reads."
        )
        self.address = address

    def expression(self, prefix: str) -> Sql:
        """Return the address with its keys filled in."""
        parts = list(Formatter().parse(self.address))
        texts = [f"'{text}'" for text, _, _, _ in parts if text]
        keys = [F(prefix + key) for _, key, _, _ in parts if key]
        return Func(
            *keys,
            template=f"concat({texts[0]}, %(expressions)s, {texts[-1]})",
            arg_joiner=f", {texts[1]}, ",
            output_field=CharField(),
        )


def standing(prefix: str = "") -> Sql:
    """Return the standing of a source, computed by the database from all notices.

    A source without any notice, as nearly all are, is told apart here: its standing is
    only whether somebody asked, and a call of the function costs as much as the row.
    """
    weighed = Func(
        F(f"{prefix}pk"), function="citations_standing", output_field=CharField()
    )
    told = Exists(SourceNotice.objects.filter(source=outer(prefix)))
    never = When(
        **{f"{prefix}notices_checked_at__isnull": True},
        then=Value(Standing.UNCHECKED.value),
    )
    asked = Case(never, default=Value(Standing.GOOD.value), output_field=CharField())
    return Case(When(told, then=weighed), default=asked, output_field=CharField())


def vendor(prefix: str = "") -> Exists:
    """Return whether somebody behind a source sells what it is about."""
    return Exists(
        SourceOrganization.objects.filter(
            source=outer(prefix), organization__interest=Interest.VENDOR
        )
    )


def dead_link(prefix: str = "") -> Sql:
    """Return since when the address of a source is gone, NULL where it is not."""
    return Func(
        F(f"{prefix}pk"), function="citations_dead_link", output_field=JSONField()
    )


class StandingMember(Derived, serializers.ChoiceField):
    """Whether a source still stands."""

    def __init__(self) -> None:
        super().__init__(choices=Standing.choices, read_only=True)

    def expression(self, prefix: str) -> Sql:
        """Return the function of the database that weighs all notices."""
        return standing(prefix)


class VendorMember(Derived, serializers.BooleanField):
    """Whether somebody behind a source sells what it is about."""

    def __init__(self) -> None:
        super().__init__(
            read_only=True, help_text="Somebody behind it sells what it is about."
        )

    def expression(self, prefix: str) -> Sql:
        """Return whether an organization with that interest is linked."""
        return vendor(prefix)


@extend_schema_field(
    {
        "type": ["object", "null"],
        "required": ["since", "last_good"],
        "properties": {
            "since": {"type": "string", "format": "date"},
            "last_good": {"type": ["string", "null"], "format": "date"},
        },
    }
)
class DeadLink(Derived, serializers.Field[Any, Any, Any, Any]):
    """Since when the address of a source is gone; null where it is not."""

    def __init__(self) -> None:
        said = "Since when its address is gone, and when it last answered; else null."
        super().__init__(read_only=True, help_text=said)

    def expression(self, prefix: str) -> Sql:
        """Return what the database tells from all checks of the address."""
        return dead_link(prefix)


class Sightings(Derived, Texts):
    """Where the record of a source was seen."""

    def expression(self, prefix: str) -> Sql:
        """Return the addresses in the order they were noted."""
        rows = RecordSighting.objects.filter(source=outer(prefix)).order_by("id")
        return List(rows.values(json=Func(F("address"), function="to_json")))


@extend_schema_field(
    {
        "type": ["object", "null"],
        "required": ["start", "end"],
        "properties": {
            "start": {"type": ["string", "null"]},
            "end": {"type": ["string", "null"]},
        },
    }
)
class Period(Derived, serializers.Field[Any, Any, Any, Any]):
    """The two ends of a period; null where neither is known."""

    def __init__(self) -> None:
        super().__init__(read_only=True)

    def expression(self, prefix: str) -> Sql:
        """Return both ends, as YYYY, YYYY-MM or YYYY-MM-DD."""
        start, end = f"{prefix}period_start", f"{prefix}period_end"
        ends = Object(start=NullIf(F(start), Value("")), end=NullIf(F(end), Value("")))
        return Case(When(**{start: "", end: ""}, then=Value(None)), default=ends)


class BestReading(Shared, serializers.ChoiceField):
    """What the best reading of a citation says of one thing; null without readings."""

    def __init__(self, what: str, citation: str = "pk") -> None:
        column: Any = Reading._meta.get_field(what)
        choices = column.flatchoices
        super().__init__(choices=choices, read_only=True, allow_null=True)
        self.what = what
        self.citation = citation
        self.shares = f"best reading of {citation}"

    def row(self, prefix: str) -> QuerySet[Any, Any]:
        """Return the reading that confirms best, the first of equals."""
        levels = enumerate(Confirmation.values)
        best = Case(*(When(confirmation=level, then=place) for place, level in levels))
        readings = Reading.objects.filter(citation=outer(prefix, self.citation))
        return readings.order_by(best, "position", "id")


def release_key(prefix: str = "") -> Sql:
    """Return the key of a release, its pack and number: ``starter-1``."""
    number = Cast(F(f"{prefix}number"), CharField())
    key = Concat(F(f"{prefix}pack"), Value("-"), number, output_field=CharField())
    return Case(When(**{f"{prefix}pk__isnull": True}, then=Value(None)), default=key)


class ReleaseKey(Derived, serializers.CharField):
    """The key of a release; ``to`` leads to it, as ``release__``."""

    def __init__(self, to: str = "") -> None:
        super().__init__(read_only=True, allow_null=bool(to))
        self.to = to

    def expression(self, prefix: str) -> Sql:
        """Return pack and number."""
        return release_key(prefix + self.to)


class Judgement(Derived, serializers.BooleanField):
    """Whether an edge is a curator's judgement, with no evidence behind it."""

    def __init__(self) -> None:
        super().__init__(
            read_only=True, help_text="True where nobody measured it: a judgement."
        )

    def expression(self, prefix: str) -> Sql:
        """Return whether its basis is a judgement."""
        judged = When(**{f"{prefix}basis": Basis.JUDGEMENT}, then=True)
        return Case(judged, default=False, output_field=BooleanField())
