"""A small world of evidence that the tests of the pages share."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.management import call_command
from django.db import transaction

from careers.models import Career, Skill
from citations.models import Source
from kb.models import Facet, Finding, Measure, Topic
from kb.services import finding_publish, finding_submit, release_approve
from tests import make


@dataclass
class World:
    """A career and a skill, listed together, and the words to measure them with."""

    career: Career
    skill: Skill
    source: Source
    topic: Topic
    measure: Measure

    def finding(self, **fields: Any) -> Finding:
        """Publish a finding; by default it measured the skill in the career."""
        given: dict[str, Any] = {
            "source": self.source,
            "topic": self.topic,
            "subjects": [{"career": self.career, "skill": self.skill}],
            "estimates": [{"measure": self.measure}],
            "population": f"people at {self.skill.name}, each a {self.career.name}",
        }
        return make.published(**given | fields)

    @property
    def pair(self) -> str:
        """The address of the pair."""
        return f"/careers/{self.career.key}/skills/{self.skill.key}/"


def world(skill_name: str = "Writing") -> World:
    """Return the world, with the facets of the product and no finding yet."""
    call_command("loaddata", "facets", verbosity=0)
    career = make.career(key="technical-writer", name="Technical writer")
    skill = make.skill(key="writing", name=skill_name)
    make.pair(career=career, skill=skill)
    importance = Facet.objects.get(key="importance")
    return World(
        career,
        skill,
        make.source(key="study", title="A study of writers"),
        make.topic(key="rating", label="Rating", facet=importance),
        make.measure(key="time-change", label="Change of time"),
    )


def many_figures(here: World) -> Finding:
    """Publish a finding with nine figures; the last is about the skill alone."""
    made = make.draft(
        key="many",
        source=here.source,
        topic=here.topic,
        headline="Nine figures in one finding",
        population=f"people at {here.skill.name}, each a {here.career.name}",
        subjects=[
            {"group": "all jobs"},
            {"career": here.career, "skill": here.skill},
        ],
        estimates=[
            {"measure": here.measure, "label": f"Figure {name}"} for name in "ABCDEFGHI"
        ],
    )
    last = made.estimates.get(label="Figure I")
    last.subject = made.subjects.get(skill=here.skill)
    last.save()
    finding_submit(finding=made, author=made.author)
    return finding_publish(finding=made, reviewer=make.reviewer())


@transaction.atomic
def describe(here: World) -> None:
    """Describe the career in every way there is; readers see it."""
    release = make.release(attribution="Words of a page, by its publisher.")
    given = {
        "career": here.career,
        "citation": make.citation(key="study-p-1", source=here.source),
        "release": release,
    }
    task = make.task(career=here.career, key="draft", statement="Draft a manual")
    make.duty(text="Writes manuals", task=task, **given)
    make.glance(kind="education", text="A bachelor's degree", **given)
    make.glance(kind="certification", text="None", absent=True, **given)
    for kind, low, high, unit in (
        ("supply", 100, 100, "candidates"),
        ("openings", 300, 300, "openings"),
        ("job_zone", 6, 7, "SVP points"),
    ):
        make.glance(
            kind=kind, text=f"{kind}, no date", low=low, high=high, unit=unit, **given
        )
    for level in ("required", "core", "emerging"):
        demand = make.requirement(level=level, **given)
        make.requirement_skill(requirement=demand, skill=here.skill)
    make.level(name="Senior writer", years_low=3, finding_key="whole-career", **given)
    unseen = make.finding(key="not-published")
    make.level(name="Principal writer", finding_key=unseen.key, **given)
    make.question(question="Is writing hard?", **given)
    asked = make.question(question="Is it hard here?", skill=here.skill, **given)
    make.question_finding(question=asked, finding_key="direct-one")
    steps = make.outline(key="steps", kind="workflow", title="Who does what", **given)
    make.outline_item(outline=steps, label="Draft", actor="human")
    about = make.outline(key="about", kind="overview", skill=here.skill, **given)
    make.outline_item(outline=about, label="What it is", detail="Words", group="skill")
    letter = make.outline(key="letter", kind="letter", title="A letter", **given)
    make.outline_item(outline=letter, label="Hello", detail="To [Company], from [Name]")
    time = make.outline(
        key="time", kind="learning_allocation", declared_sum=Decimal(100), **given
    )
    for place, share in enumerate((60, 40), start=1):
        make.outline_item(
            outline=time, position=place, label=f"Part {place}", share=share
        )
    for number, weights in ((1, (60, 37)), (2, (50, 50))):
        mixed = make.weighted_profile(weights, number=number, **given)
        mixed.tasks.update(exposure=Decimal(50))
    release_approve(release=release, reviewer=make.reviewer())


def full_world() -> World:
    """Return the world with a row of everything that a page can show."""
    here = world()
    near = make.skill(key="editing", name="Editing")
    make.skill_adjacency(from_skill=here.skill, to_skill=near)
    other = make.career(key="journalist", name="Journalist")
    make.pair(career=other, skill=here.skill)
    make.career_adjacency(from_career=here.career, to_career=other)
    make.career_code(career=here.career, title="Technical Writers", code="27-3042.00")
    make.career_alias(career=here.career, name="Documentation writer")
    make.skill_code(
        skill=here.skill, match="none", code="", evidence="Looked for in all labels."
    )
    make.source_organization(
        source=here.source,
        organization=make.organization(key="institute", interest="vendor"),
    )
    make.source_relation(
        from_source=here.source,
        to_source=make.source(key="register", title="The register of writers"),
        kind="uses_data_of",
    )
    here.finding(
        key="direct-one",
        headline="Writers wrote 40% faster",
        places=["US"],
        period_start="2023-01-27",
        period_end="2023-02",
        limitations=["Short tasks only."],
        estimates=[
            {
                "measure": here.measure,
                "low": Decimal(-45),
                "high": Decimal(-35),
                "interval": "ci",
                "ci_level": Decimal(95),
                "n": 453,
                "n_unit": "writers",
            }
        ],
    )
    here.finding(
        key="elsewhere", headline="Nurses write too", subjects=[{"skill": here.skill}]
    )
    here.finding(
        key="whole-career",
        headline="Writers are many",
        subjects=[{"career": here.career}],
    )
    here.finding(
        key="all-jobs", headline="Everybody types", subjects=[{"group": "all jobs"}]
    )
    describe(here)
    return here
