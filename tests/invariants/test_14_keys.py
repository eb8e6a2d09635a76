"""14. A public key is never used again, and never changes what it leads to.

Each key by SQL: tests/constraints/test_triggers.py.
"""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from careers.models import Career
from careers.services import career_save, row_delete
from tests import make
from tests.kb.test_states import DECIDED, finding_in
from tests.sql import allowed, delete, insert, refused, update

MERGED: list[make.Maker[Any]] = [make.career, make.skill, make.source]


def test_the_service_refuses_it_in_a_sentence() -> None:
    career, author = make.career(), make.editor()
    with pytest.raises(ValidationError) as caught:
        row_delete(row=career, author=author)
    assert "is public for ever: merge or withdraw the row." in str(caught.value)
    assert "[key-is-forever]" in str(caught.value)
    with pytest.raises(ValidationError) as caught:
        career_save(career=make.career.unsaved(key=career.key), author=author)
    assert "[key-is-forever]" in str(caught.value)
    assert Career.objects.count() == 1


@pytest.mark.parametrize("maker", MERGED)
def test_a_row_is_merged_or_withdrawn_and_keeps_its_key(maker: make.Maker[Any]) -> None:
    row, other = maker(), maker()
    with allowed():
        update(row, merged_into_id=other.pk)
    with allowed():
        update(row, withdrawn_reason="It was never real.")
    with refused("key-is-forever"):
        update(row, merged_into_id=row.pk)


@pytest.mark.parametrize("maker", MERGED)
def test_what_others_lead_to_stays(maker: make.Maker[Any]) -> None:
    end = maker()
    maker(merged_into=end)
    with refused("key-is-forever"):
        delete(end)


@pytest.mark.parametrize("state", DECIDED)
def test_the_key_of_a_decided_finding_goes_on_in_its_versions(state: Any) -> None:
    finding = finding_in(state)
    with refused("states-move-along"):
        insert(make.finding.unsaved(key=finding.key, version=1))
    with allowed():
        insert(make.finding.unsaved(key=finding.key, version=2))


def test_a_draft_that_nobody_saw_leaves_its_key() -> None:
    draft = make.finding(key="claim")
    with allowed():
        delete(draft)
        insert(make.finding.unsaved(key="claim"))
