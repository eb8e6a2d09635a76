"""Descriptions, edges and interests in the admin."""

from typing import Any

from careers.models import CareerSkill
from kb.models import (
    DeclaredInterest,
    EdgeBasis,
    Outline,
    OutlineItem,
    Profile,
    Question,
    Release,
    Requirement,
)
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in, told


class Desk:
    """An editor with a release of their own that is in review."""

    def __init__(self) -> None:
        self.editor = make.editor()
        self.client = signed_in(self.editor)
        self.release: Release = make.release(author=self.editor)

    def open(self, what: str, /, **fields: Any) -> Screen:
        """Return the form of a new description, with its frame filled in."""
        screen = Screen(self.client, f"kb_{what}_add")
        frame = {"career": make.career(), "citation": make.citation()}
        screen.typed |= {name: row.pk for name, row in frame.items()}
        screen.typed |= {"release": self.release.pk, "position": "0", **fields}
        return screen


def test_weights_of_a_profile_add_up_to_what_it_declares() -> None:
    """The sum is checked by a deferred trigger, over rows that one form brings."""
    screen = Desk().open("profile", key="a-week", number="1", declared_sum="100")
    kind = make.work_type()
    for weight in ("60", "37"):
        screen.add(
            "tasks", task=make.task(), weight=weight, position=weight, work_type=kind
        )
    answer = screen.save()
    refused(answer, "shares-add-up")
    assert not Profile.objects.exists()
    assert 'value="37"' in answer.content.decode()
    saved(screen.save(declared_sum="97"))
    assert Profile.objects.get().tasks.count() == 2


def test_shares_of_an_outline_add_up_to_what_it_declares() -> None:
    screen = Desk().open(
        "outline", key="a-plan", kind="learning_allocation", title="A plan"
    )
    screen.add("items", position="1", label="Practice", share="60")
    screen.add("items", position="2", label="Theory", share="30")
    refused(screen.save(declared_sum="100"), "shares-add-up")
    saved(screen.save(declared_sum="90"))
    assert Outline.objects.get().items.count() == 2


def test_a_line_of_an_outline_names_skills() -> None:
    desk = Desk()
    outline = make.outline(release=desk.release)
    item = make.outline_item(outline=outline)
    screen = Screen(desk.client, "kb_outlineitem_change", item.pk)
    skill = make.skill()
    saved(screen.add("outlineitemskill", skill=skill).save(label="Data bases"))
    item.refresh_from_db()
    assert (item.label, list(item.skills.all())) == ("Data bases", [skill])
    saved(desk.client.post(address("kb_outlineitem_delete", item.pk), {"post": "yes"}))
    assert not OutlineItem.objects.exists()


def test_a_line_of_an_outline_that_readers_see_is_frozen() -> None:
    desk = Desk()
    item = make.outline_item(outline=make.outline(release=make.release()))
    screen = Screen(desk.client, "kb_outlineitem_change", item.pk)
    refused(screen.save(label="Other words"), "four-eyes")
    place = address("kb_outlineitem_delete", item.pk)
    answer = desk.client.post(place, {"post": "yes"})
    assert told(answer)[0].endswith("[four-eyes]")
    listed = desk.client.post(
        address("kb_outlineitem_changelist"),
        {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"},
    )
    assert told(listed)[0].endswith("[four-eyes]")
    assert OutlineItem.objects.exists()


def test_a_requirement_names_skills_and_a_question_findings() -> None:
    desk = Desk()
    asked = desk.open("requirement", category="Languages", text="One.", level="core")
    skill = make.skill()
    asked.add("requirementskill", skill=skill)
    saved(asked.save())
    assert list(Requirement.objects.get().skills.all()) == [skill]
    question = desk.open("question", question="Is it hard?", answer="It is.")
    question.add("findings", finding_key="a-finding")
    refused(question.save(), "names-resolve")
    make.finding(key="a-finding")
    saved(question.save())
    assert Question.objects.get().findings.get().finding_key == "a-finding"
    refused(question.save(question="is it hard?"), "question-stands-once")


def test_a_fact_at_a_glance_has_a_unit_and_a_level_rises() -> None:
    desk = Desk()
    fact = desk.open("glance", kind="openings", text="Many.", low="5")
    refused(fact.save(), "number-has-a-unit")
    saved(fact.save(unit="thousand a year"))
    level = desk.open("level", name="Senior", years_low="9", years_high="5")
    refused(level.save(), "interval-holds-its-value")
    saved(level.save(years_high="12"))


def test_an_edge_is_saved_with_its_evidence() -> None:
    pair = make.pair(basis="judgement")
    make.finding(key="some-finding")
    client = signed_in(make.editor())
    screen = Screen(client, "careers_careerskill_change", pair.pk)
    refused(
        screen.add("edgebasis", finding_key="some-finding", source=make.source()).save(
            basis="evidence"
        ),
        "edge-has-a-basis",
    )
    assert CareerSkill.objects.get().basis == "judgement"
    saved(screen.save(**{"edgebasis-0-source": ""}))
    assert EdgeBasis.objects.get().pair == CareerSkill.objects.get(basis="evidence")
    listed = client.get(address("kb_edgebasis_changelist"))
    assert "some-finding" in listed.content.decode()
    saved(client.post(address("careers_careerskill_delete", pair.pk), {"post": "yes"}))


def test_a_reviewer_declares_their_own_interest_and_cannot_take_it_back() -> None:
    reviewer = make.person("editor", "reviewer")
    client = signed_in(reviewer)
    screen = Screen(client, "kb_declaredinterest_add")
    typed = {"person": reviewer, "organization": make.organization()}
    saved(screen.save(**typed, note="Works there."))
    interest = DeclaredInterest.objects.get()
    place = address("kb_declaredinterest_delete", interest.pk)
    answer = client.post(place, {"post": "yes"})
    assert told(answer)[-1].endswith("[interest-keeps-away]")
    saved(signed_in(make.editor()).post(place, {"post": "yes"}))
    assert not DeclaredInterest.objects.exists()


def test_a_reviewer_speaks_for_nobody_else() -> None:
    reviewer, colleague = make.reviewer(), make.reviewer()
    screen = Screen(signed_in(reviewer), "kb_declaredinterest_add")
    typed = {"organization": make.organization(), "note": "Works there."}
    assert "valid choice" in " ".join(told(screen.save(**typed, person=colleague)))
    saved(screen.save(person=reviewer))
    assert DeclaredInterest.objects.get().person == reviewer
    by_editor = Screen(signed_in(make.editor()), "kb_declaredinterest_add")
    saved(by_editor.save(**typed, person=colleague))
