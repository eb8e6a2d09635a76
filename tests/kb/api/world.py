"""Rows behind every member of every answer, on top of what the pages need."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from citations.models import Citation
from kb.services import finding_submit, release_approve
from tests import make
from tests.kb.evidence import World, full_world


def whole_world() -> World:
    """Return the world of the pages with what only the API shows."""
    here = full_world()
    more_of_sources(here)
    more_of_careers(here)
    starter = make.release(pack="starter")
    finding = make.draft(
        key="with-everything",
        source=here.source,
        topic=here.topic,
        kind="forecast",
        population="people at Writing, each a Technical writer",
        comparison="no tool",
        limitations=["Short."],
        places=["US", "GB"],
        period_start="2023-01-27",
        period_end="2023-02",
        release=starter,
        subjects=[
            {
                "career": here.career,
                "skill": here.skill,
                "task": make.task(
                    key="draft-texts", career=here.career, examples=["a manual"]
                ),
                "group": "those who stayed",
            }
        ],
        citations=[place(here)],
        estimates=[pay(), suppressed()],
    )
    subject = finding.subjects.get()
    finding.estimates.filter(position=0).update(subject=subject)
    make.finding_link(finding=finding, to_key="direct-one")
    make.bearing(finding=finding, career=here.career, skill=here.skill)
    finding_submit(finding=finding, author=finding.author)
    release_approve(release=starter, reviewer=make.reviewer())
    return here


def place(here: World) -> Citation:
    """Return a place that was read twice, worse and better."""
    cited = make.citation(
        key="study-p-3", source=here.source, locator="p. 3", note="Second column."
    )
    make.reading(citation=cited, read="abstract", confirmation="secondary")
    make.reading(citation=cited, position=1)
    return cited


def pay() -> dict[str, Any]:
    """Return a figure that has everything a figure may have."""
    return {
        "measure": make.measure(
            key="pay", kind="money", unit="USD a year", label="Pay"
        ),
        "value": Decimal("90930.50"),
        "low": Decimal(80000),
        "high": Decimal(100000),
        "interval": "ci",
        "ci_level": Decimal(95),
        "se": Decimal("0.25"),
        "rse": Decimal("1.5"),
        "n": 20,
        "n_approx": True,
        "n_unit": "writers",
        "base": "all writers",
        "quantile": Decimal(50),
        "currency": "USD",
        "price_year": 2024,
        "area": "US",
        "period_start": "2024",
        "period_end": "2024-06",
        "qualifier": "about",
        "comparison": "the year before",
    }


def suppressed() -> dict[str, Any]:
    """Return a figure that should be there and is not."""
    rating = make.measure(
        key="rating",
        kind="rating",
        unit="scale",
        scale_low=Decimal(1),
        scale_high=Decimal(5),
        direction="higher",
    )
    return {"measure": rating, "value": None, "missing": "suppressed"}


def more_of_sources(here: World) -> None:
    """Fill what a source may have."""
    make.source(
        key="full-record",
        title="A full record",
        author=[{"family": "Noy", "given": "S."}, {"literal": "A body"}],
        container_title="Science",
        volume="381",
        issue="6654",
        page="187-192",
        number="7",
        edition="2",
        version="v1",
        publisher="AAAS",
        doi="10.1126/science.x",
        isbn="9780000000002",
        arxiv="2302.06590",
        arxiv_version=1,
        pmid="123",
        url="https://example.org/x",
        licence="CC BY 4.0",
        unconfirmed_fields=["page"],
        note="A note.",
        notices_checked_at=timezone.now(),
    )
    make.record_sighting(source=here.source)
    make.notice(
        source=here.source,
        kind="correction",
        issued_on=date(2024, 5, 1),
        doi="10.1126/notice",
        url="https://example.org/notice",
    )


def more_of_careers(here: World) -> None:
    """Fill what careers, skills and edges rest on."""
    edge = here.skill.edges_out.get()
    make.edge_basis(pair=None, skill_edge=edge, finding_key="direct-one")
    make.edge_basis(pair=here.career.skills.get(), finding_key="", source=here.source)
    make.skill_alias(skill=here.skill, name="Composition")
