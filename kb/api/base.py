"""What the addresses of the API have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from http import HTTPStatus
from json import dumps
from typing import Any, ClassVar, TypeAlias

from django.db.models import F, Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from kb.api.answering import instead, json_answer
from kb.api.asked import (
    PAGING,
    Asked,
    misspelt,
    outdated_keys,
    refuse,
    selection_of,
    wrong_count,
    wrong_limit,
    wrong_ordering,
    wrong_values,
)
from kb.api.bearer import BearerAuthentication
from kb.api.chosen import CHOOSING, USUAL, Chosen, chosen_in, wrong_choices
from kb.api.cited import Citing, Leaving
from kb.api.ending import Deprecation
from kb.api.estimate import estimated
from kb.api.forms import Formed, form_of, wrong_forming
from kb.api.fresh import Fresh, dated, unchanged_or
from kb.api.negotiation import ByQuality
from kb.api.objects import Sql
from kb.api.paging import Cursor, Row, link, page_of, read_cursor
from kb.api.problems import NOT_FOUND, Fault, Problem
from kb.api.rows import Numbers, document
from kb.api.schema import ResourceSchema
from kb.api.statements import found_among, found_by_key, found_in_list
from kb.api.written import Written
from kb.exchange.forms import ROWS
from kb.filters import MemberFilters
from kb.selectors.address import Gone, Moved

Rows: TypeAlias = QuerySet[Any, Any]
Computed: TypeAlias = Mapping[str, Callable[..., Sql]]


class Resource(Formed, Fresh):
    """A public address: anybody may read it, nobody may write.

    Nobody needs a token here; one that is wrong is refused all the same.
    """

    authentication_classes = (BearerAuthentication,)
    permission_classes = ()
    http_method_names = ["get", "head", "options"]
    content_negotiation_class = ByQuality
    schema = ResourceSchema()
    name: ClassVar[str]
    """What the operation is called, in the schema and in clients made from it."""
    serializer_class: ClassVar[type[BaseSerializer[Any]]]
    deprecated: ClassVar[Deprecation | None] = None
    """Since when it should not be used any more, if that is so."""

    def describe(self, schema: ResourceSchema) -> dict[str, Any]:
        """Return the schema of what is answered."""
        return schema.shape(self.serializer_class)

    def options(self, request: Request, *args: object, **keys: str) -> Response:  # type: ignore[override]
        """Answer which methods there are, in Allow."""
        return Response(status=HTTPStatus.NO_CONTENT)

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Return the headers of every answer: methods, and whether it will end."""
        headers: dict[str, str] = super().default_response_headers
        return headers | (self.deprecated.headers() if self.deprecated else {})


class RowResource(Leaving, Resource, ABC):
    """Rows of a table, each written as JSON by the database."""

    forms = ("json", *ROWS)
    computed: ClassVar[Computed] = {}
    """Members that the query computes; each takes what ``visible`` takes."""
    sought: ClassVar[Computed] = {}
    """The same of what only filters ask for: it would cost where rows are written."""

    @staticmethod
    @abstractmethod
    def visible(*numbers: int) -> Rows:
        """Return the rows that readers may see, given the rows they belong to."""

    @classmethod
    def described(cls, *numbers: int, chosen: Chosen = USUAL) -> Rows:
        """Return all rows, visible or not, with the document of each in ``json``."""
        serializer = cls.serializer_class()
        members = {name: make(*numbers) for name, make in cls.computed.items()}
        json = Cast(document(serializer, "", chosen), TextField())
        every = cls.visible(*numbers).model._default_manager.all()
        rows: Rows = every.alias(**members).annotate(json=json)
        return rows

    @classmethod
    def reached(cls, numbers: Numbers, names: Iterable[str]) -> Rows:
        """Return the visible rows, with those of ``names`` that are computed."""
        every = {**cls.computed, **cls.sought}
        members = {name: every[name](*numbers) for name in every.keys() & set(names)}
        rows: Rows = cls.visible(*numbers).alias(**members)
        return rows


