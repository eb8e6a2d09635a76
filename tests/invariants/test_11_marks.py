"""11. What is made up or interested is marked, from the rows and not by hand.

How the marks are shown: the tests of pages and API.
"""

from typing import Any

import pytest

from citations.enums import Interest, OrganizationRole
from citations.models import Source
from kb.selectors import finding_shortfalls
from tests import make
from tests.sql import update


@pytest.mark.parametrize("role", OrganizationRole)
@pytest.mark.parametrize("interest", Interest)
def test_a_source_is_a_vendors_in_whatever_role(
    interest: Interest, role: OrganizationRole
) -> None:
    behind = make.source_organization(
        organization=make.organization(interest=interest), role=role
    )
    source: Any = Source.objects.with_interest().get(pk=behind.source_id)
    assert source.vendor is (interest == Interest.VENDOR)


def test_a_source_that_turns_out_made_up_is_found_by_the_audit() -> None:
    """The gate was passed before: what was published falls short from now on."""
    finding = make.published()
    assert finding_shortfalls([finding]) == []
    update(finding.source, source_class="synthetic")
    ((key, rule, _, _),) = finding_shortfalls([finding])
    assert (key, rule) == (finding.key, "kind-follows-source")
