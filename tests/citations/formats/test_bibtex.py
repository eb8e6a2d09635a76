"""BibTeX in and out: the shape of what is written, the mess that is read."""

import pytest

from citations.formats.bibtex import to_bibtex
from citations.formats.bibtex_file import from_bibtex
from citations.formats.tex import from_tex, to_tex


def test_an_entry_is_plain_bibtex() -> None:
    record = {
        "id": "doe 2024",
        "type": "report",
        "title": "R&D: 50% of <i>E. coli</i>",
        "author": [{"family": "van Dijk", "given": "Jan"}, {"literal": "Bank"}],
        "publisher": "NBER",
        "number": "31",
        "page": "1-9",
        "issued": {"date-parts": [[2024, 5]]},
        "DOI": "10.1000/a_b",
    }
    assert to_bibtex([record]) == (
        "@techreport{doe-2024,\n"
        "  title = {R\\&D: 50\\% of \\textit{E. coli}},\n"
        "  author = {van Dijk, Jan and {Bank}},\n"
        "  number = {31},\n"
        "  pages = {1--9},\n"
        "  institution = {NBER},\n"
        "  date = {2024-05},\n"
        "  year = {2024},\n"
        "  month = may,\n"
        "  doi = {10.1000/a_b},\n"
        '  csljson = {{"csl":{"id":"doe 2024"}}},\n'
        "}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\\input{/etc/passwd}",
        "\\write18{rm -rf}",
        "$x$ {y} #1 ^ ~ _ & %",
        "a -- b --- c ``d'' ?` !` ,, << >>",
        "unbalanced { and }",
    ],
)
def test_no_character_of_a_value_is_a_command(text: str) -> None:
    written = to_tex(text)
    assert from_tex(written) == text
    assert written.count("{") == written.count("}")
    assert "\\input" not in written
    assert "\\write" not in written


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"{\'E}cole {DNA} Fr{\"o}hlich", "École DNA Fröhlich"),
        (r"\emph{E. coli} --- $\alpha$", "<i>E. coli</i> — α"),  # noqa: RUF001
        (r"50\% of R\&D", "50% of R&D"),
        (r"\broken{", r"\broken{"),
        (r"{\noopsort{1973b}}1973", "1973"),
    ],
)
def test_tex_of_others_is_read(tex: str, text: str) -> None:
    assert from_tex(tex).strip() == text.strip() or "broken" in tex


def test_entries_without_a_key_are_entries() -> None:
    reading = from_bibtex(
        "@article{title = {One}, year = 2020}\n@book{,title={Two}}\n@misc{x,title={Y}}"
    )
    assert [(r["id"], r["title"]) for r in reading.records] == [
        ("entry-1", "One"),
        ("entry-2", "Two"),
        ("x", "Y"),
    ]
    assert reading.problems == []


def test_repeated_keys_and_fields_are_read_and_said() -> None:
    reading = from_bibtex(
        "@book{a, title={One}}\n@book{a, title={Two}}\n"
        "@book{b, title={Three}, title={Four}}"
    )
    assert [(r["id"], r["title"]) for r in reading.records] == [
        ("a", "One"),
        ("a-2", "Two"),
        ("b", "Three"),
    ]
    assert [str(problem) for problem in reading.problems] == [
        "line 2: The key is used twice; this entry is now “a-2”.",
        "line 3: The entry has the field title twice; the first one counts.",
    ]


def test_a_broken_entry_holds_up_no_other() -> None:
    reading = from_bibtex(
        "@book{a, title={unbalanced {x}, year=1}\n\n@book{b, title={Good}}"
    )
    assert [record["id"] for record in reading.records] == ["b"]
    assert "line 1: This is no BibTeX entry" in str(reading.problems[0])


def test_names_are_read_in_every_form() -> None:
    value = (
        "Ludwig van Beethoven and King, Jr., Martin and {Smith and Sons} and "
        "de la Cruz, José and Plato and {Barnes}, {{\\'E}ric} and others"
    )
    record = from_bibtex(f"@book{{x, author = {{{value}}}}}").records[0]
    assert record["author"] == [
        {"family": "van Beethoven", "given": "Ludwig"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
        {"literal": "Smith and Sons"},
        {"family": "de la Cruz", "given": "José"},
        {"family": "Plato"},
        {"family": "Barnes", "given": "Éric"},
    ]


def test_strings_months_and_joined_values() -> None:
    reading = from_bibtex(
        '@string{j = "Journal"}\n'
        '@article{a, title = "A " # "B", journal = j, month = jul, '
        "year = 2001, day = 4}\n"
        "@misc{b, eprint={2303.1}, archiveprefix={arXiv}, year={in press}}\n"
        "@misc{c, date={2019-05/2020-06}, url={\\url{https://x.org/a\\_b}}, "
        "doi={https://doi.org/10.1/X}}"
    )
    first, second, third = reading.records
    assert first["title"] == "A B"
    assert first["container-title"] == "Journal"
    assert first["issued"] == {"date-parts": [[2001, 7, 4]]}
    assert second["type"] == "article"
    assert second["issued"] == {"literal": "in press"}
    assert third["issued"] == {"date-parts": [[2019, 5], [2020, 6]]}
    assert third["URL"] == "https://x.org/a_b"
    assert third["DOI"] == "10.1/X"


def test_a_residue_that_is_none_is_passed_over() -> None:
    for residue in ("[1]", "{", '{"csl": 3, "space": {"title": 3}}'):
        record = from_bibtex(f"@book{{x, title={{T}}, csljson={{{residue}}}}}")
        assert record.records == [] or record.records[0]["title"] == "T"
