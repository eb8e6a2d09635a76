"""Where a quote stands in a text, as laws and as traps already met."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citations.formats.fragment import text_fragment
from citations.formats.passages import nearest, places_of, reference_list, spliced
from citations.formats.texts import folded

TEXT = st.text(alphabet="ab 1\u0301e\u2003", min_size=1, max_size=200).map(folded)
PROSE = "The tool saved time in every group, and quality rose with it. " * 30
LIST = (
    "Noy, S., & Zhang, W. (2023). Experimental evidence. Science, 381(6654), 187-192. "
    "Autor, D. (2015). Why are there still so many jobs? Journal of Economic "
    "Perspectives, 29(3), 3-30. doi 10.1257/jep.29.3.3. Frey, C., & Osborne, M. "
    "(2017). The future of employment. Technological Forecasting, 114, 254-280. "
) * 4


@given(TEXT, st.data())
def test_a_place_holds_the_quote_and_every_place_is_found(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start + 1, max(start + 1, len(text))))
    quote = text[start:end]
    places = list(places_of(quote, text)) if quote else []
    assert all(text[a:b] == quote for a, b in places)
    assert not quote or (start, end) in places


@given(TEXT)
def test_a_text_is_its_own_nearest_passage(text: str) -> None:
    place = nearest(text, text)
    words = any(character.isalnum() for character in text)
    assert (place is not None) == words


def test_the_nearest_passage_is_named() -> None:
    text = PROSE + "Time on the task fell by 37% in the group. " + PROSE
    place = nearest("Time on the task fell by 40% in the group.", text)
    assert place is not None
    assert text[slice(*place)] == "Time on the task fell by 37% in the group"
    assert nearest("Bees dance for their sisters.", text) is None


@pytest.mark.parametrize("dots", ["\u2026", "...", "[...]", "[\u2026]", " . . . "])
def test_a_quote_that_joins_two_places_is_known(dots: str) -> None:
    text = "Time fell by 40% in it. Nobody knows why. Quality rose by 18% as well."
    assert spliced(f"Time fell by 40%{dots}Quality rose by 18%", text)
    assert not spliced(f"Time fell by 40%{dots}Quality fell by 18%", text)


@pytest.mark.parametrize("heading", ["References", "REFERENCES", "Bibliography"])
def test_a_list_of_references_is_known_by_what_it_holds(heading: str) -> None:
    text = folded(f"{PROSE} {heading} {LIST} Appendix A {PROSE}")
    place = reference_list(text)
    assert place is not None
    start, end = place
    assert text[start:].startswith(heading)
    assert text.index("Perspectives") < end < text.index("Appendix A") + 1000


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"Contents References 45 Appendix 47 {PROSE}",
        f"References to the tool grew. {PROSE}",
        f"References Smith says little here. {PROSE}",
        f"{PROSE} (Noy, 2023; Autor, 2015). {PROSE}",
    ],
)
def test_prose_about_references_is_no_list_of_them(text: str) -> None:
    assert reference_list(text) is None


def test_the_last_list_counts_also_after_a_line_of_contents() -> None:
    text = folded(f"Contents References 45 Appendix 47 {PROSE} References {LIST}")
    place = reference_list(text)
    assert place is not None
    assert place[0] > len(PROSE)


@pytest.mark.parametrize(
    ("url", "quote", "address"),
    [
        ("https://example.org/a.pdf", "Time fell by 40%", ""),
        ("", "Time fell by 40%", ""),
        ("https://example.org/a", "", ""),
        ("https://example.org/a", "a-b, c&d", "#:~:text=a%2Db%2C%20c%26d"),
        ("https://example.org/a#part", "so it fell", ":~:text=so%20it%20fell"),
        (
            "https://example.org/a",
            "one two three four five six seven eight nine ten eleven twelve last",
            "#:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve"
            "%20last",
        ),
    ],
)
def test_an_address_leads_to_the_quote(url: str, quote: str, address: str) -> None:
    assert text_fragment(url, quote) == (address and url + address)
