"""3. A number is confirmed by a reading of its own citations, at that level."""

import pytest
from django.core.exceptions import ValidationError

from citations.enums import Confirmation
from citations.services import reading_record, row_save
from tests import make
from tests.sql import rows

LEVELS = [level for level in Confirmation if level != Confirmation.NONE]
# What must have been before somebody's eyes to confirm at a level.
READ = {"dataset": "dataset_row", "secondary": "secondary_page"}


@pytest.mark.parametrize("read", LEVELS)
@pytest.mark.parametrize("claimed", LEVELS)
def test_a_figure_is_confirmed_at_its_own_level_alone(
    claimed: Confirmation, read: Confirmation
) -> None:
    """A primary text does not confirm what is claimed to stand in a dataset."""
    reading = make.reading(confirmation=read, read=READ.get(read, "full_text"))
    finding = make.draft(
        source=reading.citation.source,
        citations=[reading.citation],
        estimates=[{"confirmation": claimed, "label": "Pay"}],
    )
    found = rows("SELECT * FROM kb_rule_confirmation(%s)", finding.pk)
    assert found == ([] if claimed == read else [("estimate Pay", claimed.value)])


def test_a_reading_of_another_citation_confirms_nothing_here() -> None:
    finding = make.draft(estimates=[{"confirmation": "dataset"}])
    place = make.citation(source=finding.source)
    make.reading(citation=place, read="dataset_row", confirmation="dataset")
    assert len(rows("SELECT * FROM kb_rule_confirmation(%s)", finding.pk)) == 1


def test_a_reading_is_its_readers_own_and_stays() -> None:
    reader, other = make.editor(), make.editor()
    row = make.reading.unsaved(read_by=other)
    reading = reading_record(reading=row, author=reader)
    assert reading.read_by == reader
    reading.says = "Something else."
    with pytest.raises(ValidationError, match="append-only"):
        row_save(row=reading, author=reader)
