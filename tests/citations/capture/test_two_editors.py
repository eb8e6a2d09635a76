"""Two editors at one import, and one that cites while another undoes."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from citations.models import Citation, ImportBatch, Source
from citations.services import citation_save
from citations.services.capture import import_apply, import_stage, import_undo
from tests import make
from tests.citations.capture.bring import bibtex
from tests.side import Side, in_turn, two_sides

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sides() -> Iterator[tuple[Side, Side]]:
    with two_sides() as (first, second):
        yield first, second


def staged() -> tuple[ImportBatch, User, User]:
    """Return an import of one source, and two editors."""
    author, other = make.editor(), make.editor()
    return import_stage(given=bibtex("a"), author=author), author, other


def test_an_import_is_applied_once(sides: tuple[Side, Side]) -> None:
    batch, author, other = staged()
    error = in_turn(
        sides,
        lambda: import_apply(batch=batch, author=author),
        lambda: import_apply(batch=batch, author=other),
    )
    assert error is None
    assert Source.objects.count() == 1


def test_two_imports_of_one_doi_make_one_source(sides: tuple[Side, Side]) -> None:
    author = make.editor()
    text = bibtex("a", doi="10.1234/a")
    one = import_stage(given=text, author=author)
    other = import_stage(given=text, author=author)
    error = in_turn(
        sides,
        lambda: import_apply(batch=one, author=author),
        lambda: import_apply(batch=other, author=author),
    )
    assert error is None
    assert Source.objects.count() == 1
    row = other.rows.get()
    assert (row.status, row.decision) == ("faulty", "wait")
    assert row.reason


def test_what_is_cited_meanwhile_is_not_undone(sides: tuple[Side, Side]) -> None:
    batch, author, other = staged()
    import_apply(batch=batch, author=author)
    place = make.citation.unsaved(source=Source.objects.get(), key="place")
    error = in_turn(
        sides,
        lambda: citation_save(citation=place, author=other),
        lambda: import_undo(batch=batch, author=author),
    )
    assert "rests on" in str(error)
    assert Citation.objects.get().source.withdrawn_reason == ""
