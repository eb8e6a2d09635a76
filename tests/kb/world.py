"""A page about Knitting, for a Knitter, and the neighbours of both."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property

from careers.models import Career, Skill
from kb.models import Finding
from tests import make
from tests.sql import Rows, rows

SOC = {"scheme": "onet_soc_2019", "release": "29.3"}
ESCO = {"scheme": "esco", "release": "1.2"}
ISCO = {"scheme": "isco_08", "release": "2008"}
SOC_2018 = {"scheme": "soc_2018", "release": "2018"}
STUDIED = " Studied: professionals who write for a living."
PAGE = " This page: Knitting, Knitter."


class World:
    """A page's pair, and neighbours made on demand."""

    @cached_property
    def career(self) -> Career:
        return make.career(name="Knitter")

    @cached_property
    def skill(self) -> Skill:
        return make.skill(name="Knitting")

    @cached_property
    def other_career(self) -> Career:
        return make.career(name="Weaver")

    @cached_property
    def other_skill(self) -> Skill:
        return make.skill(name="Weaving")

    def career_code(self, mine: str, theirs: str, code: str = "51-6063.00") -> None:
        """Let both careers carry one code, each with its match."""
        make.career_code(career=self.career, code=code, match=mine, **SOC)
        later = {**SOC, "release": "30.0"}  # an exact code is one career's a release
        make.career_code(career=self.other_career, code=code, match=theirs, **later)

    def sibling(self, mine: str, theirs: str, **taxonomy: str) -> None:
        """Let the careers carry two codes."""
        scheme = taxonomy or SOC
        make.career_code(career=self.career, code=mine, match="exact", **scheme)
        make.career_code(career=self.other_career, code=theirs, match="exact", **scheme)

    def skill_code(self, mine: str, theirs: str) -> None:
        """Let both skills carry one code, each with its match."""
        make.skill_code(skill=self.skill, code="S4.9", match=mine, **ESCO)
        later = {**ESCO, "release": "1.3"}
        make.skill_code(skill=self.other_skill, code="S4.9", match=theirs, **later)

    def career_edge(self) -> None:
        """Join the careers."""
        make.career_adjacency(
            from_career=self.other_career,
            to_career=self.career,
            reason="Both make cloth.",
        )

    def skill_edge(self, **where: Any) -> None:
        """Join the skills, in general or in one career."""
        make.skill_adjacency(
            from_skill=self.skill,
            to_skill=self.other_skill,
            reason="Both make cloth.",
            **where,
        )

    def found(self) -> Rows:
        """Return finding, level, close match and reason of what the page shows."""
        return rows(
            "SELECT finding_id, level, close_match, reason FROM kb_directness(%s, %s)",
            self.career.pk,
            self.skill.pk,
        )


Subject = Mapping[str, str]
HERE: Subject = {"career": "career", "skill": "skill"}
NEIGHBOUR: Subject = {"career": "other_career", "skill": "skill"}
NEIGHBOUR_ALONE: Subject = {"career": "other_career"}
RELATED: Subject = {"career": "career", "skill": "other_skill"}
RELATED_ELSEWHERE: Subject = {"career": "other_career", "skill": "other_skill"}
SKILL_ALONE: Subject = {"skill": "skill"}
OTHER_SKILL_ALONE: Subject = {"skill": "other_skill"}
CAREER_ALONE: Subject = {"career": "career"}
GROUP: Subject = {"group": "all US jobs"}


def publish(world: World, subjects: tuple[Subject, ...], **fields: Any) -> Finding:
    """Publish a finding on ``subjects``, which names both of a direct one."""
    given = [
        {
            part: name if part == "group" else getattr(world, name)
            for part, name in subject.items()
        }
        for subject in subjects
    ]
    return make.published(
        subjects=given,
        statement="Knitting and weaving, by knitter and by weaver.",
        **fields,
    )
