"""Sources, places in them, looks at those places, and notices."""

from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request

from citations.models import Citation, Reading, Source, SourceNotice
from citations.services import (
    citation_key,
    citation_save,
    notice_save,
    place_save,
    reading_record,
    source_save,
)
from kb.api.editing.answers import (
    CitationEdited,
    NoticeEdited,
    SourceEdited,
    citation_document,
    notice_document,
    source_document,
)
from kb.api.editing.base import Editing, answer, first, refusing
from kb.api.editing.people import has_a_role
from kb.api.editing.shapes import (
    ChangedCitation,
    ChangedSource,
    NewCitation,
    NewNotice,
    NewReading,
    NewSource,
)
from kb.api.problems import Problem
from kb.enums import Scope


class Creating(Editing, ABC):
    """A list to which rows are added, once each."""

    made = HTTPStatus.CREATED

    def post(self, request: Request, **keys: str) -> HttpResponseBase:
        """Make a row."""
        return self.once(lambda: self.make(**keys))

    @abstractmethod
    def make(self, **keys: str) -> HttpResponse:
        """Make the row and answer it."""

    def columns(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return the columns that the content describes."""
        found: dict[str, Any] = self.given.fields["content"].columns(content)
        return found


class Editable(Editing):
    """One row by its key, for whoever has a role."""

    def row(self, rows: Any, key: str) -> Any:  # noqa: ANN401 - a row of whatever table
        """Return the row with this key, if whoever asks may read drafts."""
        if not has_a_role(self.person):
            raise Problem("refused", f"{self.person} has no role here.")
        return first(rows.filter(key=key))

    def fill(self, row: Model, content: dict[str, Any]) -> None:
        """Give the row every column that the content describes."""
        for name, value in self.given.fields["content"].columns(content).items():
            setattr(row, name, value)


class EditedSources(Creating):
    """Sources to be made."""

    name = "editing_sources"
    needs = {"POST": Scope.DRAFT}
    takes = {"POST": NewSource}
    gives = {"POST": SourceEdited}

    def post(self, request: Request, **keys: str) -> HttpResponseBase:
        """Make a source. Readers see it at once, with its standing."""
        return super().post(request, **keys)

    def make(self, **keys: str) -> HttpResponse:
        """Make the source."""
        given = self.body()
        source = Source(key=given["key"], **self.columns(given["content"]))
        with refusing("/content"):
            source_save(source=source, author=self.person)
        location = reverse("kb:api:edited-source", args=[source.key])
        document = source_document(source)
        return answer(document, HTTPStatus.CREATED, row=source, location=location)


class EditedSource(Editable):
    """One source."""

    name = "editing_source"
    needs = {"GET": Scope.READ, "PUT": Scope.DRAFT}
    takes = {"PUT": ChangedSource}
    gives = {"GET": SourceEdited, "PUT": SourceEdited}

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Read the record of a source, as it is to be sent back when it is changed."""
        row = self.row(Source.objects.filter(merged_into=None), keys["key"])
        return answer(source_document(row), row=row)

    def put(self, request: Request, **keys: str) -> HttpResponseBase:
        """Write the record of a source anew."""
        row = self.row(Source.objects.filter(merged_into=None), keys["key"])
        given = self.body()
        with self.standing(row), self.reason_for(row, given.get("why")):
            self.fill(row, given["content"])
            source_save(source=row, author=self.person)
        return answer(source_document(row), row=row)


class EditedCitations(Creating):
    """Places in sources to be made."""

    name = "editing_citations"
    needs = {"POST": Scope.DRAFT}
    takes = {"POST": NewCitation}
    gives = {"POST": CitationEdited}

    def post(self, request: Request, **keys: str) -> HttpResponseBase:
        """Make a place in a source, with the first look at it if there was one."""
        return super().post(request, **keys)

    def make(self, **keys: str) -> HttpResponse:
        """Make the place."""
        given = self.body()
        place = Citation(key=given.get("key") or "", **self.columns(given["content"]))
        look = given.get("reading")
        with refusing("/content"):
            if look:
                shape = self.given.fields["reading"]
                reading = Reading(**shape.columns(look))
                place_save(citation=place, reading=reading, author=self.person)
            else:
                place.key = place.key or citation_key(place.source, place.locator)
                citation_save(citation=place, author=self.person)
        location = reverse("kb:api:edited-citation", args=[place.key])
        document = citation_document(place)
        return answer(document, HTTPStatus.CREATED, row=place, location=location)


class EditedCitation(Editable):
    """One place in a source."""

    name = "editing_citation"
    needs = {"GET": Scope.READ, "PUT": Scope.DRAFT}
    takes = {"PUT": ChangedCitation}
    gives = {"GET": CitationEdited, "PUT": CitationEdited}

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Read a place with each look at it, whether anything rests on it or not."""
        row = self.row(Citation.objects.all(), keys["key"])
        return answer(citation_document(row), row=row)

    def put(self, request: Request, **keys: str) -> HttpResponseBase:
        """Write a place anew; one that a published finding rests on is frozen."""
        row = self.row(Citation.objects.all(), keys["key"])
        given = self.body()
        with self.standing(row), self.reason_for(row, given.get("why")):
            self.fill(row, given["content"])
            citation_save(citation=row, author=self.person)
        return answer(citation_document(row), row=row)


class EditedReadings(Creating):
    """Looks at a place, to be added."""

    name = "editing_readings"
    needs = {"POST": Scope.DRAFT}
    takes = {"POST": NewReading}
    gives = {"POST": CitationEdited}

    def post(self, request: Request, **keys: str) -> HttpResponseBase:
        """Record that you looked at a place, and what stands there. It only grows."""
        return super().post(request, **keys)

    def make(self, **keys: str) -> HttpResponse:
        """Record the look."""
        place = first(Citation.objects.filter(key=keys["key"]))
        given = self.body()
        reading = Reading(citation=place, **self.columns(given["content"]))
        reading.position = place.readings.count()
        with refusing("/content"):
            reading_record(reading=reading, author=self.person)
        return answer(citation_document(place), HTTPStatus.CREATED, row=place)


class EditedNotices(Creating):
    """Notices to be recorded."""

    name = "editing_notices"
    needs = {"POST": Scope.NOTICE}
    takes = {"POST": NewNotice}
    gives = {"POST": NoticeEdited}

    def post(self, request: Request, **keys: str) -> HttpResponseBase:
        """Record a notice about a source.

        In the same moment, findings that rest on the source alone are suspended, or
        given back if it is a reinstatement.
        """
        return super().post(request, **keys)

    def make(self, **keys: str) -> HttpResponse:
        """Record the notice."""
        given = self.body()
        notice = SourceNotice(**self.columns(given["content"]))
        with refusing("/content"):
            notice_save(notice=notice, recorded_by=self.person)
        return answer(notice_document(notice), HTTPStatus.CREATED)
