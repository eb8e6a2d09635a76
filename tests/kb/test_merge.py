"""Merging what stands twice: all that rests on it moves, and the old key leads on."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from careers.models import CareerAlias, CareerSkill, SkillAdjacency, Task
from citations.models import Source, SourceNotice, SourceOrganization
from kb.enums import State
from kb.models import EdgeBasis, Finding, Subject
from kb.rules.rule import RuleViolations
from kb.services import merge, merge_preview
from tests import make
from tests.sql import allowed, refused, update, value

WHY = "Both carry the same definition."
CLAIM = "Web makers who weave were faster."


def merged(old: Any, into: Any) -> Any:
    """Merge as an editor."""
    return merge(old=old, into=into, author=make.editor(), reason=WHY)


class TestCareersAndSkills:
    def test_what_is_published_moves_and_changes_in_no_word(self) -> None:
        old, into = make.career(name="Web maker"), make.career(name="Web developer")
        skill = make.skill(name="Weave")
        finding = make.published(
            subjects=[{"career": old, "skill": skill}], statement=CLAIM
        )
        done = merged(old, into)
        assert done.moved == {"subjects": 1}
        assert Subject.objects.get().career == into
        again = Finding.objects.get()
        assert (again.state, again.statement) == (State.PUBLISHED, CLAIM)
        shown = value(
            "SELECT level FROM kb_directness(%s, %s) WHERE finding_id = %s",
            *(into.pk, skill.pk, finding.pk),
        )
        assert shown == "direct"

    def test_the_old_name_and_key_lead_to_the_one_that_stays(
        self, client: Client
    ) -> None:
        old, into = make.career(name="Web maker"), make.career()
        merged(old, into)
        assert CareerAlias.objects.get().name == "Web maker"
        answer = client.get(f"/careers/{old.key}/")
        assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
        assert answer["Location"] == f"/careers/{into.key}/"

    def test_a_name_that_is_known_already_is_not_added_again(self) -> None:
        old, into = make.skill(name="weaving"), make.skill(name="Weaving")
        merged(old, into)
        assert not into.aliases.exists()

    def test_a_pair_that_both_have_becomes_one_with_what_rests_on_it(self) -> None:
        old, into = make.career(), make.career()
        pair = make.pair(career=old)
        stays = make.pair(career=into, skill=pair.skill)
        basis = make.edge_basis(pair=pair)
        only_old = make.pair(career=old)
        done = merged(old, into)
        assert (done.dropped["career skills"], done.moved["career skills"]) == (1, 1)
        assert set(CareerSkill.objects.values_list("pk", flat=True)) == {
            *(stays.pk, only_old.pk)
        }
        basis.refresh_from_db()
        assert basis.pair == stays

    def test_equal_bases_of_a_pair_that_both_have_become_one(self) -> None:
        old, into = make.career(), make.career()
        pair = make.pair(career=old)
        stays = make.pair(career=into, skill=pair.skill)
        same = make.finding().key
        for one in (pair, stays):
            make.edge_basis(pair=one, finding_key=same)
        merged(old, into)
        assert EdgeBasis.objects.get().pair == stays

    def test_an_edge_between_the_two_goes(self) -> None:
        old, into, third = make.skill(), make.skill(), make.skill()
        make.skill_adjacency(from_skill=old, to_skill=into)
        make.skill_adjacency(from_skill=into, to_skill=old)
        make.skill_adjacency(from_skill=old, to_skill=third)
        merged(old, into)
        assert list(SkillAdjacency.objects.values_list("from_skill", "to_skill")) == [
            (into.pk, third.pk)
        ]

    def test_a_frozen_subject_that_both_have_stays_and_still_counts(self) -> None:
        old, into = make.skill(), make.skill()
        finding = make.published(subjects=[{"skill": old}, {"skill": into}])
        done = merged(old, into)
        assert done.stayed == {"subjects": 1}
        assert set(finding.subjects.values_list("skill", flat=True)) == {
            *(old.pk, into.pk)
        }

    def test_tasks_and_codes_move(self) -> None:
        old, into = make.career(), make.career()
        code, task = make.career_code(career=old), make.task(career=old)
        merged(old, into)
        code.refresh_from_db()
        assert (code.career, Task.objects.get(pk=task.pk).career) == (into, into)


class TestSources:
    def test_places_and_findings_move(self) -> None:
        old, into = make.source(), make.source()
        finding = make.published(source=old)
        done = merged(old, into)
        assert done.moved == {"citations": 1, "findings": 1}
        finding.refresh_from_db()
        assert (finding.source, finding.state) == (into, State.PUBLISHED)
        assert finding.citations.get().citation.source == into

    def test_an_identifier_moves_where_the_one_that_stays_has_none(self) -> None:
        old = make.source(doi="10.1000/old", volume="7", unconfirmed_fields=["volume"])
        into = make.source()
        done = merged(old, into)
        assert done.filled["doi"] == "10.1000/old"
        into.refresh_from_db()
        assert (into.doi, into.volume) == ("10.1000/old", "7")
        assert into.unconfirmed_fields == ["volume"]
        old.refresh_from_db()
        assert (old.doi, old.merged_into) == ("", into)

    def test_what_is_curated_is_not_written_over(self) -> None:
        old = make.source(doi="10.1000/old", issued="2021")
        into = make.source(doi="10.1000/new", issued="2022")
        assert merged(old, into).filled == {}
        into.refresh_from_db()
        assert (into.doi, into.issued) == ("10.1000/new", "2022")

    def test_a_retraction_goes_with_its_source(self) -> None:
        old, into = make.source(), make.source()
        finding = make.published(source=into)
        make.notice(source=old)
        done = merged(old, into)
        assert done.suspended == 1
        finding.refresh_from_db()
        assert (finding.state, finding.suspended_by) == (
            State.SUSPENDED,
            SourceNotice.objects.get(source=into),
        )
        make.notice(source=into, kind="reinstatement", issued_on="2024-06-01")
        finding.refresh_from_db()
        assert finding.state == State.PUBLISHED

    def test_what_moves_to_a_retracted_source_is_suspended(self) -> None:
        old, into = make.source(), make.source()
        finding = make.published(source=old)
        make.notice(source=into)
        assert merged(old, into).suspended == 1
        finding.refresh_from_db()
        assert finding.state == State.SUSPENDED

    def test_a_notice_that_both_had_is_told_once(self) -> None:
        old, into = make.source(), make.source()
        for source in (old, into):
            make.notice(source=source)
        assert merged(old, into).stayed == {"source notices": 1}
        assert SourceNotice.objects.filter(source=into).count() == 1

    def test_a_merge_that_would_close_a_cycle_is_refused(self) -> None:
        old, into, middle = make.source(), make.source(), make.source()
        make.source_relation(from_source=into, to_source=middle)
        make.source_relation(from_source=middle, to_source=old)
        with pytest.raises(RuleViolations) as caught:
            merged(old, into)
        assert caught.value.violations[0].rule.id == "relations-have-no-cycle"
        assert Source.objects.filter(merged_into=None).count() == 3


def test_roles_and_interests_of_an_organization_move(client: Client) -> None:
    old, into = make.organization(), make.organization(url="https://example.org/")
    role = make.source_organization(organization=old)
    make.source_organization(organization=into, source=role.source)
    other = make.source_organization(organization=old)
    interest = make.declared_interest(organization=old)
    merged(old, into)
    roles = SourceOrganization.objects.filter(organization=into)
    assert set(roles.values_list("source", flat=True)) == {
        *(role.source_id, other.source_id)
    }
    interest.refresh_from_db()
    assert interest.organization == into
    answer = client.get(f"/api/v1/organizations/{old.key}/")
    assert answer.status_code == HTTPStatus.PERMANENT_REDIRECT
    assert answer["Location"] == f"/api/v1/organizations/{into.key}/"
    assert client.get(answer["Location"]).json()["key"] == into.key
    listed = client.get("/api/v1/organizations/").json()["results"]
    assert [row["key"] for row in listed] == [into.key]


class TestRefusals:
    def test_of_the_two_rows(self) -> None:
        row, end = make.career(), make.career()
        taken = make.career(merged_into=end)
        gone = make.career(withdrawn_reason="Nobody is one.")
        for old, into, words in (
            (row, row, "is the row itself"),
            (row, taken, "was merged already, into"),
            (taken, row, "was merged already, into"),
            (row, gone, "was withdrawn"),
            (row, make.skill(), "only rows of one kind"),
        ):
            with pytest.raises(ValidationError, match=words):
                merged(old, into)

    def test_of_a_merge_without_a_reason(self) -> None:
        with pytest.raises(ValidationError, match="Say how you know"):
            merge(old=make.skill(), into=make.skill(), author=make.editor(), reason=" ")

    @pytest.mark.parametrize("group", ["reviewer", ""])
    def test_of_whoever_is_no_editor(self, group: str) -> None:
        person = make.person(*filter(None, [group]), superuser=True)
        with pytest.raises(PermissionDenied):
            merge(old=make.skill(), into=make.skill(), author=person, reason=WHY)

    def test_a_look_changes_nothing(self) -> None:
        old, into = make.source(doi="10.1000/old"), make.source()
        make.published(source=old)
        done = merge_preview(old=old, into=into, author=make.editor())
        assert done.moved == {"citations": 1, "findings": 1}
        old.refresh_from_db()
        assert (old.merged_into, old.doi) == (None, "10.1000/old")
        assert Finding.objects.get().source == old

    @pytest.mark.parametrize("link", ["career", "skill"])
    def test_a_frozen_subject_moves_only_where_its_row_went(self, link: str) -> None:
        maker: Any = getattr(make, link)
        old, into, other = maker(), maker(), maker()
        make.published(subjects=[{link: old}])
        row = Subject.objects.get()
        with refused("published-is-frozen"):
            update(row, **{f"{link}_id": into.pk})
        update(old, merged_into_id=into.pk)
        for change in ({f"{link}_id": other.pk}, {f"{link}_id": None}):
            with refused("published-is-frozen"):
                update(row, **change)
        with refused("published-is-frozen"):
            update(row, **{f"{link}_id": into.pk, "position": 7})
        with allowed():
            update(row, **{f"{link}_id": into.pk})

    def test_a_frozen_place_and_notice_move_only_where_their_source_went(self) -> None:
        old, into, other = make.source(), make.source(), make.source()
        finding = make.published(source=old)
        place = finding.citations.get().citation
        notice = make.notice(source=old, kind="correction")
        rules = {finding: "published-is-frozen", place: "published-is-frozen"}
        for row, rule in {**rules, notice: "append-only"}.items():
            with refused(rule):
                update(row, source_id=into.pk)
        update(old, merged_into_id=into.pk)
        for row, rule in {**rules, notice: "append-only"}.items():
            with refused(rule):
                update(row, source_id=other.pk)
            with allowed():
                update(row, source_id=into.pk)
