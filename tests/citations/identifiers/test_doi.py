"""DOIs as people paste them, with the traps of publishers' addresses."""

from pathlib import Path

import pytest
import yaml

from citations.identifiers import Kind, normal_doi, recognise

SEEDS = Path(__file__).parents[3] / "seeds" / "sources.yaml"
SICI = "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"
NOY = "10.1126/science.adh2586"

FORMS = [
    (NOY, NOY),
    ("10.1126/SCIENCE.ADH2586", NOY),
    ("doi:10.1126/science.adh2586", NOY),
    ("DOI: 10.1126/science.adh2586.", NOY),
    ("DOI10.1126/science.adh2586", NOY),
    ("doi 10.1126/science.adh2586;", NOY),
    ("urn:doi:10.1126/science.adh2586", NOY),
    ("info:doi/10.1126/science.adh2586", NOY),
    ("https://doi.org/10.1126/Science.ADH2586", NOY),
    ("http://dx.doi.org/10.1126/science.adh2586", NOY),
    ("doi.org/10.1126/science.adh2586", NOY),
    ("HTTPS://DOI.ORG/10.1126/science.adh2586/", NOY + "/"),
    ("https://www.doi.org/doi:10.1126/science.adh2586", NOY),
    ("<https://doi.org/10.1126/science.adh2586>", NOY),
    ("(https://doi.org/10.1126/science.adh2586).", NOY),
    ("“10.1126/science.adh2586”,", NOY),
    ("[10.1126/science.adh2586]", NOY),
    ("https://doi.org/10.1126%2Fscience.adh2586", NOY),
    ("10.1126%2fscience.adh2586", NOY),
    ("https://doi.org/10.1126/science.adh2586?utm_source=x#abstract", NOY),
    ("\ufeff10.1126/sci\u00adence.adh\u200b2586\u00a0", NOY),
    ("Noy and Zhang, https://doi.org/10.1126/science.adh2586.", NOY),
    ("https://hdl.handle.net/10.1126/science.adh2586", NOY),
    ("https://api.crossref.org/works/10.1126%2Fscience.adh2586", NOY),
    ("https://api.crossref.org/v1/works/10.1126%2Fscience.adh2586/transform", NOY),
    # closing brackets that belong to the name, and those that do not
    ("10.1016/S0140-6736(13)62631-8", "10.1016/s0140-6736(13)62631-8"),
    ("10.1016/0022-1694(70)90255-6)", "10.1016/0022-1694(70)90255-6"),
    ("(10.1016/0022-1694(70))", "10.1016/0022-1694(70)"),
    (SICI, SICI),
    (f"<{SICI}>", SICI),
    (
        "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4"
        "%3E3.0.CO%3B2-O",
        SICI,
    ),
    # addresses of publishers
    ("https://www.science.org/doi/full/10.1126/science.adh2586", NOY),
    ("https://www.science.org/doi/pdf/10.1126/science.adh2586?download=true", NOY),
    (
        "https://pubsonline.informs.org/doi/abs/10.1287/orsc.2023.18441",
        "10.1287/orsc.2023.18441",
    ),
    (
        "https://onlinelibrary.wiley.com/doi/10.1111/ele.14024/pdfdirect",
        "10.1111/ele.14024",
    ),
    (
        "https://www.emerald.com/insight/content/doi/10.1108/x-1/full/html",
        "10.1108/x-1",
    ),
    (
        "https://link.springer.com/chapter/10.1007/978-1-4302-0197-7_9#Abs1",
        "10.1007/978-1-4302-0197-7_9",
    ),
    (
        "https://link.springer.com/content/pdf/10.1007/978-1-4302-0197-7_9.pdf",
        "10.1007/978-1-4302-0197-7_9",
    ),
    ("https://www.aeaweb.org/articles?id=10.1257/aer.20141757", "10.1257/aer.20141757"),
    (
        "https://journals.plos.org/plosone/article/file?id=10.1371/"
        "journal.pone.0033693&type=printable",
        "10.1371/journal.pone.0033693",
    ),
    (
        "https://academic.oup.com/qje/article-lookup/doi/10.1093/qje/qjx022",
        "10.1093/qje/qjx022",
    ),
    (
        "https://www.biorxiv.org/content/10.1101/014852v1.full.pdf+html",
        "10.1101/014852",
    ),
    (
        "https://www.biorxiv.org/content/10.1101/2020.06.17.20133843v2",
        "10.1101/2020.06.17.20133843",
    ),
    (
        "https://www.nature.com/articles/s41586-020-2012-7.pdf",
        "10.1038/s41586-020-2012-7",
    ),
    (
        "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4573321",
        "10.2139/ssrn.4573321",
    ),
    ("https://ssrn.com/abstract=4573321", "10.2139/ssrn.4573321"),
    ("https://www.nber.org/papers/w31161", "10.3386/w31161"),
    ("https://peerj.com/articles/3811/", "10.7717/peerj.3811"),
    # a name that ends like a view, at the resolver
    (
        "https://doi.org/10.1107/S2059798318011506/gm5056sup1.pdf",
        "10.1107/s2059798318011506/gm5056sup1.pdf",
    ),
    # no DOI
    ("https://academic.oup.com/qje/article/140/2/889/7990658", None),
    ("https://web.archive.org/web/2020/https://doi.org/10.1126/science.adh2586", None),
    ("https://doi.org/", None),
    ("https://doi.org/foo", None),
    ("10.1126/", None),
    ("10.123/short-prefix", None),
    ("10.1000/a%20b", "10.1000/a%20b"),
    ("https://doi.org/10.1000/a%20b", None),
    ("https://doi.org/10.1000/a%00b", None),
    ("110.1000/x", None),
    ("1.10.1000/x", None),
    ("\u0661\u0660.1000/x", None),
    ("10.1000/" + "x" * 3_000, None),
]


@pytest.mark.parametrize(("pasted", "doi"), FORMS)
def test_a_doi_is_recognised(pasted: str, doi: str | None) -> None:
    found = recognise(pasted)
    assert (found.normal if found and found.kind == Kind.DOI else None) == doi


@pytest.mark.parametrize(("pasted", "doi"), FORMS)
def test_what_is_no_doi_comes_back_trimmed(pasted: str, doi: str | None) -> None:
    assert normal_doi(f" {pasted}\n") == (doi or pasted.strip())
    assert normal_doi(normal_doi(pasted)) == normal_doi(pasted)


def test_addresses_of_the_starter_evidence_give_their_own_doi() -> None:
    """No address may give the DOI of another work."""
    checked = 0
    for row in yaml.safe_load(SEEDS.read_text(encoding="utf-8")):
        csl = row["csl"]
        found = recognise(csl.get("URL", ""))
        if "DOI" in csl and found and found.kind == Kind.DOI:
            assert found.normal == normal_doi(csl["DOI"]), row["key"]
            checked += 1
    assert checked > 20
