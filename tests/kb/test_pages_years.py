"""How pay moved between two years, each figure cited from the source of its year."""

from decimal import Decimal
from typing import Any

from django.test import Client

from citations.models import Citation
from tests import make
from tests.kb.evidence import World, world
from tests.kb.page import get
from tests.kb.test_pages_figures import CAREER


def two_years(here: World, **fields: Any) -> None:
    """Publish one finding with the medians of two years."""
    money = make.measure(
        key="wage", label="Annual wage", kind="money", unit="USD per year"
    )
    here.finding(
        topic=make.topic(key="wages", label="Wages", facet=here.topic.facet),
        subjects=[{"career": here.career}],
        population="each a Technical writer",
        estimates=[
            {
                "measure": money,
                "label": f"Median {year}",
                "value": Decimal(value),
                "quantile": Decimal(50),
                "currency": "USD",
                "price_year": year,
                "area": "US",
            }
            for year, value in ((2015, 50_000), (2024, 60_000))
        ],
        **fields,
    )


def place(title: str) -> Citation:
    """Return a place that was read, in a source of its own."""
    found = make.citation(source=make.source(title=title))
    citation: Citation = make.reading(citation=found).citation
    return citation


def test_two_years_of_one_finding_and_one_source(client: Client) -> None:
    two_years(world())
    text = " ".join(get(client, CAREER).text.split())
    assert "+20.0 % from 2015 to 2024: $50,000 [1] to $60,000 [1]" in text
    assert "not adjusted for prices" in text


def test_each_year_is_cited_from_its_own_source(client: Client) -> None:
    here, new = world(), place("Wages, May 2024")
    two_years(here, source=new.source, citations=[new, place("Wages, May 2015")])
    page = get(client, CAREER)
    text = " ".join(page.text.split())
    assert "+20.0 % from 2015 to 2024: $50,000 [2] to $60,000 [1]" in text
    assert "Wages, May 2015" in text.partition("References")[2]
    used = {link for link in page.links if link.startswith("#reference-")}
    assert {link.removeprefix("#") for link in used} <= set(page.ids)
