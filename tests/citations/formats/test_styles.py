"""What every style promises: escaping, locators, numbers, a closed list."""

import pytest

from citations.formats import (
    STYLES,
    UnknownStyle,
    apa,
    format_reference,
    format_references,
)

ARTICLE = {
    "id": "a",
    "type": "article-journal",
    "title": "Work and <script>alert('x')</script> & <b>play</b>",
    "author": [{"family": "Doe", "given": "Jo"}],
    "container-title": "Journal of Things",
    "volume": "3",
    "issue": "2",
    "page": "10-19",
    "issued": {"date-parts": [[2024, 5, 6]]},
    "DOI": "10.1000/x'y<z>",
}
SILENT: tuple[object, ...] = ("", None, [], {})


@pytest.mark.parametrize("style", STYLES)
def test_html_holds_no_element_that_is_not_ours(style: str) -> None:
    html = format_reference(ARTICLE, style, html=True)
    assert "<script" not in html
    assert "&#60;" in html
    assert " & " not in html
    assert "<b>" in html
    assert style == "vancouver" or "<i>Journal of Things</i>" in html


@pytest.mark.parametrize("style", STYLES)
def test_an_address_is_never_made_typographic(style: str) -> None:
    assert "10.1000/x'y<z>" in format_reference(ARTICLE, style)
    whole = {**ARTICLE, "DOI": f"https://doi.org/{ARTICLE['DOI']}"}
    assert format_reference(whole, style) == format_reference(ARTICLE, style)
    record = {**ARTICLE, "DOI": "", "URL": "https://x.org/it's"}
    assert "https://x.org/it's" in format_reference(record, style)


@pytest.mark.parametrize(
    ("style", "end"),
    [
        ("apa", " (p. 12)"),
        ("mla", ", p. 12."),
        ("chicago", ", p. 12."),
        ("harvard", ", p. 12."),
        ("vancouver", ", p. 12."),
        ("ieee", ", p. 12."),
    ],
)
def test_the_place_cited_stands_at_the_end(style: str, end: str) -> None:
    assert format_reference(ARTICLE, style, locator="12").endswith(end)
    ranged = format_reference(ARTICLE, style, locator="12-14")
    assert "pp. 12–14" in ranged  # noqa: RUF001
    table = format_reference(ARTICLE, style, html=True, locator="Table <3>")
    assert "Table &#60;3&#62;" in table


def test_lists_are_numbered_where_the_style_numbers() -> None:
    two = [ARTICLE, ARTICLE]
    assert [text[:4] for text in format_references(two, "ieee")] == ["[1] ", "[2] "]
    assert [text[:3] for text in format_references(two, "vancouver")] == ["1. ", "2. "]
    assert format_references(two, "apa")[1].startswith("Doe")
    assert format_reference(ARTICLE, "ieee", number=0).startswith("J. Doe")


def test_an_unknown_style_is_told_the_choices() -> None:
    with pytest.raises(UnknownStyle, match="apa, mla, chicago, harvard, vancouver"):
        format_reference(ARTICLE, "bluebook")


def test_apa_is_the_style_for_pages() -> None:
    assert apa(ARTICLE) == format_reference(ARTICLE, "apa")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("empty", SILENT)
def test_nothing_known_gives_no_error(style: str, empty: object) -> None:
    names = ("title", "author", "issued", "container-title", "page", "URL", "type")
    text = format_reference(dict.fromkeys(names, empty), style)
    assert "None" not in text
    assert ".." not in text.replace("...", "")
