"""Any two versions of a finding or statement, side by side; and why there are two."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kb.models import Finding, Statement
from kb.services import (
    finding_publish,
    finding_revise,
    finding_submit,
    row_save,
    statement_revise,
)
from tests import make
from tests.kb.statements.world import world
from tests.screen import address, signed_in, told
from tests.sql import rows

WHY = "The erratum corrects the sample."


@pytest.fixture
def editor() -> Client:
    return signed_in(make.editor())


def thrice() -> list[Finding]:
    """Return three versions of one finding, the last a draft."""
    first = make.published(headline="It saves much", limitations=["Small."])
    second = finding_revise(finding=first, author=first.author)
    second.headline = "It saves little"
    row_save(row=second, author=first.author)
    finding_publish(
        finding=finding_submit(finding=second, author=first.author),
        reviewer=make.reviewer(),
    )
    third = finding_revise(finding=second, author=first.author)
    third.limitations = ["Small.", "One firm only."]
    row_save(row=third, author=first.author)
    return [first, second, third]


def compared(client: Client, row: Any, **query: Any) -> Any:
    """Return the page that compares a row, opened."""
    name = f"{row._meta.app_label}_{row._meta.model_name}_compare"
    page = client.get(address(name, row.pk), query)
    assert page.status_code == 200
    return page


def changes(page: Any) -> dict[str, tuple[str, str]]:
    """Return what a page tells as changed, by label."""
    return {one.label: (one.old, one.new) for one in page.context["change"].differences}


def test_any_two_versions_are_held_side_by_side(editor: Client) -> None:
    first, second, third = thrice()
    saved = ("It saves much", "It saves little")
    assert changes(compared(editor, third)) == {"Limitations": ("", "One firm only.")}
    page = compared(editor, third, **{"with": 1})
    assert changes(page) == {
        "Headline": saved,
        "Limitations": ("", "One firm only."),
    }
    backwards = compared(editor, first, **{"with": 3})
    assert changes(backwards) == changes(page), "the older one is the base"
    assert changes(compared(editor, first)) == {"Headline": saved}
    assert changes(compared(editor, second, **{"with": "nonsense"})) == {
        "Headline": saved
    }
    text = page.content.decode()
    assert "<del>much</del>" in text
    assert "<ins>little</ins>" in text


def test_the_form_and_the_history_lead_there(editor: Client) -> None:
    first, second, _third = thrice()
    place = address("kb_finding_compare", second.pk)
    page = editor.get(address("kb_finding_change", second.pk)).content.decode()
    assert f'href="{place}"' in page
    assert f'href="{place}?with=1"' in page
    page = editor.get(address("kb_finding_history", second.pk)).content.decode()
    assert f'href="{place}"' in page
    alone = make.draft()
    page = editor.get(address("kb_finding_change", alone.pk)).content.decode()
    assert "Compare versions" not in page
    assert "only one version" in compared(editor, alone).content.decode()
    assert first.key != alone.key


def test_a_contributor_does_not_see_the_drafts_of_others() -> None:
    first, second, third = thrice()
    client = signed_in(make.contributor())
    page = compared(client, second, **{"with": 3})
    assert [one.version for one in page.context["versions"]] == [1]
    answer = client.get(address("kb_finding_compare", third.pk))
    assert answer.status_code == 302
    assert first.pk


def test_what_is_not_there_leads_to_the_list(editor: Client) -> None:
    answer = editor.get(address("kb_statement_compare", 10**9))
    assert answer.status_code == 302


def test_the_cost_does_not_depend_on_how_many_versions_there_are(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    _first, second, third = thrice()
    for _ in range(3):
        third = finding_publish(
            finding=finding_submit(finding=third, author=third.author),
            reviewer=make.reviewer(),
        )
        third = finding_revise(finding=third, author=third.author)
    with django_assert_max_num_queries(50):
        compared(editor, second, **{"with": third.version})


class TestStatements:
    def test_two_versions_are_compared_as_typed_and_as_they_read(
        self, editor: Client
    ) -> None:
        here = world()
        old = here.stated()
        new = statement_revise(statement=old, author=old.author)
        new.text = "Knitters rate knitting {rated:1:value} of five."
        row_save(row=new, author=old.author)
        found = changes(compared(editor, new))
        assert set(found) == {"Text", "As it reads"}
        assert found["Text"] == (old.text, new.text)
        assert "{" not in "".join(found["As it reads"])
        page = editor.get(address("kb_statement_change", new.pk)).content.decode()
        assert address("kb_statement_compare", new.pk) in page

    def test_whoever_decides_sees_what_changes(self) -> None:
        here = world()
        old = here.stated()
        new = statement_revise(statement=old, author=old.author)
        new.text = "Knitters rate knitting {rated:1:value} of five."
        row_save(row=new, author=old.author)
        Statement.objects.filter(pk=new.pk).update(state="in_review")
        reviewer = signed_in(make.reviewer())
        page = reviewer.get(address("kb_statement_publish", new.pk))
        text = page.content.decode()
        assert f"What changes against {old}" in text
        assert "<ins>" in text
        first = here.in_review(key="another-sentence")
        page = reviewer.get(address("kb_statement_publish", first.pk))
        assert "A first version: all of it is new" in page.content.decode()

    def test_a_declared_interest_keeps_a_statement_from_the_queue(self) -> None:
        here = world()
        statement = here.in_review()
        person = make.reviewer()
        client = signed_in(person)
        assert waiting(client) == [str(statement)]
        other = make.declared_interest(person=person)
        assert waiting(client) == [str(statement)], "of somebody else"
        make.source_organization(
            source=here.finding.source, organization=other.organization
        )
        assert waiting(client) == []
        place = here.finding.citations.get().citation.source
        rows("DELETE FROM citations_sourceorganization")
        make.source_organization(
            source=place, organization=other.organization, role="host"
        )
        assert waiting(client) == [], "a cited place counts as well"
        assert waiting(signed_in(statement.author)) == []


def waiting(client: Client) -> list[str]:
    """Return what stands in the queue of statements."""
    page: Any = client.get(address("queue", "statements-waiting"))
    if page.status_code == 403:
        return []
    return [entry.name for entry in page.context["page"].entries]


class TestWhy:
    @pytest.fixture
    def author(self) -> User:
        return make.editor()

    @pytest.mark.parametrize("table", ["finding", "statement"])
    def test_a_new_version_asks_why_and_the_history_tells(
        self, author: User, table: str
    ) -> None:
        old: Finding | Statement = (
            make.published() if table == "finding" else world().stated()
        )
        client = signed_in(author)
        place = address(f"kb_{table}_revise", old.pk)
        assert "Why a new version is written" in client.get(place).content.decode()
        refused = client.post(place, {"confirmed": "yes", "words": " "})
        assert "[reasons-are-given]" in refused.content.decode()
        assert type(old).objects.filter(key=old.key).count() == 1
        answer = client.post(place, {"confirmed": "yes", "words": WHY}, follow=True)
        assert "is a draft beside" in told(answer)[0]
        new = type(old).objects.get(key=old.key, version=2)
        page = client.get(address(f"kb_{table}_history", new.pk)).content.decode()
        assert f"Why: {WHY}" in page
