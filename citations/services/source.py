"""Saving a source, what hangs on it, and a place in it."""

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import models

from citations.identifiers import normal_arxiv, normal_doi, normal_isbn, normal_url
from citations.models import (
    Citation,
    Organization,
    Reading,
    Source,
    SourceRelation,
)
from citations.services.people import check_editor, check_writer
from citations.services.quote import quote_place
from citations.services.refusal import refusals, row_check

Row = TypeVar("Row", bound=models.Model)


def row_save(*, row: Row, author: User) -> Row:
    """Save any row of this app and return it.

    Raises ``ValidationError`` with a sentence for each rule it breaks, and
    ``PermissionDenied`` if ``author`` is no editor.
    """
    rows_save(rows=[row], author=author)
    return row


def rows_save(
    *,
    rows: Iterable[models.Model],
    gone: Iterable[models.Model] = (),
    author: User,
) -> None:
    """Delete the rows ``gone`` and save ``rows`` in their order, as one piece.

    A whole comes before its parts: they take over its row number. Sources are
    normalised, quotes find their place, and readings are those of ``author``. Refuses
    what ``row_save`` refuses, and what the rows break together.
    """
    rows, gone = list(rows), list(gone)
    check_writer(person=author, rows=rows, gone=gone)
    with refusals():
        for row in gone:
            row.delete()
        for row in rows:
            _make_ready(row, author)
            row_check(row=row)
            row.save()


def _make_ready(row: models.Model, author: User) -> None:
    """Take over the numbers of rows just saved; fill in what nobody types."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.is_cached(row):
            setattr(row, field.name, getattr(row, field.name))
    if isinstance(row, Source):
        source_normalise(row)
    if isinstance(row, Citation):
        quote_place(row)
    if isinstance(row, Reading) and row._state.adding:
        row.read_by = author


def row_delete(*, row: models.Model, author: User) -> None:
    """Delete a relation, a role or a sighting; sources and notices refuse it."""
    check_editor(author)
    with refusals():
        row.delete()


def source_normalise(source: Source) -> Source:
    """Bring every identifier of ``source`` into its one stored form, in place."""
    source.doi = normal_doi(source.doi)
    source.isbn = normal_isbn(source.isbn)
    source.arxiv, version = normal_arxiv(source.arxiv)
    source.arxiv_version = source.arxiv_version or version
    source.url = normal_url(source.url)
    return source


def source_save(*, source: Source, author: User) -> Source:
    """Save a source with normalised identifiers, and return it."""
    return row_save(row=source, author=author)


def organization_save(*, organization: Organization, author: User) -> Organization:
    """Save an organization and return it."""
    return row_save(row=organization, author=author)


def relation_save(*, relation: SourceRelation, author: User) -> SourceRelation:
    """Save how one source stands to another; a cycle is refused."""
    return row_save(row=relation, author=author)


def citation_save(*, citation: Citation, author: User) -> Citation:
    """Save a place in a source; one that a published finding rests on is frozen.

    Its quote is looked for in its snapshot: see ``quote_place`` for what is refused.
    """
    return row_save(row=citation, author=author)


def reading_record(*, reading: Reading, author: User) -> Reading:
    """Record that ``author`` looked at a citation and what stands there."""
    return row_save(row=reading, author=author)
