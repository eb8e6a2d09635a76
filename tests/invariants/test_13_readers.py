"""13. Readers see published findings, and of suspended ones the reason alone.

Every page, list, count and document: the tests of pages and API.
"""

import pytest

from kb.enums import State
from kb.models import Finding
from tests.kb.test_states import finding_in


@pytest.mark.parametrize("state", State)
def test_every_public_read_begins_with_what_readers_may_see(state: State) -> None:
    finding = finding_in(state)
    seen = Finding.objects.published().filter(pk=finding.pk).exists()
    addressed = Finding.objects.public().filter(pk=finding.pk).exists()
    assert seen is (state == State.PUBLISHED)
    assert addressed is (state in {State.PUBLISHED, State.SUSPENDED})
