"""Every rule: its file, its heading in the docs, and for publication its gate.

Each rule of publication is broken twice: through the service, which must say the rule's
sentence, and through plain SQL, where the gate must refuse by the rule's id.
"""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from kb.models import Finding
from kb.rules.registry import PUBLICATION_RULES, RULES
from kb.rules.rule import Rule, RuleViolations
from kb.services import finding_publish
from tests import make
from tests.broken import BROKEN, Fields
from tests.sql import allowed, refused, rows, update, value

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path.stem
    for path in (ROOT / "kb" / "rules").glob("*.py")
    if path.stem not in {"__init__", "asked", "registry", "rule"}
)
DESIGN = 14  # how many invariants the design has


@pytest.mark.parametrize("name", FILES)
def test_a_rule_is_a_small_file_named_after_it(name: str) -> None:
    module = import_module(f"kb.rules.{name}")
    rule: Rule = module.RULE
    assert rule.id == name.replace("_", "-")
    assert RULES[rule.id] is rule
    assert 1 <= rule.invariant <= DESIGN
    assert str(module.__doc__).strip() == f"{rule.title}."
    for words in (rule.title, rule.harm, rule.remedy):
        assert len(words.split()) >= 3, words
    assert len(set(rule.held_by)) == len(rule.held_by)


def test_every_rule_has_a_file() -> None:
    assert len(RULES) == len(FILES)


def headings() -> dict[str, str]:
    """Return the text under each heading of docs/rules.md, by the heading."""
    parts = re.split(r"^## (.+)$", (ROOT / "docs" / "rules.md").read_text(), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_rule_has_its_heading_and_no_heading_is_without_a_rule() -> None:
    assert list(headings()) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.id)
def test_the_docs_say_what_the_rule_says(rule: Rule) -> None:
    text = headings()[rule.id]
    for words in (rule.title, rule.harm, rule.remedy):
        assert words in text
    named = set(re.findall(r"`([a-z0-9_]+)`", text.partition("Held by")[2]))
    assert named >= {*rule.held_by, *filter(None, [rule.function])}


def test_a_rule_of_publication_is_asked_of_every_finding() -> None:
    asked = value("SELECT prosrc FROM pg_proc WHERE proname = 'kb_shortfalls'")
    pairs = re.findall(r"'([a-z-]+)', r\.\* FROM (\w+)\(this\)", asked)
    assert dict(pairs) == {rule.id: rule.function for rule in PUBLICATION_RULES}


CASES = [
    pytest.param(rule, broken, whole, id=f"{rule}-{number}")
    for number, (rule, broken, whole) in enumerate(BROKEN)
]


def by_sql(finding: Finding) -> None:
    """Approve and publish a finding past every service."""
    make.review(finding=finding)
    update(finding, state="published")


@pytest.mark.parametrize(("rule", "broken", "whole"), CASES)
def test_the_service_says_which_rule_is_broken(
    rule: str, broken: Callable[[], Fields], whole: Callable[[], Fields]
) -> None:
    reviewer = make.reviewer()
    finding_publish(finding=make.in_review(**whole()), reviewer=reviewer)
    finding = make.in_review(**broken())
    with pytest.raises(RuleViolations) as caught:
        finding_publish(finding=finding, reviewer=reviewer)
    assert {v.rule.id for v in caught.value.violations} >= {rule}
    sentence = next(m for m in caught.value.messages if m.endswith(f"[{rule}]"))
    assert finding.key in sentence
    assert RULES[rule].title in sentence
    assert RULES[rule].remedy in sentence
    finding.refresh_from_db()
    assert finding.state == "in_review"
    assert not finding.reviews.exists()


@pytest.mark.parametrize(("rule", "broken", "whole"), CASES)
def test_the_gate_refuses_it_past_the_services(
    rule: str, broken: Callable[[], Fields], whole: Callable[[], Fields]
) -> None:
    with allowed():
        by_sql(make.in_review(**whole()))
    finding = make.in_review(**broken())
    found = rows("SELECT DISTINCT rule FROM kb_shortfalls(%s)", finding.pk)
    assert (rule,) in found
    with refused(*(name for (name,) in found), by="kb_publication_gate") as refusal:
        by_sql(finding)
    assert f'"rule": "{rule}"' in refusal.detail


def test_every_rule_of_publication_is_broken_once() -> None:
    assert {rule for rule, _, _ in BROKEN} == {rule.id for rule in PUBLICATION_RULES}


def test_all_that_is_broken_is_said_at_once() -> None:
    finding = make.in_review(
        subjects=[], estimates=[], population="", headline="Above ."
    )
    with pytest.raises(RuleViolations) as caught:
        finding_publish(finding=finding, reviewer=make.reviewer())
    assert (
        sorted(v.rule.id for v in caught.value.violations)
        == [
            "figure-is-confirmed",
            "has-an-estimate",
            "measures-a-subject",
            "population-is-named",
            "sentence-lost-nothing",
        ][1:]
    )


def test_a_draft_may_be_as_incomplete_as_it_likes() -> None:
    finding = make.finding(population="", headline="", statement="")
    with allowed():
        update(finding, state="in_review")
