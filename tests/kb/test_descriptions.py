"""Descriptions change by four eyes: a changed part is a change of its whole."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from kb.models import (
    Duty,
    Outline,
    Profile,
    Question,
    Requirement,
    RequirementSkill,
)
from kb.rules.rule import RuleViolations
from kb.selectors import release_digest
from kb.services import described_revise, described_save, release_approve
from kb.services.merge import merge
from tests import make
from tests.kb.test_pack import PACKS, approve, load, mend
from tests.screen import Screen, address, refused, saved, signed_in, told
from tests.sql import insert, update

Told = Callable[[Any], Any]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a pack whose first load is approved."""
    make.person("editor", username="pack-editor")
    make.person("reviewer", username="pack-reviewer")
    for name in ("facets", "topics", "measures", "worktypes"):
        call_command("loaddata", name, verbosity=0)
    folder = Path(shutil.copytree(PACKS / "small", tmp_path / "pack"))
    load(folder)
    approve()
    return folder


def said(model: Any) -> dict[str, Any]:
    """Return what each version of the one description of a table says, by state."""
    parts: dict[Any, Told] = {
        Outline: lambda row: [
            (item.label, item.share, [skill.key for skill in item.skills.all()])
            for item in row.items.all()
        ],
        Profile: lambda row: [task.weight for task in row.tasks.all()],
        Question: lambda row: (
            row.answer,
            [each.finding_key for each in row.findings.all()],
        ),
        Requirement: lambda row: [skill.key for skill in row.skills.all()],
    }
    return {row.state: parts[model](row) for row in model.objects.all()}


CHANGES = [
    ("outlines.yaml", "label: Colour", "label: Colours", Outline),
    ("outlines.yaml", "    skills:\n    - knitting\n", "", Outline),
    ("requirements.yaml", "    skills:\n    - knitting\n", "", Requirement),
    ("questions.yaml", "    findings:\n    - knitting-matters\n", "", Question),
    ("questions.yaml", "Not at first.", "At first.", Question),
]


@pytest.mark.parametrize(("file", "old", "new", "model"), CHANGES)
def test_a_changed_part_waits_beside_what_readers_see(
    pack: Path, file: str, old: str, new: str, model: Any
) -> None:
    before = said(model)["shown"]
    mend(pack, file, old, new)
    assert "Release small 2 waits for review." in load(pack)
    both = said(model)
    assert set(both) == {"shown", "in_review"}
    assert both["shown"] == before != both["in_review"]
    assert "Nothing to review." in load(pack)
    assert said(model) == both
    approve()
    assert said(model) == {"past": before, "shown": both["in_review"]}
    assert "Nothing to review." in load(pack)


def test_what_waits_already_is_written_again_in_place(pack: Path) -> None:
    mend(pack, "profiles.yaml", "weight: '60'", "weight: '59'")
    mend(pack, "profiles.yaml", "weight: '37'", "weight: '38'")
    load(pack)
    mend(pack, "profiles.yaml", "weight: '59'", "weight: '58'")
    mend(pack, "profiles.yaml", "weight: '38'", "weight: '39'")
    load(pack)
    assert said(Profile) == {"shown": [60, 37], "in_review": [58, 39]}
    approve()
    assert said(Profile) == {"past": [60, 37], "shown": [58, 39]}


def test_a_change_by_hand_is_not_undone_by_the_same_pack(pack: Path) -> None:
    editor = make.editor()
    release = make.release(author=editor)
    duty = described_revise(row=Duty.objects.get(), release=release, author=editor)
    duty.text = "Knits."
    described_save(row=duty, author=editor)
    mend(pack, "duties.yaml", "Knit what was ordered", "Knit what is ordered")
    load(pack)
    texts = {row.text: row.state for row in Duty.objects.all()}
    assert texts["Knits."] == "in_review"
    mend(pack, "duties.yaml", "Knit what is ordered", "Knit what was ordered")
    release_approve(release=release, reviewer=make.reviewer())
    load(pack)
    assert Duty.objects.filter(text="Knit what was ordered").get().state == "past"


def test_a_release_of_another_pack_is_finished_first(pack: Path) -> None:
    editor = make.editor()
    own = make.release(author=editor)
    question = Question.objects.get()
    described_revise(row=question, release=own, author=editor)
    mend(pack, "questions.yaml", "Not at first.", "At first.")
    with pytest.raises(Exception, match="is in work in release"):
        load(pack)
    assert Question.objects.count() == 2


def test_rejected_words_do_not_come_back_and_hold_up_nothing(pack: Path) -> None:
    mend(pack, "questions.yaml", "Not at first.", "At first.")
    load(pack)
    second = Question.objects.get(state="in_review").release
    update(
        second,
        state="rejected",
        reason="Table 3 is misread.",
        reviewer_id=make.reviewer().pk,
        decided_at="2024-05-01T00:00Z",
    )
    assert {row.state for row in Question.objects.all()} == {"shown", "rejected"}
    assert "Nothing to review." in load(pack)
    mend(pack, "questions.yaml", "At first.", "Only at first.")
    load(pack)
    approve()
    assert Question.objects.shown().get().answer == "Only at first."
    assert Question.objects.filter(state="past").count() == 1


