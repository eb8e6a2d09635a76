"""5. No finding claims a pair that it does not name; the generic stays context.

What a lost number looks like: tests/kb/test_digits.py. How near a finding is:
tests/kb/test_directness.py.
"""

import pytest

from tests import make
from tests.sql import rows, value

# Words, names, and whether one of the names stands in the words.
NAMED: list[tuple[str, list[str], bool]] = [
    ("Skill in Python pays.", ["Python"], True),
    ("Skill in PYTHON pays.", ["python"], True),
    ("Skill in Pythons pays.", ["Python"], True),
    ("Backend developers earn more.", ["Backend developer"], True),
    ("A backend developer earns more.", ["Backend developers"], True),
    ("Skill in pythonic code pays.", ["Python"], False),
    ("Google pays.", ["Go"], False),
    ("Go pays.", ["Go"], True),
    ("Rust and C++ pay.", ["C++"], True),
    ("Rust and C pay.", ["C++"], False),
    ("Rust pays.", ["R"], False),
    (".NET pays.", [".NET"], True),
    ("A planet pays.", [".NET"], False),
    ("Node.js pays.", ["Node.js"], True),
    ("Nodexjs pays.", ["Node.js"], False),
    ("Occupation 15-1254.00.", ["15-1254.00"], True),
    ("Occupation 115-1254.00.", ["15-1254.00"], False),
    ("The web developer, 2023", ["Webmaster", "Web Developer"], True),
    ("A study (of work)", ["(of"], True),
    ("Anything at all", ["", " ", "-"], False),
    ("", ["Python"], False),
]


@pytest.mark.parametrize(("words", "names", "expected"), NAMED)
def test_a_name_stands_in_the_words_as_a_word(
    words: str, names: list[str], *, expected: bool
) -> None:
    assert value("SELECT kb_named(%s, %s::text[])", words, names) is expected


@pytest.mark.parametrize("where", ["headline", "statement", "population", "comparison"])
def test_the_pair_is_named_anywhere_in_the_study(where: str) -> None:
    subject = make.subject(
        career=make.career(name="Knitter"), skill=make.skill(name="Knitting")
    )
    finding = subject.finding
    broken = rows("SELECT place, found FROM kb_rule_named(%s)", finding.pk)
    skill, career = (f"“{name}” is named nowhere" for name in ("Knitting", "Knitter"))
    assert broken == [("subject Knitting, Knitter", f"{skill}, {career}")]
    setattr(finding, where, "Knitting, by knitters")
    finding.save()
    assert rows("SELECT * FROM kb_rule_named(%s)", finding.pk) == []


def test_the_group_of_a_subject_and_a_bearing_name_nothing() -> None:
    career, skill = make.career(name="Knitter"), make.skill(name="Knitting")
    subject = make.subject(career=career, skill=skill, group="knitters knitting")
    make.bearing(finding=subject.finding, career=career, reason="Knitters do knitting.")
    assert len(rows("SELECT * FROM kb_rule_named(%s)", subject.finding_id)) == 1


def test_aliases_and_codes_are_names_too() -> None:
    career, skill = make.career(name="Knitter"), make.skill(name="Knitting")
    subject = make.subject(career=career, skill=skill)
    subject.finding.statement = "Needlework, by occupation 51-6063.00."
    subject.finding.save()
    make.skill_alias(skill=skill, name="Needlework")
    make.career_code(career=career, code="51-6063.00", match="broad")
    assert rows("SELECT * FROM kb_rule_named(%s)", subject.finding_id) == []


def test_a_skill_or_a_career_alone_is_not_asked() -> None:
    for part in ({"skill": make.skill()}, {"career": make.career()}):
        subject = make.subject(**part)
        assert rows("SELECT * FROM kb_rule_named(%s)", subject.finding_id) == []
