"""No member of an answer can come to a list without a filter, nor a list unnoticed.

What is asked here of members, ``test_filters`` asks of the columns behind them.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework import serializers

from kb.api.base import ListResource
from tests.kb.api.test_filters import SETS
from tests.kb.api.test_guide import LISTS

UNASKED = {
    "url": "made of the key",
    "judgement": "asked for as basis=judgement",
    "period": "asked for by its two ends",
    "state": "the same in every row",
}
"""Members that no list is asked for, wherever they stand, each with the reason."""
OF_ONE = {
    "attribution": "careers, skills and tasks: follows from their codes and packs",
    "source__key": "citations and findings: asked for as source",
    "citations__read": "findings: asked for at the list of citations",
    "citations__confirmation": "findings: asked for at the list of citations",
}
"""Those of some lists alone."""


def members(serializer: Any, prefix: str = "") -> Iterator[str]:
    """Yield the name of every member, as a filter would be named."""
    for name, field in serializer.fields.items():
        inner = field.child if isinstance(field, serializers.ListSerializer) else field
        if isinstance(inner, serializers.BaseSerializer):
            yield from members(inner, f"{prefix}{name}__")
        else:
            yield prefix + name


def asked_for(resource: type[ListResource]) -> set[str]:
    """Return the members that some filter is about."""
    sieves: Any = resource.filters.base_filters
    return {
        name.removesuffix(f"__{sieve.lookup}") if sieve.lookup else name
        for name, sieve in sieves.items()
    }


@pytest.mark.parametrize("path", LISTS)
def test_every_member_of_a_list_has_a_filter_or_a_reason(path: str) -> None:
    resource = LISTS[path]
    known = asked_for(resource)
    missing = [
        name
        for name in members(resource.serializer_class())
        if name not in known
        and name.rpartition("__")[2] not in UNASKED
        and name not in OF_ONE
    ]
    assert missing == [], "Give each a filter in kb/filters, or a reason here."


def test_no_reason_is_left_of_a_member_that_is_gone() -> None:
    every = {
        name for each in LISTS.values() for name in members(each.serializer_class())
    }
    assert OF_ONE.keys() <= every
    assert UNASKED.keys() <= {name.rpartition("__")[2] for name in every}


def test_every_list_is_asked_everything_in_test_filters() -> None:
    assert {each.filters for each in LISTS.values()} == set(SETS.values())
