"""Figures on the page of a career: exposure, pay, ratings, each on its own scale."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client

from kb.models import Finding
from tests import make
from tests.kb.evidence import World, full_world, world
from tests.kb.page import get

CAREER = "/careers/technical-writer/"


@pytest.fixture
def here() -> World:
    return full_world()


def wages(here: World, year: int, values: dict[int, int], key: str) -> Finding:
    """Publish percentiles of pay of one year."""
    money = make.measure(
        key=f"wage-{key}", label="Annual wage", kind="money", unit="USD per year"
    )
    return here.finding(
        key=key,
        headline="Pay of writers",
        topic=make.topic(key="wages", label="Wages", facet=here.topic.facet),
        subjects=[{"career": here.career}],
        population="each a Technical writer",
        estimates=[
            {
                "measure": money,
                "label": f"Percentile {quantile}",
                "value": Decimal(value),
                "quantile": Decimal(quantile),
                "currency": "USD",
                "price_year": year,
                "area": "US",
            }
            for quantile, value in values.items()
        ],
    )


class TestExposure:
    def publish(self, here: World) -> None:
        facet = here.topic.facet
        topic = make.topic(key="ai-exposure", label="Exposure", facet=facet)
        score = make.measure(
            key="beta",
            direction="higher",
            label="Beta",
            kind="rating",
            unit="points",
            scale_low=Decimal(0),
            scale_high=Decimal(4),
        )
        loose = make.measure(
            key="loose", label="Standardised", kind="score", unit="deviations"
        )
        here.finding(
            key="exposed",
            headline="Writers are exposed",
            topic=topic,
            subjects=[{"career": here.career}],
            population="each a Technical writer",
            estimates=[
                {
                    "measure": score,
                    "label": "Beta, human raters",
                    "value": Decimal(3),
                    "n": 12,
                    "n_unit": "raters",
                },
                {"measure": loose, "label": "Standardised", "value": Decimal("-1.5")},
                {
                    "measure": score,
                    "label": "Beta, a model",
                    "value": None,
                    "missing": "suppressed",
                },
            ],
        )

    def test_each_measure_has_its_own_scale(self, client: Client, here: World) -> None:
        self.publish(here)
        page = get(client, CAREER)
        text = " ".join(page.text.split())
        assert "2 measures, each on its own scale" in text
        assert "scale from 0 to 4; higher means more" in text
        assert "no scale to draw on" in text
        assert "suppressed by the publisher" in text
        assert "n = 12 raters" in text
        spots = [e for e in page.all("circle") if "computed" not in e["class"]]
        assert "75%" in [spot["cx"] for spot in spots]

    def test_the_same_stands_in_a_table(self, client: Client, here: World) -> None:
        self.publish(here)
        answer = client.get(f"{CAREER}exposure.csv")
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
        assert [(row["measure"], row["value"], row["missing"]) for row in rows] == [
            ("beta", "3", ""),
            ("beta", "", "suppressed"),
            ("loose", "-1.5", ""),
        ]
        assert {row["source"] for row in rows} == {"study"}


class TestPay:
    def test_percentiles_stand_with_currency_place_and_year(
        self, client: Client, here: World
    ) -> None:
        new = {10: 30_000, 25: 40_000, 50: 60_000, 75: 80_000, 90: 90_000}
        wages(here, 2024, new, "new")
        text = " ".join(get(client, CAREER).text.split())
        assert "$60,000" in text
        assert "Technical writer, United States, 2024, USD" in text
        assert "How the median moved" not in text

    def test_a_place_without_a_figure_says_so(self, client: Client) -> None:
        here = world()
        wages(here, 2024, {50: 60_000}, "new")
        nowhere = get(client, f"{CAREER}?place=%20Zurich%20").text
        assert "No figure for this place" in nowhere
        assert "“Zurich”" in nowhere
        assert "There are figures for: United States" in " ".join(nowhere.split())
        there = get(client, f"{CAREER}?place=united states").text
        assert "No figure for this place" not in there
        assert "Percentile 50" in there


class TestMeasured:
    """Skills as datasets rate them: few on the page of the career, all on the next."""

    def publish(self, here: World, count: int) -> None:
        rated = make.topic(
            key="importance-rating", label="Ratings", facet=here.topic.facet
        )
        scale = make.measure(
            key="onet-importance",
            label="Importance",
            kind="rating",
            scale_low=Decimal(1),
            scale_high=Decimal(5),
        )
        level = make.measure(
            key="onet-level",
            label="Level",
            kind="rating",
            scale_low=Decimal(0),
            scale_high=Decimal(7),
        )
        for number in range(count):
            skill = make.skill(name=f"Rated {number:02}")
            here.finding(
                topic=rated,
                subjects=[{"career": here.career, "skill": skill}],
                population=f"people at {skill.name}, each a Technical writer",
                estimates=[
                    {"measure": scale, "value": Decimal(number) / 10 + 1},
                    {"measure": level, "value": None, "missing": "not_relevant"},
                ],
            )

    def test_the_most_important_come_first_and_the_rest_is_a_link_away(
        self, client: Client
    ) -> None:
        self.publish(world(), 20)
        page = get(client, CAREER)
        text = " ".join(page.text.split())
        assert "As rated: the 12 most important of 20" in text
        assert text.index("Rated 19") < text.index("Rated 08")
        assert "Rated 07" not in text
        assert "marked as not relevant" in text
        spots = [spot["cx"] for spot in page.all("circle")]
        assert "47.5%" in spots
        skills = get(client, f"{CAREER}skills/?by=name")
        rows = [" ".join(row.text.split()) for row in skills.all("tr")]
        assert rows[1].startswith("Rated 00 1") or rows[-20].startswith("Rated 00 1")

    def test_an_order_that_is_none_is_by_importance(self, client: Client) -> None:
        self.publish(world(), 3)
        page = get(client, f"{CAREER}skills/?by=key;drop")
        named = [e.text for e in page.all("th") if e["scope"] == "row"]
        assert named[-3:] == ["Rated 02", "Rated 01", "Rated 00"]


def test_a_figure_read_twice_from_one_source_stands_once(client: Client) -> None:
    here = world()
    topic = make.topic(key="ai-exposure", label="Exposure", facet=here.topic.facet)
    share = make.measure(
        key="beta", label="Beta", kind="probability", unit="probability"
    )
    for value in ("0.381", "0.38095238", "0.5"):
        here.finding(
            topic=topic,
            subjects=[{"career": here.career}],
            population="each a Technical writer",
            estimates=[{"measure": share, "value": Decimal(value)}],
        )
    answer = client.get(f"{CAREER}exposure.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert {row["value"] for row in rows} == {"0.38095238", "0.5"}


def test_findings_of_two_releases_that_say_the_same_stand_once(client: Client) -> None:
    here = world()
    topic = make.topic(key="job-zone", label="Job zone", facet=here.topic.facet)
    zone = make.measure(
        key="onet-job-zone",
        kind="rating",
        unit="zones",
        scale_low=Decimal(1),
        scale_high=Decimal(5),
    )
    words = make.measure(key="svp-range", kind="category", unit="words")
    said = [
        {"measure": zone, "label": "Zone", "value": Decimal(4)},
        {"measure": words, "label": "Range", "value": None, "category": "7.0 to < 8.0"},
    ]
    about = {"topic": topic, "subjects": [{"career": here.career}]}
    about["population"] = "each a Technical writer"
    here.finding(
        key="of-a-pack", headline="A pack puts them there", estimates=said[:1], **about
    )
    here.finding(
        key="of-the-files", headline="The files put them there", estimates=said, **about
    )
    other = [{"measure": zone, "label": "Zone", "value": Decimal(3)}]
    here.finding(
        key="another", headline="Another puts them lower", estimates=other, **about
    )
    table = get(client, CAREER).text.partition("SVP is specific")[2]
    shown = table.partition("Requirements")[0].partition("What is known")[0]
    assert "The files put them there" in shown
    assert "A pack puts them there" not in shown
    assert "Another puts them lower" in shown