class ListResource(RowResource):
    """A list: filtered, ordered and paged, in one statement."""

    filters: ClassVar[type[MemberFilters]]
    orderings: ClassVar[Mapping[str, str]] = {"key": "key"}
    """What a list may be ordered by, and the column or computed member behind it."""
    usual: ClassVar[str] = "key"
    extra: ClassVar[Mapping[str, tuple[dict[str, Any], str]]] = {}
    """Parameters beside filters and paging: the schema and meaning of each."""

    @classmethod
    @cache
    def parameters(cls) -> tuple[str, ...]:
        """Return the name of every parameter."""
        filters = (*cls.filters.base_filters, *cls.extra)
        return (*filters, *CHOOSING, *PAGING, *cls.formatting())

    def numbers(self, request: Request) -> Numbers:
        """Return the numbers of the rows that the list belongs to."""
        return ()

    def faults(self, request: Request) -> list[Fault]:
        """Return what else is wrong with the parameters."""
        return []

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer one page."""
        given = request.query_params
        filters = self.filters(given)
        refuse(
            [
                *misspelt(given, self.parameters()),
                *wrong_limit(given),
                *wrong_count(given),
                *wrong_ordering(given, self.orderings),
                *wrong_values(filters),
                *wrong_choices(given, self.serializer_class),
                *wrong_forming(given),
                *self.faults(request),
            ]
        )
        refuse(outdated_keys(filters))
        numbers = self.numbers(request)
        asked = Asked.of(given, self.usual, self.selection(given, numbers))
        cursor = read_cursor(asked)
        if form_of(request).name != "json":
            by = self.orderings[asked.ordering.removeprefix("-")]
            rows = self.reached(numbers, {by, *filters.paths()})
            sifted = filters.filter_queryset(rows)
            return unchanged_or(
                request, lambda: self.leave(request, sifted, F(by), asked, numbers)
            )
        beside = (
            self if isinstance(self, Citing) and self.accompanies(request) else None
        )
        make = beside.accompanied if beside else self.described
        written = Written(make, numbers, chosen_in(given))
        found = (
            self.sifted(filters, asked, cursor, written)
            if filters.filters
            else found_in_list(type(self), asked, cursor, written)
        )
        page = page_of(found, asked, cursor)
        texts = beside.finished(request, page.rows) if beside else page.rows
        address = request.build_absolute_uri(request.path)
        count = f'"count":{self.about(filters, numbers)},' if asked.count else ""
        answer = json_answer(
            f'{{"next":{dumps(link(address, given, page.next))},'
            f'"previous":{dumps(link(address, given, page.previous))},{count}'
            f'"results":[{",".join(texts)}]}}'
        )
        return dated(answer, page.changed)

    def selection(self, given: QueryDict, numbers: Numbers) -> str:
        """Return the name of the rows asked for; what only shapes them is left out."""
        shaping = {*CHOOSING, *PAGING, *self.formatting()}
        asked = sorted(item for item in given.items() if item[0] not in shaping)
        return selection_of(self.name, numbers, asked)

    def about(self, filters: MemberFilters, numbers: Numbers) -> int:
        """Return about how many rows pass the filters, in one more statement."""
        return estimated(
            filters.filter_queryset(self.reached(numbers, filters.paths()))
        )

    def sifted(
        self,
        filters: MemberFilters,
        asked: Asked,
        cursor: Cursor | None,
        written: Written,
    ) -> list[Row]:
        """Return the rows of one page of those that pass the filters."""
        by = self.orderings[asked.ordering.removeprefix("-")]
        rows = self.reached(written.numbers, {by, *filters.paths()})
        return found_among(filters.filter_queryset(rows), F(by), asked, cursor, written)


class NestedList(ListResource):
    """A list of one row: that row in one statement, the list in another."""

    argument: ClassVar[str]
    """The name of the outer row's key in the address."""
    outer: Model

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer one page, unless the outer row is elsewhere or nowhere."""
        found = self.parent(keys[self.argument])
        if not isinstance(found, Model):
            return instead(request, found, self.argument)
        self.outer = found
        return super().get(request, **keys)

    @abstractmethod
    def parent(self, key: str) -> Model | Moved | Gone | None:
        """Return the outer row, or what to answer instead."""

    def numbers(self, request: Request) -> Numbers:
        """Return the number of the outer row."""
        return (int(self.outer.pk),)


class DetailResource(RowResource):
    """One row by its key, in one statement; one more to say why it is not there."""

    argument: ClassVar[str] = "key"
    """The name of the key in the address."""
    keyed: ClassVar[str] = "key"
    """The column or computed member that holds it."""

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer the row; where it went, if it was merged; or why it is gone."""
        given = request.query_params
        refuse(
            [
                *misspelt(given, (*CHOOSING, *self.formatting())),
                *wrong_choices(given, self.serializer_class),
                *wrong_forming(given),
            ]
        )
        key = keys[self.argument]
        if form_of(request).name != "json":
            rows = self.reached((), {self.keyed}).filter(**{self.keyed: key}).order_by()
            return self.leave_one(request, rows) or self.elsewhere(request, key)
        beside = (
            self if isinstance(self, Citing) and self.accompanies(request) else None
        )
        make = beside.accompanied if beside else self.described
        written = Written(make, (), chosen_in(given))
        for text, changed in found_by_key(type(self), key, written):
            if beside:
                return json_answer(*beside.finished(request, [text]))
            return dated(json_answer(text), changed)
        return self.elsewhere(request, key)

    def elsewhere(self, request: Request, key: str) -> HttpResponseBase:
        """Answer what is to be said of a key that has no row to show."""
        raise Problem("not-found", NOT_FOUND)
