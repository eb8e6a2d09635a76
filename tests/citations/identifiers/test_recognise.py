"""Every other kind, bare, with a label and as an address; and what is none."""

import pytest

from citations.identifiers import (
    Identifier,
    Kind,
    arxiv_of_doi,
    doi_of_arxiv,
    isbn_is_valid,
    normal_arxiv,
    normal_docket,
    normal_handle,
    normal_isbn,
    normal_issn,
    normal_orcid,
    normal_pmcid,
    normal_pmid,
    normal_ror,
    normal_url,
    recognise,
)

ARXIV = [
    ("2302.06590", "2302.06590", None),
    ("arXiv:2302.06590v2", "2302.06590", 2),
    ("ARXIV: 2302.06590.", "2302.06590", None),
    ("arXiv:2302.06590v1 [cs.SE] 13 Feb 2023", "2302.06590", 1),
    ("[arXiv:2302.06590]", "2302.06590", None),
    ("https://arxiv.org/abs/2302.06590v12", "2302.06590", 12),
    ("http://arxiv.org/pdf/2302.06590.pdf", "2302.06590", None),
    ("https://arxiv.org/pdf/2302.06590v1", "2302.06590", 1),
    ("https://www.arxiv.org/html/2302.06590v1#S2", "2302.06590", 1),
    ("https://export.arxiv.org/abs/2302.06590?context=cs", "2302.06590", None),
    ("arxiv.org/abs/2302.06590", "2302.06590", None),
    ("https://ar5iv.labs.arxiv.org/html/2302.06590", "2302.06590", None),
    ("https://www.alphaxiv.org/abs/2302.06590", "2302.06590", None),
    ("oai:arXiv.org:2302.06590", "2302.06590", None),
    ("0704.0001", "0704.0001", None),
    ("1412.9999v3", "1412.9999", 3),
    ("1501.00001", "1501.00001", None),
    ("hep-th/9901001", "hep-th/9901001", None),
    ("arXiv:hep-th/9901001v3", "hep-th/9901001", 3),
    ("math.GT/0309136", "math/0309136", None),
    ("https://arxiv.org/abs/math.GT/0309136v2", "math/0309136", 2),
    ("https://arxiv.org/pdf/cond-mat/0703470.pdf", "cond-mat/0703470", None),
    ("http://xxx.lanl.gov/abs/hep-th/9901001", "hep-th/9901001", None),
]
NO_ARXIV = [
    "1234.5678", "2313.00001", "2300.00001", "0703.0001", "1412.00001", "1501.0001",
    "2302.065901", "2302.06590v0", "hep-xx/9901001", "hep-th/9913001", "hep-th/0801001",
    "https://arxiv.org/list/cs.SE/recent", "https://example.org/abs/2302.06590",
    "https://arxiv.org/a/peng_s_1", "v2302.06590",
]  # fmt: skip

