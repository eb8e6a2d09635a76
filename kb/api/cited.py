"""Rows that cite: their places in sources, as references and beside the row."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db.models import F, TextField
from django.db.models.functions import Cast
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from citations.models import SourceNotice
from citations.models.record import CslTextByKey, has_extra, told
from citations.selectors import Recorded, lined, recorded
from citations.selectors.records import COLUMNS
from kb.api.asked import Asked, selection_of
from kb.api.batches import Batches
from kb.api.chosen import USUAL, Chosen, chosen_in
from kb.api.documents import Documents
from kb.api.exports import (
    LineWriter,
    Rows,
    Walk,
    each_line,
    exported,
    lines,
    references_of,
    sheet,
    streamed,
    written,
)
from kb.api.forms import form_of, included_in, style_of
from kb.api.objects import Object, Sql
from kb.api.rows import Numbers
from kb.api.rows import document as row_document
from kb.api.statements import first_of
from kb.api.written import Written
from kb.exchange.beside import beside
from kb.exchange.forms import REFERENCES
from kb.exchange.references import BETWEEN, csl_json_of


def place(prefix: str, key: Sql, locator: Sql) -> Object:
    """Return what makes a ``Recorded`` of the source to which ``prefix`` leads."""
    return Object(
        record=CslTextByKey(prefix),
        told=told(SourceNotice.objects.all(), prefix),
        extended=has_extra(prefix),
        key=key,
        locator=locator,
    )


@dataclass(frozen=True)
class Cited:
    """What rows cite: the sources to which ``prefix`` leads, or places in them.

    ``key`` and ``locator`` are the columns of a place.
    """

    rows: Rows
    prefix: str = ""
    key: str = ""
    locator: str = ""

    def records(self) -> tuple[Rows, tuple[str, ...]]:
        """Return the rows with the columns of ``Recorded``, and their names."""
        place = (self.key, self.locator) if self.key else ()
        return recorded(self.rows, self.prefix), (*COLUMNS, *place)

    def lines(self) -> Rows:
        """Return the rows with their CSL-JSON in ``line``."""
        return lined(self.rows, self.prefix, self.key, self.locator)


class Leaving:
    """How the rows of an address leave in other forms than a page of JSON."""

    serializer_class: ClassVar[type[BaseSerializer[Any]]]
    computed: ClassVar[Mapping[str, Any]]
    described: Any
    visible: Any

    def leave(
        self, request: Request, rows: Rows, by: F, asked: Asked, numbers: Numbers
    ) -> HttpResponseBase:
        """Answer with ``rows`` in the form that was negotiated."""
        how, write = self.lined(request, numbers)
        return exported(request, Documents(rows, by, asked, how), write)

    def lined(
        self, request: Request, numbers: Numbers = ()
    ) -> tuple[Written, LineWriter]:
        """Return how rows are written as JSON, and what makes a line of each."""
        chosen = chosen_in(request.query_params)
        how = Written(self.described, numbers, chosen)
        if form_of(request).name == "csv":
            return how, sheet(self.serializer_class(), chosen)
        return how, lines

    def leave_one(self, request: Request, rows: Rows) -> HttpResponseBase | None:
        """Answer with the one row of ``rows``; ``None`` if there is none."""
        how, write = self.lined(request)
        one = first_of(rows, how)
        return written(form_of(request), "".join(write(one))) if one else None


class Citing(Leaving, ABC):
    """Rows that cite: as references they leave too, and with ``include`` beside them.

    ``places`` and ``cited`` say what a row cites.
    """

    cites: ClassVar[bool] = True
    single: ClassVar[bool] = True
    """Whether a row cites one place; another cites as many as ``places`` has."""

    @staticmethod
    @abstractmethod
    def cited(rows: Rows) -> Cited:
        """Return what ``rows`` cite."""

    @classmethod
    @abstractmethod
    def places(cls) -> Sql:
        """Return the places that a row cites, as a JSON array of ``place``."""

    def leave(
        self, request: Request, rows: Rows, by: F, asked: Asked, numbers: Numbers
    ) -> HttpResponseBase:
        """Answer with ``rows``, or what they cite, in the form that was negotiated."""
        form = form_of(request)
        if form.name not in REFERENCES:
            return super().leave(request, rows, by, asked, numbers)
        cited = self.cited(rows)
        if cited.rows.model is not rows.model:
            by = F("key")
            of_these = selection_of(asked.selection, cited.rows.model._meta.label)
            asked = replace(asked, ordering="key", selection=of_these)
        if form.name == "csljson" and "limit" not in request.query_params:
            whole = Walk(cited.lines(), by, asked, ("line",))
            whole.start()
            return streamed(request, form, csl_json_of(Batches(whole, BETWEEN)))
        records, columns = cited.records()
        walk = Walk(records, by, asked, columns)
        return exported(request, walk, references_of(request))

    def lined(
        self, request: Request, numbers: Numbers = ()
    ) -> tuple[Written, LineWriter]:
        """Return how rows are written as JSON, and what makes a line of each.

        In a table nothing stands beside a row.
        """
        if form_of(request).name == "csv" or not self.accompanies(request):
            return super().lined(request, numbers)
        chosen = chosen_in(request.query_params)
        return Written(self.accompanied, numbers, chosen), lambda texts: lines(
            text for line in each_line(texts) for text in self.finished(request, [line])
        )

    def leave_one(self, request: Request, rows: Rows) -> HttpResponseBase | None:
        """Answer with the one row of ``rows``, or what it cites; ``None`` for none."""
        form = form_of(request)
        if form.name not in REFERENCES:
            return super().leave_one(request, rows)
        if not rows.exists():
            return None
        records, columns = self.cited(rows).records()
        found: Any = records.values_list(*columns)
        return written(form, "".join(references_of(request)(found)))

    @classmethod
    def accompanied(cls, *numbers: int, chosen: Chosen = USUAL) -> Rows:
        """Return the rows with the document of each, and its places, in ``json``."""
        serializer = cls.serializer_class()
        members = {name: make(*numbers) for name, make in cls.computed.items()}
        row = row_document(serializer, "", chosen)
        whole = Object(row=row, places=cls.places())
        every = cls.visible(*numbers).model._default_manager.all()
        rows: Rows = every.alias(**members)
        together: Rows = rows.annotate(json=Cast(whole, TextField()))
        return together

    def accompanies(self, request: Request) -> bool:
        """Return whether anything is asked for beside the rows."""
        return bool(request.query_params.get("include"))

    def finished(self, request: Request, rows: list[str]) -> list[str]:
        """Return rows of ``accompanied`` with what ``include`` asks for beside them."""
        names = included_in(request.query_params)
        style = style_of(request)
        return [
            json.dumps(
                self.joined(json.loads(row), names, style, number), ensure_ascii=False
            )
            for number, row in enumerate(rows, start=1)
        ]

    def joined(
        self,
        found: Mapping[str, Any],
        names: tuple[str, ...],
        style: str,
        number: int,
    ) -> dict[str, Any]:
        """Return one row; of one that cites several places, lists of texts."""
        row: dict[str, Any] = found["row"]
        records = [Recorded(**one).csl() for one in found["places"]]
        if self.single:
            return row | beside(records[0], names, style, number)
        texts = [
            beside(record, names, style, place)
            for place, record in enumerate(records, start=1)
        ]
        return row | {name: [text[name] for text in texts] for name in names}