def test_the_digest_of_a_release_covers_its_descriptions_and_their_parts() -> None:
    release = make.release()
    line = make.outline_item_skill(
        item=make.outline_item(outline=make.outline(release=release))
    )
    rows = [
        make.duty(release=release),
        make.glance(release=release),
        make.level(release=release),
        make.question_finding(question=make.question(release=release)).question,
        make.requirement_skill(
            requirement=make.requirement(release=release)
        ).requirement,
        make.weighted_profile([60, 40], release=release),
        line.item.outline,
    ]
    seen = {release_digest(release)}
    for row in rows:
        update(row, position=9)
        seen.add(release_digest(release))
    update(rows[0].citation, locator="Another place")
    seen.add(release_digest(release))
    line.delete()
    seen.add(release_digest(release))
    RequirementSkill.objects.all().delete()
    seen.add(release_digest(release))
    assert len(seen) == len(rows) + 4


def test_an_editor_writes_the_next_version_of_what_readers_see() -> None:
    editor = make.editor()
    client = signed_in(editor)
    outline = make.outline()
    make.outline_item_skill(item=make.outline_item(outline=outline))
    make.shown(outline)
    place = address("kb_outline_revise", outline.pk)
    assert "You have no release in review" in client.get(place).content.decode()
    answer = client.post(place, {"release": make.release().pk})
    assert "Choose one of your releases" in answer.content.decode()
    own = make.release(author=editor)
    saved(client.post(place, {"release": own.pk}))
    new = Outline.objects.get(replaces=outline)
    assert new.items.get().skills.count() == 1
    again = client.post(place, {"release": own.pk})
    assert "[one-version-at-a-time]" in again.content.decode()
    saved(Screen(client, "kb_outline_change", new.pk).save(title="New areas"))
    assert Outline.objects.shown().get().title == outline.title
    release_approve(release=own, reviewer=make.reviewer())
    assert Outline.objects.shown().get().title == "New areas"
    closed = client.post(place, {"release": own.pk})
    assert "Choose one of your releases" in closed.content.decode()


def test_the_form_of_what_readers_see_is_closed() -> None:
    editor = make.editor()
    client = signed_in(editor)
    line = make.outline_item()
    make.shown(line.outline)
    for name, row in (("kb_outline", line.outline), ("kb_outlineitem", line)):
        page = client.get(address(f"{name}_change", row.pk))
        assert 'name="_save"' not in page.content.decode()
        gone = client.post(address(f"{name}_delete", row.pk), {"post": "yes"})
        assert gone.status_code == 403
    assert client.get(address("kb_outline_revise", 0)).status_code == 302


def test_what_is_approved_while_a_form_is_open_is_refused_on_it() -> None:
    editor = make.editor()
    duty = make.duty(release=make.release(author=editor))
    screen = Screen(signed_in(editor), "kb_duty_change", duty.pk)
    make.shown(duty)
    late = screen.save(text="Other words")
    assert late.status_code == 409
    answer = screen.save(_seen=late.context["seen"])
    assert "valid choice" in " ".join(told(answer))
    refused(
        screen.save(release=make.release(author=editor, pack="other")),
        "published-is-frozen",
    )
    duty.refresh_from_db()
    assert duty.text != "Other words"


def test_a_reviewer_with_an_interest_in_its_source_leaves_it_to_another() -> None:
    duty, reviewer = make.duty(), make.reviewer()
    role = make.source_organization(source=duty.citation.source)
    make.declared_interest(person=reviewer, organization=role.organization)
    with pytest.raises(RuleViolations, match="interest-keeps-away"):
        release_approve(release=duty.release, reviewer=reviewer)
    make.shown(duty)
    assert duty.state == "shown"


def test_two_of_one_identity_are_not_shown_and_two_do_not_follow_one() -> None:
    shown = make.shown(make.question())
    same = {"career": shown.career, "question": shown.question}
    twin = make.question(**same, citation=shown.citation)
    with pytest.raises(RuleViolations, match="question-stands-once"):
        release_approve(release=twin.release, reviewer=make.reviewer())
    make.duty(replaces=(duty := make.shown(make.duty())))
    with pytest.raises(IntegrityError, match="one_successor"), transaction.atomic():
        insert(make.duty.unsaved(), replaces_id=duty.pk)


def test_what_readers_see_moves_with_a_merge_and_stays_where_it_stands_twice() -> None:
    editor = make.editor()
    old, into = make.career(), make.career()
    moved = make.shown(make.duty(career=old))
    first = make.shown(make.duty(career=into))
    twin = make.shown(make.duty(career=old, text=first.text, citation=first.citation))
    link = make.requirement_skill()
    make.requirement_skill(requirement=link.requirement, skill=(kept := make.skill()))
    make.shown(link.requirement)
    merge(old=old, into=into, author=editor, reason="The same work.")
    merge(old=link.skill, into=kept, author=editor, reason="The same skill.")
    careers = {row.pk: row.career for row in Duty.objects.all()}
    assert careers == {moved.pk: into, first.pk: into, twin.pk: old}
    assert RequirementSkill.objects.count() == 2
