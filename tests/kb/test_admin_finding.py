"""Findings in the admin: written with their parts, refused in sentences, frozen."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kb.enums import State
from kb.models import Estimate, Finding, Subject
from kb.services import finding_publish, finding_submit
from tests import make
from tests.screen import Screen, address, refused, saved, signed_in, told

TYPED: dict[str, Any] = {
    "key": "typists-time",
    "headline": "Typists are 40 percent faster",
    "statement": "With the tool they needed 40 percent less time.",
    "kind": "observed",
    "design": "rct",
    "direction": "supports",
    "population": "453 typists",
    "places": "US\nGB",
    "limitations": "One firm only.",
}
FIGURE = {"label": "Time on a memo", "value": "-40", "confirmation": "primary"}


def add_finding(client: Client | None = None) -> Screen:
    """Return the form of a new finding with a subject, a figure and a place read."""
    screen = Screen(client or signed_in(make.editor()), "kb_finding_add")
    source = make.source()
    place = make.reading(citation=make.citation(source=source)).citation
    screen.typed |= TYPED | {"source": source.pk, "topic": make.topic().pk}
    screen.add("subjects", group="typists in one firm")
    screen.add("estimates", **FIGURE, measure=make.measure())
    return screen.add("citations", citation=place)


def lacking(client: Client, finding: Finding) -> set[str]:
    """Return the rules on the checklist of a finding's page."""
    page = client.get(address("kb_finding_change", finding.pk))
    assert page.context is not None
    return {lack.rule.id for lack in page.context["lacks"]}


def test_an_editor_writes_a_finding_whole() -> None:
    editor = make.editor()
    saved(add_finding(signed_in(editor)).save())
    finding = Finding.objects.get()
    assert (finding.author, finding.state) == (editor, State.DRAFT)
    assert (finding.places, finding.limitations) == (["US", "GB"], ["One firm only."])
    assert finding.estimates.get().value == Decimal(-40)
    assert lacking(signed_in(editor), finding) == set()


def test_a_draft_may_be_incomplete_and_says_what_is_missing() -> None:
    client = signed_in(make.editor())
    screen = Screen(client, "kb_finding_add")
    screen.typed |= TYPED | {"source": make.source().pk, "topic": make.topic().pk}
    saved(screen.save())
    assert lacking(client, Finding.objects.get()) >= {
        "measures-a-subject",
        "has-an-estimate",
        "rests-on-a-standing-source",
        "digits-are-held",
    }


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ({"key": "Typists_time"}, "key-is-a-slug"),
        ({"key": "taken"}, "one-version-at-a-time"),
        ({"period_start": "spring"}, "date-is-a-date"),
        (
            {"subjects-0-group": "", "subjects-0-position": "1"},
            "subject-names-something",
        ),
        ({"estimates-0-value": ""}, "missing-is-not-zero"),
        ({"estimates-0-low": "-50"}, "interval-holds-its-value"),
        (
            {
                "estimates-0-low": "-50",
                "estimates-0-high": "-30",
                "estimates-0-interval": "ci",
            },
            "interval-holds-its-value",
        ),
        ({"estimates-0-n": "453"}, "n-counts-something"),
        ({"estimates-0-currency": "usd"}, "money-has-currency-place-and-year"),
        ({"estimates-0-ci_level": "95"}, "interval-holds-its-value"),
    ],
)
def test_what_the_services_refuse_is_refused_here(
    typed: dict[str, Any], rule: str
) -> None:
    make.finding(key="taken")
    screen = add_finding()
    answer = screen.save(**typed)
    refused(answer, rule)
    assert not Finding.objects.exclude(key="taken").exists()
    assert "One firm only." in answer.content.decode()
    saved(
        screen.save(
            **dict.fromkeys(typed, "")
            | TYPED
            | {
                "subjects-0-group": "typists",
                "subjects-0-position": "0",
                "estimates-0-value": "-40",
                "estimates-0-label": "Time",
            }
        )
    )


def test_the_same_place_twice_is_refused() -> None:
    screen = add_finding()
    screen.add("citations", citation=screen.typed["citations-0-citation"])
    refused(screen.save(), "stands-once")


