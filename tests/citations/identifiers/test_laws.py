"""What holds for any text: normal forms are final, and fit what is stored."""

import doctest
import importlib
import pkgutil
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

import citations.identifiers
from citations import identifiers as ids
from citations.identifiers import Kind, recognise
from citations.models import Source

NORMAL: dict[Kind, Callable[[str], str]] = {
    Kind.DOI: ids.normal_doi,
    Kind.ARXIV: lambda text: ids.normal_arxiv(text)[0],
    Kind.PMID: ids.normal_pmid,
    Kind.PMCID: ids.normal_pmcid,
    Kind.ISBN: ids.normal_isbn,
    Kind.ISSN: ids.normal_issn,
    Kind.ORCID: ids.normal_orcid,
    Kind.ROR: ids.normal_ror,
    Kind.HANDLE: ids.normal_handle,
    Kind.DOCKET: ids.normal_docket,
    Kind.URL: ids.normal_url,
}
STORED = {Kind.DOI: "doi", Kind.ARXIV: "arxiv", Kind.PMID: "pmid", Kind.ISBN: "isbn"}
FIELD = {**STORED, Kind.URL: "url"}

SUFFIX = st.text(
    alphabet=st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1
)
WRAPPINGS = ("{}", "<{}>", " {}. ", "({}),", "“{}”", "doi:{}", "https://doi.org/{}")
ADDRESSES = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.from_regex(r"[a-zA-Zäßé0-9]{1,8}\.[a-z]{2,5}(:[0-9]{1,5})?", fullmatch=True),
    st.text(st.sampled_from("/.%?&=#+~:;aZ09€ \u0301()[]<>'\"\\")),
)
TEXTS = st.one_of(
    st.text(),
    st.builds(str.format, st.sampled_from(WRAPPINGS), SUFFIX.map("10.1000/{}".format)),
    ADDRESSES,
    st.from_regex(r"[0-9xX \-]{4,20}"),
    st.from_regex(r"(arXiv:)?[0-9]{4}\.[0-9]{4,5}(v[0-9])?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}:[0-9]{2,4}-?(cv|CR)-?[0-9]{1,6}(-[A-Z]{2,3})?"),
    st.from_regex(r"hdl:[0-9a-z.]{1,9}/\S{1,9}"),
)  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
@given(text=TEXTS)
@example(text="https://doi.org/10.1000/%2510.1000/x")
@example(text="10.1000%2Fa%252Fb")
def test_a_normal_form_is_final(kind: Kind, text: str) -> None:
    once = NORMAL[kind](text)
    assert NORMAL[kind](once) == once


@given(text=TEXTS)
def test_what_is_recognised_is_normal(text: str) -> None:
    found = recognise(text)
    if found:
        assert NORMAL[found.kind](found.normal) == found.normal
        assert found.normal == found.normal.strip() != ""


@given(text=TEXTS)
def test_what_is_recognised_is_recognised_again(text: str) -> None:
    """But for handles and PMIDs that only a label told from a number."""
    found = recognise(text)
    if found and found.kind not in {Kind.HANDLE, Kind.PMID, Kind.URL}:
        again = recognise(found.normal)
        assert again
        assert (again.kind, again.normal) == (found.kind, found.normal)


@given(text=TEXTS)
def test_what_is_recognised_fits_the_database(text: str) -> None:
    found = recognise(text)
    if not found or found.kind not in FIELD or len(found.normal) > 200:
        return
    source = Source(**{FIELD[found.kind]: found.normal})
    checks = [
        constraint
        for constraint in Source._meta.constraints
        if constraint.name.startswith(f"source_{FIELD[found.kind]}_is_")
    ]
    assert checks
    for check in checks:
        check.validate(Source, source)


@pytest.mark.parametrize("kind", list(STORED))
def test_the_database_refuses_what_is_not_normal(kind: Kind) -> None:
    source = Source(**{STORED[kind]: "10.1000/ UPPER"})
    (constraint,) = (
        c
        for c in Source._meta.constraints
        if c.name == f"source_{STORED[kind]}_is_normal"
    )
    with pytest.raises(ValidationError):
        constraint.validate(Source, source)


@given(digits=st.text(st.sampled_from("0123456789"), min_size=12, max_size=12))
def test_just_one_digit_checks_an_isbn(digits: str) -> None:
    head = f"978{digits[:9]}"
    assert sum(ids.isbn_is_valid(f"{head}{check}") for check in range(10)) == 1


@given(digits=st.text(st.sampled_from("0123456789"), min_size=7, max_size=7))
def test_just_one_character_checks_an_issn(digits: str) -> None:
    forms = [f"{digits[:4]}-{digits[4:]}{check}" for check in "0123456789X"]
    assert sum(ids.normal_issn(f"issn {form}") == form for form in forms) == 1


@given(number=st.integers(min_value=15_000_000, max_value=35_000_000))
def test_just_one_character_checks_an_orcid(number: int) -> None:
    digits = f"{number:015}"
    known = [recognise(f"{digits}{check}") for check in "0123456789X"]
    orcids = [x for x in known if x and x.kind == Kind.ORCID]
    assert len(orcids) == 1
    assert re.sub("-", "", orcids[0].normal)[:15] == digits


@pytest.mark.parametrize(
    "module", [m.name for m in pkgutil.iter_modules(citations.identifiers.__path__)]
)
def test_the_examples_are_true(module: str) -> None:
    found = importlib.import_module(f"citations.identifiers.{module}")
    assert doctest.testmod(found).failed == 0
