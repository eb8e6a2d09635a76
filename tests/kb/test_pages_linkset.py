"""A page's typed links as one document, for whoever reads no header (Signposting)."""

import json

import pytest
from django.test import Client

from tests.kb.api.world import whole_world
from tests.kb.test_pages_metadata import PAGES, SITE, signposts


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_all_links_are_had_as_a_document(client: Client, address: str) -> None:
    whole_world()
    (whole,) = [to for rel, to in signposts(client, address) if rel == "linkset"]
    answer = client.get(whole.removeprefix(SITE))
    assert answer["Content-Type"] == "application/linkset+json"
    (page, *back) = json.loads(answer.content)["linkset"]
    assert page.pop("anchor") == f"{SITE}{address}"
    links = [(rel, each["href"]) for rel, every in page.items() for each in every]
    told = [link for link in signposts(client, address) if link[0] != "linkset"]
    assert sorted(links) == sorted(told)
    for context in back:
        for rel in context.keys() - {"anchor"}:
            there = {"describes": "describedby", "collection": "item"}[rel]
            assert (there, context["anchor"]) in told
            assert [each["href"] for each in context[rel]] == [f"{SITE}{address}"]
