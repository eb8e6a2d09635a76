"""One object comes back to an earlier version, as a new version; nothing else moves."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from careers.models import CareerAlias, SkillAdjacency
from citations.models import SourceOrganization
from kb.models import Duty, Finding, Outline
from kb.selectors.history import steps_of
from kb.services import finding_revise, finding_save, row_delete, row_save
from tests import make
from tests.screen import Answer, Screen, address, saved, signed_in
from tests.sql import rows, update

# A version is what a transaction left: here each write is one of its own.
pytestmark = pytest.mark.django_db(transaction=True)


def screen_of(row: Model) -> str:
    return f"{row._meta.app_label}_{row._meta.model_name}"


def version_of(model: type[Model], pk: int, what: str, done: str, nth: int = 0) -> str:
    """Return the name of the version after the nth newest step of a kind."""
    steps = [
        step
        for step in steps_of(model, pk).steps
        if (step.what, step.done) == (what, done)
    ]
    return steps[nth].version


def bring_back(
    client: Client, row: Model, version: str, pk: int | None = None
) -> Answer:
    """Open the page of a version and send it."""
    place = f"{address(f'{screen_of(row)}_history', pk or row.pk)}?version={version}"
    page: Any = client.get(place)
    assert page.status_code == 200
    sent = {"_seen": page.context["seen"], "why": "It was right before."}
    return client.post(place, sent)


def refused(answer: Answer, rule: str) -> None:
    assert answer.status_code == 200
    assert any(f"[{rule}]" in told for told in answer.context["refused"]), (
        answer.context["refused"]
    )


def test_a_row_and_its_parts_come_back_and_neighbours_stay() -> None:
    career = make.career(name="Weaver", definition="Weaves.")
    changed = make.career_alias(career=career, name="Old name")
    gone = make.career_alias(career=career, name="Gone name")
    version = version_of(type(career), career.pk, "career alias", "added")
    pair = make.pair(career=career, role="core")
    update(career, name="Loom weaver")
    update(changed, name="New name")
    gone.delete()
    make.career_alias(career=career, name="Later name")
    update(pair, role="emerging")
    editor = make.editor()
    client = signed_in(editor)
    saved(bring_back(client, career, version))
    career.refresh_from_db()
    pair.refresh_from_db()
    assert (career.name, pair.role) == ("Weaver", "emerging")
    assert set(CareerAlias.objects.values_list("name", flat=True)) == {
        *("Old name", "Gone name")
    }
    assert CareerAlias.objects.get(name="Old name").pk == changed.pk
    newest = steps_of(type(career), career.pk).steps[0]
    assert (newest.person, newest.reason) == (editor.username, "It was right before.")


def test_the_page_shows_what_would_change_and_changes_nothing() -> None:
    career = make.career(name="Weaver")
    version = version_of(type(career), career.pk, "career", "added")
    update(career, name="Loom weaver")
    client = signed_in(make.editor())
    place = f"{address('careers_career_history', career.pk)}?version={version}"
    page = client.get(place).content.decode()
    assert "<del>Loom weaver</del> <ins>Weaver</ins>" in page
    career.refresh_from_db()
    assert career.name == "Loom weaver"
    refused_page: Any = client.post(place, {"why": "x", "_seen": "careers.career:1.1"})
    assert "Somebody saved it meanwhile" in refused_page.context["refused"][0]
    history = client.get(address("careers_career_history", career.pk))
    assert version.replace(":", "%3A") in history.content.decode()


def test_a_published_finding_gets_a_new_draft_with_the_old_content() -> None:
    finding = make.published(
        subjects=[{"group": "all jobs"}],
        estimates=[{"label": "First"}],
    )
    second = finding_revise(finding=finding, author=(editor := make.editor()))
    second.headline = "Something else"
    finding_save(finding=second, author=editor)
    other = make.published()
    row_delete(row=second.estimates.get(), author=editor)
    client = signed_in(editor)
    version = version_of(Finding, second.pk, "finding", "added")
    saved(bring_back(client, second, version))
    second.refresh_from_db()
    assert (second.state, second.headline) == ("draft", finding.headline)
    assert [each.label for each in second.estimates.all()] == ["First"]
    first = version_of(Finding, finding.pk, "finding", "added")
    refused(bring_back(client, finding, first), "one-version-at-a-time")
    second.delete()
    saved(bring_back(client, finding, first))
    third = Finding.objects.get(key=finding.key, state="draft")
    assert (third.version, third.author) == (2, editor)
    assert not third.estimates.exists()  # it had none when it began
    other.refresh_from_db()
    finding.refresh_from_db()
    assert (other.state, finding.state) == ("published", "published")


def test_figures_keep_to_their_subjects() -> None:
    finding = make.draft(subjects=[{"group": "men"}, {"group": "women"}])
    figure = finding.estimates.get()
    figure.subject = finding.subjects.get(group="women")
    figure.save()
    version = version_of(Finding, finding.pk, "estimate", "changed")
    finding.estimates.all().delete()
    finding.subjects.all().delete()
    saved(bring_back(signed_in(make.editor()), finding, version))
    assert str(finding.estimates.get().subject) == "women"
    assert finding.subjects.count() == 2


def test_a_finding_in_review_is_taken_back_first() -> None:
    finding = make.in_review()
    version = version_of(Finding, finding.pk, "finding", "added")
    answer = bring_back(signed_in(make.editor()), finding, version)
    refused(answer, "states-move-along")


def test_a_deleted_draft_is_made_anew_by_its_key() -> None:
    finding = make.draft(headline="Kept in mind")
    number = finding.pk
    finding.delete()
    editor = make.editor()
    version = version_of(Finding, number, "finding citation", "added")
    saved(bring_back(signed_in(editor), finding, version, number))
    found = Finding.objects.get()
    assert (found.headline, found.version, found.author) == ("Kept in mind", 1, editor)
    assert found.citations.count() == found.estimates.count() == 1


def test_a_deleted_row_is_made_anew_unless_its_place_is_taken() -> None:
    edge = make.skill_adjacency(reason="Near.")
    number = edge.pk
    edge.delete()
    client = signed_in(make.editor())
    version = version_of(SkillAdjacency, number, "skill adjacency", "added")
    saved(bring_back(client, edge, version, number))
    assert SkillAdjacency.objects.get().reason == "Near."
    refused(bring_back(client, edge, version, number), "stands-once")
    nothing = version_of(SkillAdjacency, number, "skill adjacency", "deleted")
    place = f"{address('careers_skilladjacency_history', number)}?version={nothing}"
    assert "Nothing stood then" in client.get(place).content.decode()
    answer: Any = client.post(place, {"why": "x"})
    assert "nothing to bring back" in answer.context["refused"][0]


def test_a_source_gets_its_roles_back_and_keeps_its_notices() -> None:
    role = make.source_organization()
    source = role.source
    version = version_of(type(source), source.pk, "source organization", "added")
    notice = make.notice(source=source)
    role.delete()
    saved(bring_back(signed_in(make.editor()), source, version))
    assert SourceOrganization.objects.get().organization == role.organization
    assert source.notices.get() == notice


def test_a_row_it_pointed_to_that_is_gone_is_told() -> None:
    basis = make.edge_basis()
    number, edge = basis.pk, basis.pair or basis.skill_edge or basis.career_edge
    version = version_of(type(basis), number, "edge basis", "added")
    assert edge is not None
    edge.delete()
    answer = bring_back(signed_in(make.editor()), basis, version, number)
    assert answer.status_code == 200
    assert answer.context["refused"]


def test_a_description_that_readers_see_comes_back_in_a_release_of_ones_own() -> None:
    editor = make.editor()
    client = signed_in(editor)
    line = make.outline_item(label="First words")
    outline = line.outline
    first = version_of(Outline, outline.pk, "outline item", "added")
    update(line, label="Second words")
    make.shown(outline)
    refused(bring_back(client, outline, first), "four-eyes")
    own = make.release(author=editor)
    saved(bring_back(client, outline, first))
    new = Outline.objects.get(replaces=outline)
    assert (new.release, new.items.get().label) == (own, "First words")
    assert Outline.objects.shown().get().items.get().label == "Second words"


def test_a_deleted_description_comes_back_in_review() -> None:
    editor = make.editor()
    duty = make.duty(text="Weaves.", release=make.release(author=editor))
    number = duty.pk
    duty.delete()
    version = version_of(Duty, number, "duty", "added")
    saved(bring_back(signed_in(editor), duty, version, number))
    assert (Duty.objects.get().text, Duty.objects.get().state) == (
        *("Weaves.",),
        "in_review",
    )


def test_rules_of_today_hold_for_what_comes_back() -> None:
    citation = make.citation(locator="p. 1")
    update(citation, locator="p. 2")
    version = version_of(type(citation), citation.pk, "citation", "added")
    make.published(
        source=citation.source, citations=[make.reading(citation=citation).citation]
    )
    answer = bring_back(signed_in(make.editor()), citation, version)
    refused(answer, "published-is-frozen")
    citation.refresh_from_db()
    assert citation.locator == "p. 2"


def test_who_does_not_write_brings_nothing_back() -> None:
    career = make.career(name="Weaver")
    version = version_of(type(career), career.pk, "career", "added")
    row_save(row=career, author=make.editor())
    for person in (make.reviewer(), make.person(superuser=True)):
        client = signed_in(person)
        place = f"{address('careers_career_history', career.pk)}?version={version}"
        assert client.get(place).status_code == 403
        assert client.post(place, {"why": "x"}).status_code == 403


@pytest.mark.parametrize(
    "version", ["x", "careers.career:x", "careers.career:0", "kb.duty:1", "a:b:c"]
)
def test_a_version_that_is_none_of_the_row_shows_its_history(version: str) -> None:
    career = make.career()
    place = address("careers_career_history", career.pk)
    page: Any = signed_in(make.editor()).get(place, {"version": version})
    assert page.context["title"] == "History"


def test_nothing_of_the_history_goes() -> None:
    career = make.career(name="Weaver")
    version = version_of(type(career), career.pk, "career", "added")
    update(career, name="Loom weaver")
    before = rows("SELECT pgh_id, name FROM careers_careerevent ORDER BY pgh_id")
    saved(bring_back(signed_in(make.editor()), career, version))
    after = rows("SELECT pgh_id, name FROM careers_careerevent ORDER BY pgh_id")
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_a_typed_form_says_where_it_began() -> None:
    career = make.career()
    screen = Screen(signed_in(make.editor()), "careers_career_change", career.pk)
    assert screen.typed["_seen"].startswith("careers.career:")
