"""Careers, skills, the edges between them, and tasks."""

from careers.models import (
    Career,
    CareerAdjacency,
    CareerAlias,
    CareerCode,
    CareerSkill,
    Skill,
    SkillAdjacency,
    SkillAlias,
    SkillCode,
    Task,
    WorkType,
)
from tests.make.maker import Maker, numbered

career = Maker(
    Career,
    key=numbered("career"),
    name=numbered("Career"),
    definition="People do this for a living.",
)
skill = Maker(
    Skill,
    key=numbered("skill"),
    name=numbered("Skill"),
    definition="People can learn this.",
    kind="knowledge",
)
career_alias = Maker(CareerAlias, career=career, name=numbered("Alias"))
skill_alias = Maker(SkillAlias, skill=skill, name=numbered("Alias"))
career_code = Maker(
    CareerCode,
    career=career,
    scheme="onet_soc_2019",
    code=numbered("15"),
    release="29.3",
    match="exact",
)
skill_code = Maker(
    SkillCode,
    skill=skill,
    scheme="onet_element",
    code=numbered("2.B"),
    release="29.3",
    match="exact",
)
pair = Maker(CareerSkill, career=career, skill=skill, role="core", basis="judgement")
skill_adjacency = Maker(
    SkillAdjacency,
    from_skill=skill,
    to_skill=skill,
    relation="complement",
    reason="One is seldom used without the other.",
    basis="judgement",
)
career_adjacency = Maker(
    CareerAdjacency,
    from_career=career,
    to_career=career,
    reason="People move from one to the other.",
    basis="judgement",
)
task = Maker(
    Task,
    key=numbered("task"),
    career=career,
    statement="Reads what others wrote.",
)
work_type = Maker(
    WorkType,
    code="DD",
    label="Digital in, digital out",
    input="digital",
    output="digital",
    reading="The whole task is on a computer.",
)
