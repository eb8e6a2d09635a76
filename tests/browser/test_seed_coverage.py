"""Every element of the five older systems shows where docs/seed-coverage.md says."""

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser

from kb.rules.registry import RULES
from tests.kb.page import get

DOCS = Path(settings.BASE_DIR) / "docs"
ELEMENTS = 159
ROW = re.compile(
    r"\| (S[0-4]-\d\d) \| (.+?) \| (\S+) \| `(.+)` \| (.+?) \| (\d*) ?\|$", re.MULTILINE
)
REFUSED = "refused"
FOUND = """selector => [...document.querySelectorAll(selector)].map(
    found => found.textContent.replace(/\\s+/g, " ").trim())"""


@dataclass(frozen=True)
class Place:
    """Where one element shows: ``many`` is 0 where nobody counts."""

    id: str
    element: str
    page: str
    selector: str
    shows: str
    many: int


def places() -> list[Place]:
    """Return the rows of the document."""
    text = (DOCS / "seed-coverage.md").read_text()
    return [
        Place(id, element, page, selector, shows, int(many or 0))
        for id, element, page, selector, shows, many in ROW.findall(text)
    ]


@pytest.fixture
def _starter() -> None:
    """Load and approve the starter pack, as ``make data`` does."""
    call_command(
        *("loaddata", "facets", "measures", "topics", "worktypes", "people"),
        verbosity=0,
    )
    seeds = Path(settings.BASE_DIR) / "seeds"
    told = StringIO()
    call_command("load_pack", seeds, author="pack-editor", stdout=told)
    call_command("release_approve", "starter", reviewer="pack-reviewer", stdout=told)


def test_the_document_names_each_element_once() -> None:
    stored = re.findall(
        r"^\| (S\d-\d\d) \|", (DOCS / "seed-elements.md").read_text(), re.MULTILINE
    )
    assert [place.id for place in places()] == stored
    assert len(stored) == ELEMENTS


@pytest.mark.usefixtures("_starter")
def test_every_element_shows(client: Client, browser: Browser) -> None:
    missing = []
    window = browser.new_page(java_script_enabled=True)
    shown = [place for place in places() if place.page != REFUSED]
    for address in dict.fromkeys(place.page for place in shown):
        window.set_content(get(client, address).source)
        for place in shown:
            if place.page != address:
                continue
            found = window.evaluate(FOUND, place.selector)
            if place.many and len(found) != place.many:
                missing.append(f"{place}: there are {len(found)}")
            if not any(place.shows in words for words in found):
                missing.append(f"{place}: shows {found[:3]}")
    window.close()
    assert missing == []


@pytest.mark.usefixtures("_starter")
def test_what_a_rule_refuses_is_on_no_page(client: Client) -> None:
    refused = [place for place in places() if place.page == REFUSED]
    assert refused
    addresses = {place.page for place in places() if place.page != REFUSED}
    for place in refused:
        assert place.selector in RULES
        for address in addresses:
            assert place.shows not in get(client, address).source, address
        listed = client.get("/api/v1/findings/", {"limit": 200}).content.decode()
        assert place.shows not in listed
