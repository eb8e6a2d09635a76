"""The look-up of a place on the page of a career: known, unknown, without a figure."""

from decimal import Decimal

import pytest
from django.test import Client

from kb.formats.places import NAMES, code_of, like, state_of
from tests.kb.evidence import world
from tests.kb.page import get
from tests.kb.test_pages_figures import CAREER, wages


def told(client: Client, place: str) -> str:
    """Return the words of the page after a place was asked for."""
    wages(world(), 2024, {50: 60_000}, "new")
    page = get(client, f"{CAREER}?place={place}")
    text = " ".join(page.text.split())
    return text.partition("Look up a place")[2].partition("Preparation")[0]


@pytest.mark.parametrize("place", ["us", "United%20States", "USA", "u.s.a.", "America"])
def test_a_place_goes_by_its_code_and_its_names(client: Client, place: str) -> None:
    text = told(client, place)
    assert "Figures for United States" in text
    assert "Percentile 50, Technical writer: $60,000 a year" in text
    assert "No figure" not in text


def test_the_newest_figures_come_first(client: Client) -> None:
    here = world()
    old = wages(here, 2021, {50: 50_000}, "an-old-one")
    newer = old.estimates.get()
    here.finding(
        topic=old.topic,
        subjects=[{"career": here.career}],
        population="each a Technical writer",
        estimates=[
            {
                "measure": newer.measure,
                "value": Decimal(60_000),
                "quantile": Decimal(50),
                "currency": "USD",
                "price_year": 2024,
                "area": "US",
            }
        ],
    )
    text = get(client, f"{CAREER}?place=US").text.partition("Look up a place")[2]
    assert text.index("prices of 2024") < text.index("prices of 2021")


def test_a_known_place_without_a_figure(client: Client) -> None:
    text = told(client, "deutschland")
    assert "No figure for this place: nothing published here" in text
    assert "is about Germany. There are figures for: United States." in text


def test_a_place_that_is_nowhere(client: Client) -> None:
    text = told(client, "Atlantis%3Cb%3E")
    assert "“Atlantis<b>” is no country or US state that is known here" in text
    assert "Ask for a country by its English name" in text
    assert "There are figures for: United States." in text


def test_a_name_that_is_misspelt(client: Client) -> None:
    text = told(client, "Germny")
    assert "Did you mean Germany?" in text


def test_a_state_lies_where_there_are_figures(client: Client) -> None:
    text = told(client, "new-york")
    assert "nothing published here about this career is about New York." in text
    assert "New York, the state, lies in the United States, for which there" in text


def test_every_country_has_one_name_and_is_found_by_it() -> None:
    assert len(NAMES) == 254
    assert [
        code for code in NAMES if code != "ZZ" and code_of(NAMES[code]) != code
    ] == []
    assert code_of("cote d'ivoire") == code_of("CI") == "CI"
    assert (code_of("nowhere"), state_of("nowhere"), like("qqqq")) == ("", "", [])
