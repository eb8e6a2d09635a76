"""The screen of statements: written with slots, previewed, decided on."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from kb.models import Statement, StatementReview
from tests import make
from tests.kb.statements.world import World, world
from tests.screen import Screen, address, refused, saved, signed_in, told

TEXT = "Knitters rate knitting at {rated:1:value}."
WORDS = "Knitters rate knitting at 4.12 on a scale from 1 to 5."


@pytest.fixture
def here() -> World:
    return world()


@pytest.fixture
def editor() -> Client:
    return signed_in(make.editor())


@pytest.fixture
def reviewer() -> Client:
    return signed_in(make.reviewer())


def typed(here: World, **fields: Any) -> dict[str, Any]:
    """Return what an editor types for a statement."""
    given = {
        "key": "said",
        "career": here.career,
        "skill": here.skill,
        "facet": make.facet(),
        "kind": "claim",
        "text": TEXT,
    }
    return given | fields


def page(client: Client, name: str, *args: Any) -> str:
    """Return the words of a page, with the tags in them."""
    answer = client.get(address(name, *args))
    assert answer.status_code == HTTPStatus.OK, told(answer)
    return answer.content.decode()


def test_a_statement_is_written_in_one_screen(here: World, editor: Client) -> None:
    screen = Screen(editor, "kb_statement_add")
    screen.add("findings", finding=here.finding)
    saved(screen.save(**typed(here)))
    statement = Statement.objects.get()
    assert statement.findings.get().finding == here.finding
    assert statement.editors.get().person == statement.author
    html = page(editor, "kb_statement_change", statement.pk)
    assert "<mark>4.12 on a scale from 1 to 5</mark>" in html
    assert "Nothing is missing for publication" in html
    assert '<code class="slot">{rated:1:low}</code> 3.88' in html


def test_a_draft_may_lack_and_the_checklist_says_what(
    here: World, editor: Client
) -> None:
    saved(Screen(editor, "kb_statement_add").save(**typed(here, text="About 40 {x.")))
    html = page(editor, "kb_statement_change", Statement.objects.get().pk)
    for rule in (
        "digits-stand-in-slots",
        "slot-shows-its-figure",
        "statement-is-whole",
        "claim-rests-on-findings",
    ):
        assert f"[{rule}]" in html or rule == "statement-is-whole"
    assert "At character 10, “{”: this brace is never closed." in html


def test_it_stands_on_a_page(here: World, editor: Client) -> None:
    answer = Screen(editor, "kb_statement_add").save(
        **typed(here, career=None, skill=None)
    )
    refused(answer, "statement-stands-on-one-page")
    assert TEXT in answer.content.decode()


def test_a_key_is_used_once(here: World, editor: Client) -> None:
    here.draft(key="said")
    answer = Screen(editor, "kb_statement_add").save(**typed(here))
    refused(answer, "one-version-at-a-time")


@pytest.mark.parametrize("part", [True, False])
def test_what_is_typed_is_previewed_and_not_stored(
    here: World, editor: Client, *, part: bool
) -> None:
    sent = {
        "text": f"{TEXT} And 40 {{rated:9:value}} .",
        "findings-0-finding": str(here.finding.pk),
        "findings-1-finding": "",
        "findings-2-finding": "x",
        "findings-__prefix__-finding": "7",
    }
    answer = editor.post(
        address("kb_statement_preview"), sent | ({"part": "yes"} if part else {})
    )
    html = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert "<mark>4.12 on a scale from 1 to 5</mark>" in html
    assert "<del>{rated:9:value}</del>" in html
    assert "this finding has 3 figures." in html
    for rule in ("digits-stand-in-slots", "statement-is-whole"):
        assert f"[{rule}]" in html
    assert ("<html" in html) is not part
    assert not Statement.objects.exists()


def test_a_preview_leaves_out_what_is_crossed_out(here: World, editor: Client) -> None:
    sent = {
        "text": TEXT,
        "findings-0-finding": str(here.finding.pk),
        "findings-0-DELETE": "on",
    }
    html = editor.post(address("kb_statement_preview"), sent).content.decode()
    assert "this finding is not cited" in html


@pytest.mark.parametrize(
    "text", ["<script>alert()</script>", "{<b>:1:value}", "\0", "{" * 20_000, ""]
)
def test_a_preview_bears_anything(here: World, editor: Client, text: str) -> None:
    sent = {"text": text, "findings-0-finding": "9" * 30}
    answer = editor.post(address("kb_statement_preview"), sent)
    assert answer.status_code == HTTPStatus.OK
    assert "<script>alert" not in answer.content.decode()
    assert "<b>" not in answer.content.decode()


def test_two_people_publish_it(here: World, editor: Client, reviewer: Client) -> None:
    statement = here.draft()
    page_of = page(editor, "kb_statement_submit", statement.pk)
    assert WORDS.removesuffix(".") in page_of.replace("<mark>", "").replace(
        "</mark>", ""
    )
    editor.post(address("kb_statement_submit", statement.pk))
    screen = reviewer.get(address("kb_statement_publish", statement.pk))
    digest = screen.context["whole"].digest
    sent = {"digest": digest, "words": "Read it."}
    answer = reviewer.post(address("kb_statement_publish", statement.pk), sent)
    assert answer.status_code == HTTPStatus.FOUND, told(answer)
    review = StatementReview.objects.get()
    assert (review.note, review.digest) == ("Read it.", digest)
    statement.refresh_from_db()
    assert statement.state == "published"
    html = page(editor, "kb_statement_change", statement.pk)
    assert "It was decided on and is frozen" in html
    assert "Write a new version" in html
    assert 'href="/admin/r/' in html or "View on site" in html


def test_what_changed_since_is_not_published(here: World, reviewer: Client) -> None:
    statement = here.in_review()
    digest = (
        reviewer.get(address("kb_statement_publish", statement.pk))
        .context["whole"]
        .digest
    )
    Statement.objects.filter(pk=statement.pk).update(text="Something else.")
    sent = {"digest": digest, "words": "Read it."}
    answer = reviewer.post(address("kb_statement_publish", statement.pk), sent)
    html = answer.content.decode()
    assert "[review-names-what-was-read]" in html
    assert "Read it." in html
    assert not StatementReview.objects.exists()


def test_a_move_that_does_not_apply_leads_back(here: World, editor: Client) -> None:
    statement = here.stated()
    answer = editor.get(address("kb_statement_submit", statement.pk), follow=True)
    assert "does not apply to it. [states-move-along]" in answer.content.decode()
    gone = editor.get(address("kb_statement_submit", 987_654))
    assert gone.status_code == HTTPStatus.FOUND


def test_a_refusal_needs_its_reason(here: World, reviewer: Client) -> None:
    statement = here.in_review()
    sent = {"digest": "", "words": " "}
    answer = reviewer.post(address("kb_statement_reject", statement.pk), sent)
    assert "[reasons-are-given]" in answer.content.decode()
    statement.refresh_from_db()
    assert statement.state == "in_review"


def test_a_draft_that_was_submitted_meanwhile_shows_what_was_typed(
    here: World, editor: Client
) -> None:
    statement = here.draft()
    screen = Screen(editor, "kb_statement_change", statement.pk)
    Statement.objects.filter(pk=statement.pk).update(state="in_review")
    review = make.statement_review(statement=Statement.objects.get())
    Statement.objects.filter(pk=statement.pk).update(state="published")
    late = screen.save(text="Typed in vain.")
    assert late.status_code == 409
    assert "Typed in vain." in late.content.decode()
    answer = screen.save(_seen=late.context["seen"])
    refused(answer, "published-is-frozen")
    assert "Typed in vain." in answer.content.decode()
    assert review.pk


def test_the_list_asks_a_constant_number_of_times(
    here: World, editor: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        here.draft()
    with django_assert_max_num_queries(12):
        page(editor, "kb_statement_changelist")
