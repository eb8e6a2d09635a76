"""Every UNIQUE of ours, attacked by SQL: the same twice, and all but one the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import models, transaction

from kb.models import DatasetFile, Estimate, Finding, Listing, Release
from kb.models.described import Described
from tests import make
from tests.constraints.catalogue import OURS, named_uniques
from tests.make import Maker
from tests.sql import CHECK, UNIQUE, columns_of, insert, refused, update

MAKERS: dict[type[models.Model], Any] = {
    each.model: each for each in vars(make).values() if isinstance(each, Maker)
} | {User: make.editor}
CODE = {"scheme": "esco", "code": "1", "release": "1"}
# What both rows are given, where the smallest row is not in the way of another.
BASES: dict[str, dict[str, Any]] = {
    "careercode_once": {"match": "close"},
    "skillcode_once": {"match": "close"},
    "source_doi_once": {"doi": "10.1126/x"},
    "source_isbn_and_edition_once": {"isbn": "9780306406157"},
    "source_arxiv_and_version_once": {"arxiv": "2302.06590"},
    "source_pmid_once": {"pmid": "1"},
    "source_url_and_version_once": {"url": "https://example.org/"},
    "glance_once_in_review": {"kind": "education"},
    "edgebasis_once": {"source_id": None},
    "sourcenotice_record_once": {"record_id": "17269"},
    "linkwatch_one_at_a_host": {
        "taken_by": "a worker",
        "taken_until": "2025-06-01T12:00Z",
    },
}
# What the second is given besides, so that no other rule answers first.
SECONDS: dict[str, dict[str, Any]] = {
    "release_one_in_review": {"number": 2},
    "profile_number_once_in_review": {"key": "another-profile"},
    "worktype_once": {"code": "PP"},
    "sourcenotice_record_once": {"issued_on": "2020-01-01"},
}
# What no row may have beside the rest of the smallest row.
NEVER_ALONE = {"skill_edge", "career_edge", "source", "task", "revokes"}
OTHERS: dict[str, Any] = {
    "era": 2,
    "transaction": 2,
    "doi": "10.1126/y",
    "isbn": "9780306406164",
    "arxiv": "2302.06591",
    "pmid": "2",
    "url": "https://example.org/other",
    "address": "https://example.org/other",
    "issued": "2020",
    "issued_on": "2020-01-01",
    "arxiv_version": 2,
    "position": 2,
    "number": 2,
    "scheme": "isco_08",
    "output": "physical",
    "input": "physical",
}
# Unique with the row's own number: no more than a target for foreign keys.
TARGETS = {"task_of_its_career", "subject_of_finding", "snapshot_of_source"}
# Versions and releases: their own tests stand below, those of statements in
# tests/kb/statements/.
MOVING = {
    "finding_once",
    "finding_one_published",
    "finding_one_open",
    "statement_once",
    "statement_one_published",
    "statement_one_open",
    "release_once",
    "retirement_once",
}


def uniques() -> Iterator[tuple[str, type[models.Model], tuple[str, ...]]]:
    """Yield every UNIQUE of our models: name, model, fields."""
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for constraint in model._meta.constraints:
                if isinstance(constraint, models.UniqueConstraint):
                    fields = constraint.fields or ("career", "skill", "question")
                    yield constraint.name, model, tuple(fields)


# What only an approval can break: tests/kb/test_descriptions.py.
APPROVED = {
    name
    for name, model, _fields in uniques()
    if issubclass(model, Described) and name.endswith(("_once", "_one_successor"))
}
ATTACKED = [each for each in uniques() if each[0] not in TARGETS | MOVING | APPROVED]


def written(case: object) -> str:
    """Return the name of a case, without its tables and fields."""
    return case if isinstance(case, str) else ""


def another(field: "models.Field[Any, Any]") -> Any:
    """Return a value that the smallest row of the model does not have."""
    if field.model in {Listing, DatasetFile} and field.name == "release":
        return make.dataset_release().pk
    if isinstance(field, models.ForeignKey):
        return MAKERS[field.related_model]().pk
    if field.choices and field.name not in OTHERS:
        return list(field.flatchoices)[-1][0]
    return OTHERS.get(field.name, "other")


@pytest.mark.parametrize(("name", "model", "fields"), ATTACKED, ids=written)
def test_the_same_does_not_stand_twice(
    name: str, model: type[models.Model], fields: tuple[str, ...]
) -> None:
    with transaction.atomic():
        attempt(name, model, [model._meta.get_field(each) for each in fields])
        transaction.set_rollback(True)  # what must add up at commit does not


def attempt(name: str, model: type[models.Model], fields: list[Any]) -> None:
    """Insert a row, its twin, and for each field a row that differs in it alone."""
    base = BASES.get(name, {})
    first, second = MAKERS[model].unsaved(), MAKERS[model].unsaved()
    shared = columns_of(first) | base
    insert(first, **base)
    same = {field.column: shared[field.column] for field in fields}
    rest = base | same | SECONDS.get(name, {})
    with refused(name, settled=False) as refusal:
        insert(second, **rest)
    assert refusal.state == UNIQUE
    for field in fields:
        if not (field.null and field.name in NEVER_ALONE):
            with transaction.atomic():
                insert(second, **rest | {field.column: another(field)})
                transaction.set_rollback(True)


def test_a_question_stands_once_in_whatever_case() -> None:
    first = make.question(question="Is it hard?", skill=None)
    with refused("question_once_in_review"):
        insert(
            make.question.unsaved(career=first.career, question="is it HARD?"),
        )


@pytest.mark.parametrize("name", ["careercode_exact_once", "skillcode_exact_once"])
def test_an_exact_code_stands_beside_a_close_one(name: str) -> None:
    maker = make.career_code if name.startswith("career") else make.skill_code
    first = maker(**CODE, match="exact")
    maker(**CODE, match="close")
    maker(**CODE, match="close")
    with refused(name):
        insert(maker.unsaved(**CODE, match="exact"))
    update(first, match="broad")
    maker(**CODE, match="exact")


def test_a_version_follows_the_last() -> None:
    first = make.published(key="claim")
    for version in (1, 3):
        with refused("states-move-along", by="kb_finding_moves"):
            insert(make.finding.unsaved(key="claim", version=version))
    make.finding(key="claim", version=2)
    with refused("finding_one_open"):
        insert(make.finding.unsaved(key="claim", version=3))
    assert Finding.objects.filter(key=first.key).count() == 2


def test_one_version_is_published() -> None:
    first = make.published(key="claim")
    second = make.in_review(key="claim", version=2)
    make.review(finding=second)
    with refused("finding_one_published"):
        update(second, state="published")
    update(first, state="suspended", state_reason="In doubt.")
    with refused("finding_one_published"):
        update(second, state="published")
    update(first, state="superseded")
    update(second, state="published")


def test_one_version_is_in_work() -> None:
    make.finding(key="claim", state="in_review")
    with refused("finding_one_open", "states-move-along"):
        insert(make.finding.unsaved(key="claim", version=2))


def test_a_number_of_a_release_stands_once() -> None:
    first = make.release(pack="pack")
    decided = {"reviewer_id": make.reviewer().pk, "decided_at": "2024-05-01T00:00Z"}
    update(first, state="rejected", reason="Made up.", **decided)
    with refused("release_once"):
        insert(make.release.unsaved(pack="pack", number=1))
    insert(make.release.unsaved(pack="pack", number=2))
    assert Release.objects.count() == 2


def test_a_finding_is_retired_once_by_a_load() -> None:
    first = make.retirement()
    with refused("retirement_once"):
        insert(make.retirement.unsaved(release=first.release, finding=first.finding))
    insert(make.retirement.unsaved(release=first.release))


def test_a_figure_keeps_to_a_subject_of_its_own_finding() -> None:
    own, other = make.subject(), make.subject()
    figure = make.estimate(finding=own.finding, subject=own)
    with refused("estimate_subject_of_its_finding"):
        update(figure, subject_id=other.pk)
    update(figure, subject_id=None)
    assert not Estimate.objects.exclude(subject=None)


def test_a_task_is_measured_in_its_own_career() -> None:
    task = make.task()
    subject = make.subject(career=task.career, task=task)
    with refused("subject_task_of_its_career"):
        update(subject, career_id=make.career().pk)
    with refused("subject_task_of_its_career"):
        update(task, career_id=make.career().pk)
    with refused("subject_task_has_its_career") as refusal:
        update(subject, career_id=None)
    assert refusal.state == CHECK


def test_every_unique_is_attacked() -> None:
    assert {
        name for name, _, _ in ATTACKED
    } | TARGETS | MOVING | APPROVED == named_uniques()
