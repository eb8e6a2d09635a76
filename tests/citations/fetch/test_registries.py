"""DataCite and arXiv in the documented shapes, and who is asked about what."""

import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator

from citations.enums import NoticeKind
from citations.fetch import Fetched, Reason, Refused, arxiv, datacite, look_up
from citations.identifiers import Identifier, Kind, recognise
from tests.citations.fetch.stub import answering, recorded

SCHEMA = Draft7Validator(json.loads(recorded("csl-data.schema.json")))
PREPRINT = "10.48550/arxiv.2302.06590"
TITLE = "The Impact of AI on Developer Productivity: Evidence from GitHub Copilot"
AUTHORS = [
    {"family": "Peng", "given": "Sida"},
    {"family": "Kalliamvakou", "given": "Eirini"},
    {"family": "Cihon", "given": "Peter"},
    {"family": "Demirer", "given": "Mert"},
]


def ok(name: str) -> httpx.Response:
    return httpx.Response(200, content=recorded(name))


def record_of(found: Fetched | Refused) -> dict[str, Any]:
    assert isinstance(found, Fetched), found
    assert not list(SCHEMA.iter_errors([found.record]))
    return found.record


def test_a_preprint_of_datacite() -> None:
    net, asked = answering(ok("datacite_preprint.json"))
    found = datacite(PREPRINT, net=net)
    record = record_of(found)
    assert record["title"] == TITLE
    assert record["author"] == AUTHORS
    assert record["issued"] == {"date-parts": [[2023]]}
    assert (record["type"], record["publisher"]) == ("article", "arXiv")
    assert isinstance(found, Fetched)
    assert found.updates is None
    assert "types" in found.extra
    assert str(asked[0].url).endswith("/dois/10.48550%2Farxiv.2302.06590")


def test_what_datacite_leaves_out_or_bends() -> None:
    attributes = {
        "doi": "10.1000/X",
        "creators": [
            {"name": "World Bank", "nameType": "Organizational"},
            {"name": "Noy, Shakked"},
            {"name": ""},
            "x",
        ],
        "titles": [
            {"title": "Part", "titleType": "Subtitle"},
            {"title": "Data"},
        ],
        "publisher": {"name": "A press"},
        "dates": [{"dateType": "Issued", "date": "2023-02-30T00:00:00Z"}],
        "publicationYear": 2023,
        "types": {"resourceTypeGeneral": "Dataset"},
        "container": {"title": "A series", "firstPage": "1", "lastPage": "9"},
        "contributors": [{"name": "Zhang, W", "contributorType": "Editor"}],
        "descriptions": [{"descriptionType": "Abstract", "description": "<p>Text</p>"}],
    }
    answer = httpx.Response(200, json={"data": {"attributes": attributes}})
    record = record_of(datacite("10.1000/x", net=answering(answer)[0]))
    assert record == {
        "id": "10.1000/x",
        "type": "dataset",
        "title": "Data: Part",
        "author": [{"literal": "World Bank"}, {"family": "Noy", "given": "Shakked"}],
        "editor": [{"family": "Zhang", "given": "W"}],
        "issued": {"date-parts": [[2023]]},
        "publisher": "A press",
        "container-title": "A series",
        "page": "1-9",
        "abstract": "Text",
        "DOI": "10.1000/x",
        "URL": "https://doi.org/10.1000/x",
    }


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"data": []}, "DataCite answered without a record."),
        (
            {"data": {"attributes": {"doi": "10.1000/y"}}},
            "DataCite answered with anoth",
        ),
    ],
)
def test_what_is_no_record_of_datacite(value: object, sentence: str) -> None:
    net, _ = answering(httpx.Response(200, json=value))
    found = datacite("10.1000/x", net=net)
    assert isinstance(found, Refused)
    assert found.sentence.startswith(sentence)


def test_what_datacite_may_leave_out() -> None:
    titles = [{"title": "One"}, {"title": "Eins", "titleType": "TranslatedTitle"}]
    attributes = {
        "doi": "10.1000/x",
        "titles": titles,
        "descriptions": [{"descriptionType": "Methods", "description": "We asked."}],
    }
    answer = httpx.Response(200, json={"data": {"attributes": attributes}})
    found = datacite("10.1000/x", net=answering(answer)[0])
    record = record_of(found)
    assert (record["title"], record["type"]) == ("One", "document")
    assert not {"issued", "abstract", "author"} & set(record)
    assert isinstance(found, Fetched)
    assert found.extra["titles"] == titles


def test_a_preprint_of_arxiv() -> None:
    net, asked = answering(ok("arxiv_preprint.xml"))
    found = arxiv("arXiv:2302.06590", net=net)
    record = record_of(found)
    assert record["title"] == TITLE
    assert record["author"] == AUTHORS
    assert record["DOI"] == PREPRINT
    assert (record["type"], record["number"]) == ("article", "arXiv:2302.06590")
    assert record["issued"]["date-parts"][0][:2] == [2023, 2]
    assert isinstance(found, Fetched)
    assert found.updates is None
    assert found.extra["guessed"] == ["author"]
    assert asked[0].url.params["id_list"] == "2302.06590"


