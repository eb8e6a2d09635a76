"""Every element of the five older systems shows where docs/seed-coverage.md says."""

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Route

from kb.rules.registry import RULES
from tests.kb.page import get

DOCS = Path(settings.BASE_DIR) / "docs"
ELEMENTS = 159
ROW = re.compile(
    r"\| (S[0-4]-\d\d) \| (.+?) \| (\S+) \| `(.+)` \| (.+?) \| (\d*) ?\|$", re.MULTILINE
)
REFUSED = "refused"
SITE = "http://attest.test"
FOUND = """selector => [...document.querySelectorAll(selector)].flatMap(found => {
    const drawing = found.closest("svg");
    const shown = drawing || found;
    const all = {visibilityProperty: true, opacityProperty: true};
    const seen = shown.checkVisibility(all)
        && shown.getClientRects().length && !found.closest(".unseen");
    const words = drawing ? found.textContent : found.innerText;
    return seen ? [words.replace(/\\s+/g, " ").trim()] : [];
})"""
"""What a person can read in the elements: not what a style or an attribute hides.

The words of a point or bar of a chart show when one points at it.
"""
OPEN = "document.querySelectorAll('details').forEach(box => { box.open = true; })"
"""What is folded up is a click away."""


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


def answer(pages: dict[str, bytes], route: Route) -> None:
    """Answer a browser with what the site answered, styles and scripts included."""
    path = route.request.url.removeprefix(SITE)
    if path in pages:
        route.fulfill(content_type="text/html; charset=utf-8", body=pages[path])
        return
    file = finders.find(path.removeprefix(settings.STATIC_URL))
    if file:
        route.fulfill(path=str(file))
    else:
        route.fulfill(status=404)


def test_what_is_hidden_is_not_found(browser: Browser) -> None:
    window = browser.new_page()
    window.set_content(
        "<style>.gone { display: none } .unseen { opacity: 1 }</style><p>told</p>"
        "<p class=gone>hidden</p><p hidden>hidden</p><p class=unseen>hidden</p>"
        "<details><summary>more</summary><p>folded</p></details>"
    )
    assert window.evaluate(FOUND, "p") == ["told"]
    window.evaluate(OPEN)
    assert window.evaluate(FOUND, "p") == ["told", "folded"]
    window.close()


def test_the_document_names_each_element_once() -> None:
    stored = re.findall(
        r"^\| (S\d-\d\d) \|", (DOCS / "seed-elements.md").read_text(), re.MULTILINE
    )
    assert [place.id for place in places()] == stored
    assert len(stored) == ELEMENTS


@pytest.mark.usefixtures("_starter")
def test_every_element_shows(client: Client, browser: Browser) -> None:
    missing = []
    shown = [place for place in places() if place.page != REFUSED]
    # Asked beforehand: the browser calls back from where there is no transaction.
    addresses = dict.fromkeys(place.page for place in shown)
    pages = {address: client.get(address).content for address in addresses}
    window = browser.new_page()
    window.route(f"{SITE}/**", lambda route: answer(pages, route))
    for address in pages:
        window.goto(SITE + address)
        window.evaluate(OPEN)
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
