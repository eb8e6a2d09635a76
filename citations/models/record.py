"""The bibliographic record of a source as CSL-JSON, in Python and in SQL.

One table says which column is which variable. ``Source.csl`` reads it row by row;
``CslText`` lets PostgreSQL write the same record, for lists and exports.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    Expression,
    F,
    Func,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import JSONObject, NullIf
from django.db.models.sql.compiler import SQLCompiler

# Variables that are stored as text, by the column that holds them.
TEXTS = {
    "title": "title",
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "edition": "edition",
    "version": "version",
    "publisher": "publisher",
    "DOI": "doi",
    "ISBN": "isbn",
    "PMID": "pmid",
    "URL": "url",
    "language": "language",
}
COLUMNS = ("key", "csl_type", "author", "issued", "extra", *TEXTS.values())


class CslText(Func):
    """The text of a source's CSL-JSON record; ``prefix`` leads to the source.

    Put together with ``concat``, which leaves out what is NULL: three times as fast as
    ``json_strip_nulls(json_build_object(…))``. What ``extra`` holds is part of it
    wherever no column says something else.
    """

    output_field = TextField()

    def __init__(self, prefix: str = "") -> None:
        super().__init__(*(F(prefix + column) for column in COLUMNS))

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> tuple[str, list[Any]]:
        """Return the expression; it has no parameters, for columns have none."""
        found = [compiler.compile(each)[0] for each in self.get_source_expressions()]
        at = dict(zip(COLUMNS, found, strict=True))
        texts = (
            f"""',"{name}":' || to_json(nullif({at[column]}, ''))"""
            for name, column in TEXTS.items()
        )
        day = (
            f"concat_ws(',', substr({at['issued']}, 1, 4)::int,"
            f" nullif(substr({at['issued']}, 6, 2), '')::int,"
            f" nullif(substr({at['issued']}, 9, 2), '')::int)"
        )
        parts = (
            f"""'{{"id":', to_json({at["key"]}), ',"type":"', {at["csl_type"]}, '"'""",
            f"""',"author":' || nullif({at["author"]}::text, '[]')""",
            f"CASE WHEN {at['issued']} <> '' THEN"
            f""" concat(',"issued":{{"date-parts":[[', {day}, ']]}}') END""",
            *texts,
            "'}'",
        )
        record = f"concat({', '.join(parts)})"
        more = f"({at['extra']} || {record}::jsonb)::text"
        plain = f"{at['extra']} = '{{}}'"
        return f"CASE WHEN {plain} THEN {record} ELSE {more} END", []


def told(notices: QuerySet[Any, Any], prefix: str = "") -> Expression:
    """Return the standing of a source with the notices that count; NULL without any.

    ``notices`` are those of all sources. Asked for in bulk: the few sources with a
    notice are found first, so the others cost nothing.
    """
    own = notices.filter(source=OuterRef(f"{prefix}pk"))
    counting = own.exclude(kind="error").with_force().filter(holds=True)  # type: ignore[attr-defined]
    written = Case(
        *(
            When(precision=precision, then=Func(F("issued_on"), Value(form), **DATE))
            for precision, form in FORMS_OF_DATE
        ),
        output_field=CharField(),
    )
    notice = JSONObject(
        kind="kind",
        issued=written,
        reason="reason",
        doi=NullIf("doi", Value("")),
        url=NullIf("url", Value("")),
    )
    listed = Subquery(
        counting.order_by("issued_on", "id").values(json=notice),
        template="(SELECT json_agg(n.json) FROM (%(subquery)s) AS n)",
        output_field=JSONField(),
    )
    standing = Func(
        F(f"{prefix}pk"), function="citations_standing", output_field=CharField()
    )
    return Case(
        When(Exists(own), then=JSONObject(standing=standing, notices=listed)),
        default=None,
        output_field=JSONField(),
    )


DATE: dict[str, Any] = {"function": "to_char", "output_field": CharField()}
FORMS_OF_DATE = (("day", "YYYY-MM-DD"), ("month", "YYYY-MM"), ("year", "YYYY"))


def has_extra(prefix: str = "") -> Case:
    """Return whether a record holds more than the columns do."""
    return Case(
        When(**{f"{prefix}extra": {}}, then=False),
        default=True,
        output_field=BooleanField(),
    )