def test_a_task_is_measured_in_its_own_career() -> None:
    """The composite foreign key is deferred, and yet speaks in the same request."""
    screen = add_finding()
    answer = screen.save(
        **{"subjects-0-task": make.task(), "subjects-0-career": make.career()}
    )
    refused(answer, "part-belongs-to-its-whole")
    assert not Finding.objects.exists()


def test_a_figure_is_about_a_subject_of_its_own_finding() -> None:
    finding, other = make.draft(), make.draft()
    screen = Screen(signed_in(make.editor()), "kb_finding_change", finding.pk)
    strange = Subject.objects.get(finding=other)
    answer = screen.save(**{"estimates-0-subject": strange})
    assert "not one of the available choices" in " ".join(told(answer))
    saved(screen.save(**{"estimates-0-subject": Subject.objects.get(finding=finding)}))
    assert Estimate.objects.get(finding=finding).subject is not None


def test_numbers_are_shown_as_they_were_typed() -> None:
    finding = make.draft(estimates=[{"value": Decimal("-40.50")}])
    screen = Screen(signed_in(make.editor()), "kb_finding_change", finding.pk)
    assert screen.typed["estimates-0-value"] == "-40.5"


def test_a_part_is_changed_and_another_taken_away() -> None:
    finding = make.draft(estimates=[{}, {"label": "Another figure"}])
    screen = Screen(signed_in(make.editor()), "kb_finding_change", finding.pk)
    saved(screen.save(**{"estimates-0-label": "Time", "estimates-1-DELETE": "on"}))
    assert finding.estimates.get().label == "Time"


def test_the_author_stays_whoever_wrote_it_first() -> None:
    finding, colleague = make.draft(), make.editor()
    screen = Screen(signed_in(colleague), "kb_finding_change", finding.pk)
    saved(screen.save(headline="Typists are faster"))
    stored = Finding.objects.get()
    assert stored.headline == "Typists are faster"
    assert stored.author == finding.author != colleague


@pytest.mark.parametrize("made", [make.in_review, make.published])
def test_what_is_handed_over_or_decided_is_read_only(made: Any) -> None:
    client = signed_in(make.editor())
    page = client.get(address("kb_finding_change", made().pk))
    assert page.context is not None
    assert page.context["inline_admin_formsets"] == []
    assert 'name="_save"' not in page.content.decode()


def test_what_somebody_published_meanwhile_is_refused_and_nothing_typed_is_lost() -> (
    None
):
    finding = make.draft()
    screen = Screen(signed_in(make.editor()), "kb_finding_change", finding.pk)
    handed = finding_submit(finding=finding, author=finding.author)
    finding_publish(finding=handed, reviewer=make.reviewer())
    answer = screen.save(headline="Typed for a long time")
    assert answer.status_code == 409
    assert "Typed for a long time" in answer.content.decode()
    again = screen.save(_seen=answer.context["seen"])
    refused(again, "published-is-frozen")
    assert "Typed for a long time" in again.content.decode()


def test_who_lost_the_role_while_typing_keeps_what_was_typed() -> None:
    editor = make.editor()
    screen = add_finding(signed_in(editor))
    editor.groups.clear()
    answer = screen.save(headline="Typed for a long time")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Typed for a long time" in page
    assert "Your role does not let you do this." in page


def test_a_draft_can_be_deleted_and_what_was_decided_on_cannot() -> None:
    client = signed_in(make.editor())
    draft, published = make.draft(), make.published()
    for finding, status in ((draft, 302), (published, 403)):
        answer = client.post(address("kb_finding_delete", finding.pk), {"post": "yes"})
        assert answer.status_code == status
    assert Finding.objects.get() == published


def test_the_public_page_is_one_click_away_once_there_is_one() -> None:
    client = signed_in(make.editor())
    published = make.published()
    seen = client.get(address("kb_finding_change", published.pk)).content.decode()
    assert f'href="/findings/{published.key}/"' in seen
    hidden = client.get(address("kb_finding_change", make.draft().pk))
    assert "View on site" not in hidden.content.decode()
