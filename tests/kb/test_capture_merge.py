"""A source that an import wrote may be merged into another afterwards."""

from citations.models import Source
from kb.services import merge
from tests import make
from tests.citations.capture.bring import Desk, bibtex


def test_rows_of_imports_stay_with_the_source_they_wrote() -> None:
    desk = Desk()
    (row,) = desk.paste(bibtex("a"))
    desk.press("apply")
    made = Source.objects.get()
    into = make.source(key="into")
    merge(old=made, into=into, author=desk.person, reason="The same.")
    row.refresh_from_db()
    assert row.source == made
    (said,) = desk.press("undo")
    assert "was merged into another since" in said
