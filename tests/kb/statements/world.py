"""A career, a skill and findings near to and far from the two, for statements."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.management import call_command

from careers.models import Career, Skill
from kb.models import Facet, Finding, Measure, Statement
from tests import make


@dataclass
class World:
    """A pair, and a finding that measured it: one rating, one salary, one gap."""

    career: Career
    skill: Skill
    finding: Finding
    facet: Facet

    def finding_on(self, **fields: Any) -> Finding:
        """Publish a finding; by default it measured the skill in the career."""
        here = {"career": self.career, "skill": self.skill}
        words = f"{self.skill.name}, by {self.career.name}"
        return make.published(**{"subjects": [here], "population": words} | fields)

    def stated(self, **fields: Any) -> Statement:
        """Publish a statement of the pair that cites the finding."""
        return make.stated(**self.given(fields))

    def in_review(self, **fields: Any) -> Statement:
        """Return such a statement in review."""
        return make.stated_in_review(**self.given(fields))

    def draft(self, **fields: Any) -> Statement:
        """Return such a statement as a draft."""
        return make.stated_draft(**self.given(fields))

    def given(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of the statement, with what is not given."""
        usual = {
            "career": self.career,
            "skill": self.skill,
            "facet": self.facet,
            "text": "Knitters rate knitting at {rated:1:value}.",
            "cites": [self.finding],
        }
        return usual | fields


def rating() -> Measure:
    """Return a measure on a scale from 1 to 5."""
    return make.measure(
        label="Importance",
        kind="rating",
        unit="scale",
        scale_low=1,
        scale_high=5,
        definition="How important it is, as people in the job rate it.",
    )


def salary() -> Measure:
    """Return a measure of money."""
    return make.measure(
        label="Median pay",
        kind="money",
        unit="USD per year",
        definition="Half earn more than this, half less.",
    )


def world() -> World:
    """Return the world, with the facets of the product."""
    call_command("loaddata", "facets", verbosity=0)
    career = make.career(key="knitter", name="Knitter")
    skill = make.skill(key="knitting", name="Knitting")
    finding = make.published(
        key="rated",
        subjects=[{"career": career, "skill": skill}],
        population="Knitting, as rated by each knitter asked",
        estimates=[
            {
                "measure": rating(),
                "label": "Importance",
                "value": Decimal("4.12"),
                "low": Decimal("3.88"),
                "high": Decimal("4.37"),
                "interval": "ci",
                "ci_level": 95,
                "n": 1453,
                "n_unit": "knitters",
                "period_start": "2021-05",
                "period_end": "2022",
            },
            {
                "measure": salary(),
                "label": "Median pay",
                "value": Decimal(90930),
                "currency": "USD",
                "price_year": 2023,
                "area": "US",
            },
            {"label": "Change of time", "value": None, "missing": "suppressed"},
        ],
    )
    return World(career, skill, finding, Facet.objects.get(key="importance"))
