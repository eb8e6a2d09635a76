"""What pages tell programs: JSON-LD, meta tags, COinS, typed links, other forms."""

import json
import re
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from citations.formats import STYLES
from citations.formats.files import FORMATS
from tests import make
from tests.kb.api.world import whole_world
from tests.kb.evidence import World
from tests.kb.page import Page, get

SITE = "http://testserver"
PAGES = {
    "/careers/technical-writer/": "Occupation",
    "/skills/writing/": "DefinedTerm",
    "/careers/technical-writer/skills/writing/": "WebPage",
    "/sources/full-record/": "ScholarlyArticle",
    "/findings/with-everything/": "Claim",
}
# From schema.org 28: the properties that we use of each type, inherited ones too.
THING = {"@type", "@id", "url", "name", "alternateName", "description", "sameAs"}
THING |= {"identifier", "mainEntityOfPage"}
WORK = THING | {
    *("author", "datePublished", "publisher", "isPartOf", "inLanguage", "version"),
    *("creativeWorkStatus", "abstract", "about", "citation", "creditText", "text"),
}
VOCABULARY: dict[str, set[str]] = {
    "Article": WORK | {"pagination"},
    "Book": WORK | {"isbn"},
    "BreadcrumbList": THING | {"itemListElement"},
    "CategoryCode": THING | {"codeValue", "inCodeSet"},
    "Claim": WORK | {"appearance"},
    "CreativeWork": WORK,
    "Dataset": WORK,
    "DefinedTerm": THING | {"termCode", "inDefinedTermSet"},
    "ListItem": THING | {"position", "item"},
    "Occupation": THING | {"occupationalCategory", "skills"},
    "Organization": THING,
    "Periodical": WORK,
    "Person": THING | {"givenName", "familyName"},
    "PropertyValue": THING | {"propertyID", "value"},
    "PublicationIssue": WORK | {"issueNumber"},
    "PublicationVolume": WORK | {"volumeNumber"},
    "Report": WORK | {"pagination"},
    "ScholarlyArticle": WORK | {"pagination"},
    "WebPage": WORK,
}


@pytest.fixture
def here() -> World:
    return whole_world()