OTHERS = [
    (Kind.ISBN, "978-0-306-40615-7", "9780306406157"),
    (Kind.ISBN, "0-306-40615-2", "9780306406157"),
    (Kind.ISBN, "ISBN-13: 978 0 306 40615 7", "9780306406157"),
    (Kind.ISBN, "ISBN 0306406152.", "9780306406157"),
    (Kind.ISBN, "urn:isbn:9780306406157", "9780306406157"),
    (Kind.ISBN, "978\u20110\u2011306\u201140615\u20117", "9780306406157"),
    (Kind.ISBN, "080442957x", "9780804429573"),
    (Kind.ISBN, "979-8-6024-0545-3", "9798602405453"),
    (Kind.ISSN, "0378-5955", "0378-5955"),
    (Kind.ISSN, "ISSN 03785955", "0378-5955"),
    (Kind.ISSN, "eISSN: 2434-561x", "2434-561X"),
    (Kind.ISSN, "ISSN (Online): 2434\u2013561X", "2434-561X"),
    (Kind.ISSN, "https://portal.issn.org/resource/ISSN/2434-561X", "2434-561X"),
    (Kind.PMID, "37440646", "37440646"),
    (Kind.PMID, "PMID: 37440646.", "37440646"),
    (Kind.PMID, "pmid 42", "42"),
    (Kind.PMID, "https://pubmed.ncbi.nlm.nih.gov/37440646/", "37440646"),
    (Kind.PMID, "http://www.ncbi.nlm.nih.gov/pubmed/37440646?dopt=x", "37440646"),
    (Kind.PMID, "pubmed.ncbi.nlm.nih.gov/37440646", "37440646"),
    (Kind.PMID, "https://europepmc.org/article/MED/37440646", "37440646"),
    (Kind.PMCID, "PMC1234567", "PMC1234567"),
    (Kind.PMCID, "PMCID: pmc1234567.2", "PMC1234567"),
    (Kind.PMCID, "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/", "PMC1234567"),
    (
        Kind.PMCID,
        "http://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/pdf/x.pdf",
        "PMC1234567",
    ),
    (Kind.ORCID, "0000-0002-1825-0097", "0000-0002-1825-0097"),
    (Kind.ORCID, "https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
    (Kind.ORCID, "ORCID: 000000021694233x", "0000-0002-1694-233X"),
    (Kind.ROR, "https://ror.org/02mhbdp94", "02mhbdp94"),
    (Kind.ROR, "ror.org/02MHBDP94", "02mhbdp94"),
    (Kind.ROR, "02mhbdp94", "02mhbdp94"),
    (Kind.HANDLE, "https://hdl.handle.net/1721.1/7582", "1721.1/7582"),
    (Kind.HANDLE, "hdl:2027/mdp.39015", "2027/mdp.39015"),
    (Kind.HANDLE, "20.500.12345/Abc", "20.500.12345/Abc"),
    (Kind.DOCKET, "3:23-cv-00770-RFL", "3:23-cv-00770"),
    (Kind.DOCKET, "23-cv-00770-RFL", "23-cv-00770"),
    (Kind.DOCKET, "Case No. 3:23-CV-770", "3:23-cv-00770"),
    (Kind.DOCKET, "Civil Action No. 1:2023cv00770", "1:23-cv-00770"),
    (Kind.DOCKET, "No. 21-1333", "No. 21-1333"),
    (Kind.DOCKET, "Case C\u2011311/18", "C-311/18"),
    (Kind.DOCKET, "T-0604/18", "T-604/18"),
    (
        Kind.URL,
        "https://www.bls.gov/news.release/ecopro.htm",
        "https://www.bls.gov/news.release/ecopro.htm",
    ),
    (Kind.URL, "<HTTPS://Example.ORG/a>.", "https://example.org/a"),
    (Kind.URL, "www.example.org", "https://www.example.org/"),
    (
        Kind.URL,
        "https://orcid.org/0000-0002-1825-0098",
        "https://orcid.org/0000-0002-1825-0098",
    ),
]

NOTHING = [
    "", " ", "2023", "12345", "012345678", "123456789", "hello",
    "9780306406158", "0306406153", "0378-5954",
    "9790260000438", "0000-0002-1825-0098", "0000-0005-1825-0097", "02mhbdp95",
    "0000-0000-0000-0000", "1/2", "21-1333", "1234567890123", "PMC", "PMC0", "pmid 0",
    "javascript:alert(1)", "ftp://example.org/", "https://user:pw@example.org/",
    "https://exa mple.org/", "http://", "\0", "x" * 5_000, "https://example.org\\@x/",
]  # fmt: skip


@pytest.mark.parametrize(("pasted", "number", "version"), ARXIV)
def test_an_arxiv_id(pasted: str, number: str, version: int | None) -> None:
    assert recognise(pasted) == Identifier(Kind.ARXIV, number, version)
    assert normal_arxiv(pasted) == (number, version)
    assert normal_arxiv(number) == (number, None)


@pytest.mark.parametrize("pasted", NO_ARXIV)
def test_what_is_no_arxiv_id(pasted: str) -> None:
    found = recognise(pasted)
    assert found is None or found.kind != Kind.ARXIV
    assert normal_arxiv(f" {pasted} ") == (pasted, None)


def test_an_arxiv_doi_names_its_preprint() -> None:
    doi = doi_of_arxiv("2302.06590")
    assert doi == "10.48550/arxiv.2302.06590"
    assert arxiv_of_doi(doi) == "2302.06590"
    assert arxiv_of_doi("10.48550/arxiv.rubbish") is None
    assert arxiv_of_doi("10.1126/science.adh2586") is None
    assert normal_arxiv("doi:10.48550/arXiv.2302.06590") == ("2302.06590", None)


@pytest.mark.parametrize(("kind", "pasted", "normal"), OTHERS)
def test_other_kinds(kind: Kind, pasted: str, normal: str) -> None:
    assert recognise(pasted) == Identifier(kind, normal)


@pytest.mark.parametrize("pasted", NOTHING)
def test_what_is_nothing_we_know(pasted: str) -> None:
    assert recognise(pasted) is None


@pytest.mark.parametrize("isbn", ["9780306406157", "9798602405453"])
def test_a_valid_isbn(isbn: str) -> None:
    assert isbn_is_valid(isbn)
    assert not isbn_is_valid(isbn[:-1])
    assert not isbn_is_valid(f"{isbn[:-1]}{(int(isbn[-1]) + 1) % 10}")


def test_an_isbn_with_a_wrong_check_digit_comes_back_bare() -> None:
    assert normal_isbn("978-0-306-40615-8") == "9780306406158"
    assert normal_isbn("0-306-40615-3") == "0306406153"
    assert normal_isbn("  ") == ""


@pytest.mark.parametrize(
    "normal",
    [normal_docket, normal_handle, normal_issn, normal_orcid, normal_pmcid, normal_ror],
)
def test_rubbish_comes_back_trimmed(normal: type[str]) -> None:
    assert normal(" some rubbish ") == "some rubbish"


def test_a_short_pmid_is_taken_where_a_pmid_is_asked_for() -> None:
    assert normal_pmid(" 0042 ") == "42"
    assert normal_pmid("1234567890") == "1234567890"
    assert normal_pmid("none") == "none"


URLS = [
    ("HTTPS://Example.ORG:443/A?b=1#c", "https://example.org/A?b=1"),
    ("http://example.org", "http://example.org/"),
    ("http://example.org:80", "http://example.org/"),
    ("https://example.org:8443/x", "https://example.org:8443/x"),
    ("https://example.org.", "https://example.org/"),
    ("https://example.org/a/./b/../c/..", "https://example.org/a/"),
    ("https://example.org/../../a", "https://example.org/a"),
    ("https://example.org//a//b", "https://example.org//a//b"),
    ("https://example.org/%7euser/%e2%82%ac%2f", "https://example.org/~user/%E2%82%AC%2F"),
    ("https://example.org/100%", "https://example.org/100%25"),
    ("https://example.org/€?q=€", "https://example.org/%E2%82%AC?q=%E2%82%AC"),
    ("https://example.org/a?utm_source=x&id=1&fbclid=2", "https://example.org/a?id=1"),
    ("https://example.org/a?utm_source=x", "https://example.org/a"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://stra\u00dfe.example/", "https://xn--strae-oqa.example/"),
    ("https://[2001:DB8::1]/", "https://[2001:db8::1]/"),
    ("https://en.wikipedia.org/wiki/Apple_Inc.", "https://en.wikipedia.org/wiki/Apple_Inc."),
    ("https://exa\u200bmple.org/", "https://example.org/"),
    ("not an address", "not an address"),
    ("https://", "https://"),
    ("https://exa$mple.org/", "https://exa$mple.org/"),
    ("https://example.org:99999/", "https://example.org:99999/"),
    ("https://[::1", "https://[::1"),
    ("https://xn--a\u0301-.example/", "https://xn--a\u0301-.example/"),
]  # fmt: skip


@pytest.mark.parametrize(("pasted", "normal"), URLS)
def test_a_canonical_address(pasted: str, normal: str) -> None:
    assert normal_url(f" {pasted} ") == normal
    assert normal_url(normal) == normal