def entry(inside: str) -> httpx.Response:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>'
        "<id>http://arxiv.org/abs/2302.06590v2</id>"
        f"<updated>2023-03-01T10:00:00Z</updated>{inside}</entry></feed>"
    )
    return httpx.Response(200, content=feed.encode())


def test_a_later_version_has_its_own_date_and_address() -> None:
    net, asked = answering(entry("<title>T</title>"))
    record = record_of(arxiv("2302.06590v2", net=net))
    assert record["issued"] == {"date-parts": [[2023, 3, 1]]}
    assert record["URL"] == "https://arxiv.org/abs/2302.06590v2"
    assert asked[0].url.params["id_list"] == "2302.06590v2"


def test_a_withdrawn_preprint_says_so_in_its_comment() -> None:
    comment = (
        "<arxiv:comment>This paper has been withdrawn by the author</arxiv:comment>"
    )
    found = arxiv("2302.06590", net=answering(entry(comment))[0])
    assert isinstance(found, Fetched)
    (notice,) = found.updates or ()
    assert (notice.kind, notice.issued) == (NoticeKind.WITHDRAWAL, "2023-03-01")


@pytest.mark.parametrize(
    ("whole", "name"),
    [
        ("Sida Peng", {"family": "Peng", "given": "Sida"}),
        ("Guido van der Berg", {"family": "van der Berg", "given": "Guido"}),
        ("A. B. Smith Jr.", {"family": "Smith", "given": "A. B.", "suffix": "Jr."}),
        ("OpenAI", {"literal": "OpenAI"}),
        ("The ATLAS Collaboration", {"literal": "The ATLAS Collaboration"}),
    ],
)
def test_names_of_arxiv_are_guessed(whole: str, name: dict[str, str]) -> None:
    author = f"<author><name>{whole}</name></author>"
    record = record_of(arxiv("2302.06590", net=answering(entry(author))[0]))
    assert record["author"] == [name]


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>&b;</id></entry></feed>'
)
OUTSIDE = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><feed/>'


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        OUTSIDE,
        b"",
        b"<feed>",
        b"<a>" * 100_000,
        b"\0",
        b"{}",
        b"\xff\xfe<",
        b"<a/><b/>",
    ],
)
def test_what_is_no_feed_of_arxiv(body: bytes) -> None:
    net, _ = answering(httpx.Response(200, content=body))
    assert arxiv("2302.06590", net=net) == Refused(
        "arXiv answered with something that is no feed.", Reason.MALFORMED
    )


@pytest.mark.parametrize("name", ["arxiv_unknown.xml", "arxiv_error.xml"])
def test_a_preprint_that_arxiv_does_not_know(name: str) -> None:
    found = arxiv("2302.99999", net=answering(ok(name))[0])
    assert found == Refused("arXiv does not know 2302.99999.", Reason.NOT_FOUND)


def test_a_moment_that_is_none_is_left_out() -> None:
    inside = "<published>some day</published>"
    record = record_of(arxiv("2302.06590v1", net=answering(entry(inside))[0]))
    assert "issued" not in record


def test_another_preprint_than_the_one_asked_for() -> None:
    found = arxiv("2303.10130", net=answering(ok("arxiv_preprint.xml"))[0])
    assert found == Refused("arXiv answered with another work.", Reason.MALFORMED)


@pytest.mark.parametrize(
    ("pasted", "name", "host"),
    [
        (
            "https://arxiv.org/abs/2302.06590v1",
            "arxiv_preprint.xml",
            "export.arxiv.org",
        ),
        ("pmid 37440646", "pubmed_article.json", "eutils.ncbi.nlm.nih.gov"),
        ("10.1371/journal.pone.0033693", "crossref_corrected.json", "api.crossref.org"),
    ],
)
def test_each_kind_is_asked_of_its_registry(pasted: str, name: str, host: str) -> None:
    net, asked = answering(ok(name))
    identifier = recognise(pasted)
    assert identifier
    record_of(look_up(identifier, net=net))
    assert [request.url.host for request in asked] == [host]


def test_datacite_is_asked_where_crossref_does_not_know() -> None:
    net, asked = answering(httpx.Response(404), ok("datacite_preprint.json"))
    record_of(look_up(Identifier(Kind.DOI, PREPRINT), net=net))
    assert [r.url.host for r in asked] == ["api.crossref.org", "api.datacite.org"]


def test_a_doi_that_nobody_knows() -> None:
    net, _ = answering(httpx.Response(404), httpx.Response(404))
    found = look_up(Identifier(Kind.DOI, "10.1000/x"), net=net)
    assert found == Refused(
        "Neither Crossref nor DataCite knows 10.1000/x.", Reason.NOT_FOUND
    )


def test_an_isbn_has_no_registry_here() -> None:
    found = look_up(Identifier(Kind.ISBN, "9780306406157"))
    assert isinstance(found, Refused)
    assert "type the record" in found.sentence
