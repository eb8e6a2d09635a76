"""The bibliographic record of a source as CSL-JSON, in Python and in SQL.

One table says which column is which variable. ``Source.csl`` reads it row by row;
``CslText`` gives the same record as PostgreSQL keeps it, for lists and exports.
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


class CslText(Func):
    """The text of a source's CSL-JSON record; ``prefix`` leads to the source.

    All but its id stands written in the generated column ``record``, which PostgreSQL
    fills from the columns of ``TEXTS`` whenever one changes (``citations_record``).
    What ``extra`` holds is part of it wherever no column says something else.
    """

    output_field = TextField()

    def __init__(self, prefix: str = "", *others: F) -> None:
        super().__init__(F(f"{prefix}extra"), F(f"{prefix}key"), *others)

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> tuple[str, list[Any]]:
        """Return the expression; it has no parameters, for columns have none."""
        extra, key = self.columns(compiler)
        record = f"""concat('{{"id":', to_json({key}), {self.stored(compiler)}, '}}')"""
        more = f"({extra} || {record}::jsonb)::text"
        return f"CASE WHEN {extra} = '{{}}' THEN {record} ELSE {more} END", []

    def columns(self, compiler: SQLCompiler) -> list[str]:
        """Return the SQL of each column that was given."""
        return [compiler.compile(each)[0] for each in self.get_source_expressions()]

    def stored(self, compiler: SQLCompiler) -> str:
        """Return the SQL of the column that Django knows nothing of."""
        column: Any = self.get_source_expressions()[0]
        return f"{compiler.quote_name_unless_alias(column.alias)}.record"


class CslTextByKey(CslText):
    """The same where a source has its usual columns alone, as on a page of a list."""

    def stored(self, compiler: SQLCompiler) -> str:
        """Return the SQL that looks the column up by the key of the source."""
        _extra, key, *_others = self.columns(compiler)
        return f"(SELECT s.record FROM citations_source AS s WHERE s.key = {key})"  # noqa: S608 - compiled by Django


class CslPlace(CslText):
    """The text of the record of a place in a source, under the key of that place.

    For a source without ``extra``; ``key`` and ``locator`` are columns. Without them
    the source itself is meant.
    """

    def __init__(self, prefix: str = "", key: str = "", locator: str = "") -> None:
        super().__init__(prefix, *map(F, (key, locator) if key else ()))

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> tuple[str, list[Any]]:
        """Return the expression; it has no parameters, for columns have none."""
        _extra, own, *place = self.columns(compiler)
        if not place:
            return (
                f"""concat('{{"id":', to_json({own}), {self.stored(compiler)}, '}}')""",
                [],
            )
        key, locator = place
        cited = f"concat('Cited: ', regexp_replace({locator}, '[.]$', ''), '.')"
        parts = (
            f"""'{{"id":', to_json({key}), {self.stored(compiler)}""",
            f"""CASE WHEN {locator} <> '' THEN concat(',"locator":',"""
            f""" to_json({locator}), ',"note":', to_json({cited})) END""",
            "'}'",
        )
        return f"concat({', '.join(parts)})", []


def noticed(notices: QuerySet[Any, Any], prefix: str = "") -> Exists:
    """Return whether there is any notice of a source, one that counts or not."""
    return Exists(notices.filter(source=OuterRef(f"{prefix}pk")))


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
        When(
            noticed(notices, prefix), then=JSONObject(standing=standing, notices=listed)
        ),
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