def graph(page: Page) -> list[dict[str, Any]]:
    """Return the nodes of the one JSON-LD document of a page."""
    (script,) = [one for one in page.all("script") if one.attributes.get("type")]
    document = json.loads(script.text)
    assert document["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = document["@graph"]
    return found


def nodes(value: Any) -> list[dict[str, Any]]:
    """Return every object inside a value."""
    if isinstance(value, list):
        return [node for item in value for node in nodes(item)]
    if not isinstance(value, dict):
        return []
    return [value, *nodes(list(value.values()))]


def signposts(client: Client, address: str) -> list[tuple[str, str]]:
    """Return relation and address of every link in the header."""
    header = client.get(address).headers["Link"]
    return [(rel, to) for to, rel in re.findall(r'<([^>]+)>; rel="([^"]+)"', header)]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("address", PAGES)
class TestEveryPage:
    def test_is_of_its_type_and_has_a_trail(self, client: Client, address: str) -> None:
        main, trail = graph(get(client, address))
        assert main["@type"] == PAGES[address]
        assert main["@id"] == SITE + address
        steps = trail["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["item"] == SITE + address
        for step in steps:
            path = step["item"].removeprefix(SITE)
            assert client.get(path).status_code == HTTPStatus.OK

    def test_says_only_what_the_vocabulary_has(
        self, client: Client, address: str
    ) -> None:
        for node in nodes(graph(get(client, address))):
            assert set(node) <= VOCABULARY[node["@type"]], node
            assert all(value not in ("", [], None) for value in node.values())
            for name in ("@id", "url", "sameAs", "item"):
                for each in [node.get(name) or []]:
                    texts = [each] if isinstance(each, str) else each
                    assert all(re.match(r"https?://\S+$", text) for text in texts)

    def test_its_links_lead_somewhere(self, client: Client, address: str) -> None:
        found = signposts(client, address)
        assert {"cite-as", "describedby", "type"} <= {rel for rel, _ in found}
        assert len([rel for rel, _ in found if rel == "cite-as"]) == 1
        for _, to in found:
            if to.startswith(SITE):
                answer = client.get(to.removeprefix(SITE))
                assert answer.status_code == HTTPStatus.OK, to

    def test_links_and_head_agree(self, client: Client, address: str) -> None:
        page = get(client, address)
        heads = [e["href"] for e in page.all("link") if e["rel"] == "alternate"]
        told = [to for rel, to in signposts(client, address) if rel == "describedby"]
        assert heads[-len(told) :] == told


@pytest.mark.usefixtures("here")
class TestSource:
    def test_zotero_finds_the_record(self, client: Client) -> None:
        page = get(client, "/sources/full-record/")
        tags = [(tag["name"], tag["content"]) for tag in page.all("meta")]
        told = [tag for tag in tags if tag[0].startswith("citation_")]
        assert told == [
            ("citation_title", "A full record"),
            ("citation_author", "Noy, S."),
            ("citation_author", "A body"),
            ("citation_publication_date", "2023"),
            ("citation_journal_title", "Science"),
            ("citation_volume", "381"),
            ("citation_issue", "6654"),
            ("citation_doi", "10.1126/science.x"),
            ("citation_isbn", "9780000000002"),
            ("citation_pmid", "123"),
            ("citation_language", "en"),
            ("citation_publisher", "AAAS"),
            ("citation_public_url", "https://example.org/x"),
            ("citation_firstpage", "187"),
            ("citation_lastpage", "192"),
        ]
        (span,) = [e for e in page.all("span") if e["class"] == "Z3988"]
        fields = parse_qs(span["title"])
        assert fields["rft.atitle"] == ["A full record"]
        assert fields["rft.jtitle"] == ["Science"]
        assert fields["rft_id"] == ["info:doi/10.1126/science.x"]
        assert fields["rft.au"] == ["S. Noy", "A body"]

    def test_signposts_name_doi_and_licence(self, client: Client) -> None:
        found = signposts(client, "/sources/full-record/")
        assert ("cite-as", "https://doi.org/10.1126/science.x") in found
        assert ("item", "https://example.org/x") in found
        assert ("license", "https://creativecommons.org/licenses/by/4.0/") in found
        assert ("type", "https://schema.org/ScholarlyArticle") in found

    @pytest.mark.parametrize(
        ("kind", "type_"),
        [("dataset", "Dataset"), ("report", "Report"), ("legal_case", "CreativeWork")],
    )
    def test_other_kinds_have_other_types(
        self, client: Client, kind: str, type_: str
    ) -> None:
        make.source(key="other", csl_type=kind)
        assert graph(get(client, "/sources/other/"))[0]["@type"] == type_

    def test_a_retraction_is_told_to_programs_too(self, client: Client) -> None:
        source = make.source(key="bad", title="A bad study")
        make.notice(source=source, kind="retraction", issued_on=date(2024, 5, 1))
        page = get(client, "/sources/bad/")
        assert graph(page)[0]["creativeWorkStatus"] == "retracted"
        titles = [
            e["content"] for e in page.all("meta") if e["name"] == "citation_title"
        ]
        assert titles == ["RETRACTED: A bad study"]
        (span,) = [e for e in page.all("span") if e["class"] == "Z3988"]
        assert parse_qs(span["title"])["rft.atitle"] == ["RETRACTED: A bad study"]

    def test_no_title_can_end_the_script(self, client: Client) -> None:
        make.source(key="sly", title="</script><script>alert(1)</script>")
        page = get(client, "/sources/sly/")
        assert graph(page)[0]["name"].startswith("</script>")
        assert len(page.all("script")) == 1


class TestPair:
    SUFFIXES = ("json", "md", "csv", "bib", "ris", "csl.json", "txt", "html")

    @pytest.fixture
    def base(self, here: World) -> str:
        return here.pair.removesuffix("/")

    @pytest.mark.parametrize("suffix", SUFFIXES)
    def test_it_has_a_sibling_in_every_form(
        self, client: Client, base: str, suffix: str
    ) -> None:
        answer = client.get(f"{base}.{suffix}")
        assert answer.status_code == HTTPStatus.OK
        assert client.get(f"/api/v1{base}.{suffix}").content == answer.content
        again = client.get(
            f"{base}.{suffix}", headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == HTTPStatus.NOT_MODIFIED

    def test_no_two_forms_share_a_tag(self, client: Client, base: str) -> None:
        tags = {
            client.get(f"{base}.{suffix}").headers["ETag"] for suffix in self.SUFFIXES
        }
        assert len(tags) == len(self.SUFFIXES)

    @pytest.mark.parametrize("name", FORMATS)
    def test_the_list_is_that_of_the_page(
        self, client: Client, base: str, name: str
    ) -> None:
        wanted = client.get(f"{base}.json").json()["references"]
        suffix = {"csljson": "csl.json", "bibtex": "bib", "ris": "ris"}[name]
        reading = FORMATS[name].read(client.get(f"{base}.{suffix}").content.decode())
        assert reading.problems == []
        assert [r["id"] for r in reading.records] == [one["key"] for one in wanted]
        assert [r.get("locator", "") for r in reading.records] == [
            "; ".join(one["locators"]) for one in wanted
        ]

    def test_accept_leads_to_the_sibling(self, client: Client, base: str) -> None:
        answer = client.get(f"{base}/", headers={"Accept": "application/x-bibtex"})
        assert answer.headers["Location"] == f"{base}.bib"
        assert "Accept" in answer.headers["Vary"]
        page = client.get(f"{base}/", headers={"Accept": "text/html, */*;q=0.8"})
        assert page.headers["Content-Type"].startswith("text/html")
        assert "Accept" in page.headers["Vary"]

    def test_markdown_holds_what_the_page_shows(
        self, client: Client, base: str, here: World
    ) -> None:
        text = client.get(f"{base}.md").content.decode()
        document = client.get(f"{base}.json").json()
        assert text.startswith(f"# {document['question']}")
        for finding in document["findings"]:
            assert f"### {finding['headline']}" in text
        for one in document["references"]:
            assert f"\n{one['number']}. " in text
        for line in document["attribution"]:
            assert line in text

    def test_its_figures_are_a_table(self, client: Client, base: str) -> None:
        lines = client.get(f"{base}.csv").content.decode().splitlines()
        found = client.get(f"{base}.json").json()["findings"]
        assert len(lines) == 1 + sum(len(one["estimates"]) for one in found)

    def test_attribution_travels(self, client: Client, base: str) -> None:
        thanks = client.get(f"{base}.json").json()["attribution"]
        assert thanks
        for suffix in ("md", "csv", "bib", "ris", "csl.json", "txt"):
            text = client.get(f"{base}.{suffix}").content.decode()
            assert all(line in text for line in thanks), suffix


class TestCiting:
    ASKED = "?include=bib,citation,bibtex,ris,csljson"

    def test_the_page_is_cited_by_its_revision(
        self, client: Client, here: World
    ) -> None:
        address = f"/api/v1{here.pair}"
        document = client.get(address + self.ASKED).json()
        short = document["revision"][:12]
        link = f"{SITE}{here.pair}?revision={short}"
        for name in ("bib", "bibtex", "ris"):
            assert link in document[name]
        assert document["csljson"]["version"] == short
        assert document["csljson"]["URL"] == link
        assert client.get(address + self.ASKED).json() == document

    def test_the_page_shows_how_in_every_style(
        self, client: Client, here: World
    ) -> None:
        page = get(client, here.pair)
        shown = [element.text for element in page.all("dd")]
        for style in STYLES:
            asked = f"/api/v1{here.pair}?include=bib&style={style}"
            bib = client.get(asked).json()["bib"]
            assert re.sub(r"^(\[1\]|1\.) ", "", bib) in shown

    def test_who_comes_with_an_old_revision_is_told(
        self, client: Client, here: World
    ) -> None:
        revision = client.get(f"/api/v1{here.pair}").json()["revision"][:12]
        now = get(client, f"{here.pair}?revision={revision}")
        assert "This page has changed" not in now.text
        here.finding(key="newer", headline="Something newer")
        then = get(client, f"{here.pair}?revision={revision}")
        assert "This page has changed since revision" in then.text
