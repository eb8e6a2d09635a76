"""Where an author has an address, the page of a source leads there."""

import json
from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.kb.page import get
from tests.kb.test_pages_metadata import graph, signposts

ORCID = "0000-0002-1825-0097"
ROR = "02mhbdp94"
ADDRESS = "/sources/told/"
NAMES = [{"family": "Noy", "given": "S."}, {"literal": "A body"}]


def told(*details: Any) -> dict[str, Any]:
    """Return what a registry told of the authors, as a source keeps it."""
    return {"custom": {"registry": {"author-details": list(details)}}}


def authors(client: Client) -> list[str]:
    """Return the addresses of authors in the header, which are those in JSON-LD."""
    found = [to for rel, to in signposts(client, ADDRESS) if rel == "author"]
    (whole,) = [to for rel, to in signposts(client, ADDRESS) if rel == "linkset"]
    document = json.loads(client.get(whole.removeprefix("http://testserver")).content)
    linked = [each["href"] for each in document["linkset"][0].get("author", [])]
    assert linked == found
    people = graph(get(client, ADDRESS))[0]["author"]
    assert {one["sameAs"] for one in people if "sameAs" in one} == set(found)
    return found


@pytest.mark.parametrize(
    ("details", "found"),
    [
        (
            [{"ORCID": f"http://orcid.org/{ORCID}"}, {}],
            [f"https://orcid.org/{ORCID}"],
        ),
        (
            [
                {"nameIdentifiers": [{"nameIdentifier": ORCID}]},
                {"nameIdentifiers": [{"nameIdentifier": f"https://ror.org/{ROR}"}]},
            ],
            [f"https://orcid.org/{ORCID}", f"https://ror.org/{ROR}"],
        ),
        ([{"ORCID": ORCID}, {"ORCID": ORCID}], [f"https://orcid.org/{ORCID}"]),
        ([{"ORCID": "0000-0002-1825-0098"}, {}], []),
        ([{"ORCID": "https://example.org/x"}, {"nameIdentifiers": "x"}], []),
        ([{"ORCID": ORCID}], []),
        (["x", None], []),
    ],
    ids=["crossref", "datacite", "once", "wrong", "elsewhere", "another count", "odd"],
)
def test_what_a_registry_told(
    client: Client, details: list[Any], found: list[str]
) -> None:
    make.source(key="told", author=NAMES, extra=told(*details))
    assert authors(client) == found


def test_a_body_that_is_known_here(client: Client) -> None:
    source = make.source(key="told", author=NAMES)
    address = "https://body.example.org/"
    body = make.organization(name="A Body", url=address)
    make.source_organization(source=source, organization=body)
    other = make.organization(name="S. Noy", url="https://noy.example.org/")
    make.source_organization(source=source, organization=other, role="funder")
    assert authors(client) == [address]


def test_nobody_is_led_to_where_nothing_is_known(client: Client) -> None:
    source = make.source(key="told", author=NAMES)
    make.source_organization(
        source=source, organization=make.organization(name="A body")
    )
    assert authors(client) == []
