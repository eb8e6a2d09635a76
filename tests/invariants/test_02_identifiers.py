"""2. Identifiers are normalised and unique; each version is a source of its own.

Each form against each column by SQL: tests/constraints/; normal forms themselves:
tests/citations/.
"""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from citations.models import Source
from citations.services import source_save
from tests import make

DOI = "10.1126/science.adh2586"
SAME: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"doi": DOI}, {"doi": f"https://doi.org/{DOI.upper()}"}),
    ({"isbn": "9780306406157"}, {"isbn": "0-306-40615-2"}),
    ({"arxiv": "2302.06590", "arxiv_version": 1}, {"arxiv": "arXiv:2302.06590v1"}),
    ({"url": "https://example.org/a"}, {"url": "HTTPS://Example.ORG:443/a#part"}),
    ({"pmid": "37440646"}, {"pmid": "37440646"}),
]
APART: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"arxiv": "2302.06590", "arxiv_version": 1},
        {"arxiv": "2302.06590", "arxiv_version": 2},
    ),
    (
        {"isbn": "9780306406157", "edition": "1"},
        {"isbn": "9780306406157", "edition": "2"},
    ),
    (
        {"url": "https://example.org/", "issued": "2023"},
        {"url": "https://example.org/", "issued": "2024"},
    ),
    ({"doi": "", "isbn": "", "url": "", "pmid": ""}, {"doi": "", "url": ""}),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_the_same_thing_in_another_writing_is_refused(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    author = make.editor()
    source_save(source=make.source.unsaved(**first), author=author)
    with pytest.raises(ValidationError) as caught:
        source_save(source=make.source.unsaved(**second), author=author)
    assert "[identifier-is-unique]" in str(caught.value)
    assert Source.objects.count() == 1


@pytest.mark.parametrize(("first", "second"), APART)
def test_another_version_is_another_source(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    author = make.editor()
    for fields in (first, second):
        source_save(source=make.source.unsaved(**fields), author=author)
    assert Source.objects.count() == 2
