"""The CHECKs and triggers of datasets, and what they must refuse."""

from typing import Any

from kb.models import DatasetFile, Listing, Release, Retirement
from kb.services import release_approve
from tests import make
from tests.constraints.attack import BLANKS, Attack, each, known, number_of
from tests.constraints.trigger import Act, Cases
from tests.sql import delete, insert, update

CAREER, SKILL = number_of(make.career), number_of(make.skill)
ONE = 987_654_321  # the number of a row that is not there yet
NO_END: dict[str, Any] = {"to_skill_id": None}

CHECKS: dict[str, Attack] = {
    "release_of_one_edition": Attack(
        make.release,
        base={
            "dataset": "onet",
            "edition": "99.1",
            "source_id": number_of(make.source),
        },
        bad=(
            *each("dataset", ("", "O*NET", "on et")),
            *each("edition", BLANKS),
            {"source_id": None},
        ),
        good=({"dataset": "", "edition": "", "source_id": None},),
    ),
    "listing_kind_is_known": known(make.listing, "kind", "task", "anchor"),
    "listing_goes_from_one_to_one": Attack(
        make.listing,
        bad=(
            {"career_id": None},
            {"skill_id": SKILL},
            NO_END,
            NO_END | {"label": " "},
            {"to_career_id": CAREER},
            {"task_id": number_of(make.task)},
        ),
        good=(
            {"skill_id": None, "to_career_id": None, "task_id": None},
            {"career_id": None, "skill_id": SKILL},
            NO_END | {"label": "In words"},
            NO_END | {"to_career_id": CAREER},
            NO_END | {"task_id": number_of(make.task)},
        ),
    ),
    "listing_joins_two": Attack(
        make.listing,
        base={"career_id": ONE, "to_skill_id": None, "to_career_id": CAREER},
        bad=({"to_career_id": ONE},),
        good=(
            {"to_career_id": None, "to_skill_id": SKILL},
            {"career_id": None, "skill_id": SKILL},
            {"skill_id": None},
        ),
    ),
    "listing_has_its_place": Attack(
        make.listing, (*each("file", BLANKS), *each("row", BLANKS))
    ),
    "recomputation_numbers_are_numbers": Attack(
        make.recomputation,
        (
            *each("value", ("NaN",)),
            *each("difference", ("NaN",)),
            *each("tolerance", ("NaN", "-1")),
        ),
        ({"value": "-1"}, {"difference": "-1"}, {"tolerance": "1"}),
    ),
    "recomputation_has_inputs": Attack(
        make.recomputation, (*each("inputs", (0,)), *each("formula", BLANKS))
    ),
    "datasetfile_has_its_digest": Attack(
        make.dataset_file,
        (*each("sha256", ("", "0" * 63, "G" * 64)), *each("name", BLANKS)),
        each("sha256", ("9f" * 32,)),
    ),
}

CASES = Cases()
PLACE = "dataset-row-has-its-place"


def approved() -> Release:
    """Return a release of a dataset that another person approved, without rows."""
    return approve(make.dataset_release())


def approve(release: Release) -> Release:
    """Have another person approve a release."""
    return release_approve(release=release, reviewer=make.reviewer()).release


def taken_back() -> tuple[Listing, Release]:
    """Return an approved row, and a later release of its edition in review."""
    first = make.dataset_release()
    row = make.listing(release=first)
    approve(first)
    return row, make.dataset_release(pack=first.pack, number=2)


@CASES.add("listing_comes_in", PLACE)
def a_row_comes_in_after_the_approval() -> tuple[Act, Act]:
    late, open_one = make.listing.unsaved(release=approved()), make.listing.unsaved()
    return lambda: insert(late), lambda: insert(open_one)


@CASES.add("listing_comes_in", PLACE)
def a_row_comes_in_with_a_pack() -> tuple[Act, Act]:
    late, open_one = (
        make.listing.unsaved(release=make.release()),
        make.listing.unsaved(),
    )
    return lambda: insert(late), lambda: insert(open_one)


@CASES.add("datasetfile_comes_in", PLACE)
def a_file_comes_in_after_the_approval() -> tuple[Act, Act]:
    late = make.dataset_file.unsaved(release=approved())
    open_one = make.dataset_file.unsaved()
    return lambda: insert(late), lambda: insert(open_one)


@CASES.add("listing_stands_still", PLACE)
def a_row_changes() -> tuple[Act, Act]:
    row, later = taken_back()
    return lambda: update(row, rank=2), lambda: update(row, retired_by_id=later.pk)


@CASES.add("listing_stands_still", PLACE)
def a_row_is_taken_back_by_another_dataset() -> tuple[Act, Act]:
    row, later = taken_back()
    other = make.dataset_release(number=2)
    return (
        lambda: update(row, retired_by_id=other.pk),
        lambda: update(row, retired_by_id=later.pk),
    )


@CASES.add("listing_stands_still", PLACE)
def a_row_is_taken_back_by_nobody_later() -> tuple[Act, Act]:
    row, later = taken_back()
    return (
        lambda: update(row, retired_by_id=row.release.pk),
        lambda: update(row, retired_by_id=later.pk),
    )


@CASES.add("listing_stands_still", PLACE)
def an_approved_row_is_deleted() -> tuple[Act, Act]:
    release = make.dataset_release()
    row = make.listing(release=release)
    approve(release)
    waiting = make.listing()
    return (
        lambda: delete(Listing.objects.get(pk=row.pk)),
        lambda: delete(Listing.objects.get(pk=waiting.pk)),
    )


@CASES.add("datasetfile_stands_still", PLACE)
def a_file_changes() -> tuple[Act, Act]:
    file = make.dataset_file()
    return lambda: update(file, rows=2), lambda: delete(file)


@CASES.add("datasetfile_stands_still", PLACE)
def an_approved_file_is_deleted() -> tuple[Act, Act]:
    release = make.dataset_release()
    file = make.dataset_file(release=release)
    approve(release)
    waiting = make.dataset_file()
    return (
        lambda: delete(DatasetFile.objects.get(pk=file.pk)),
        lambda: delete(DatasetFile.objects.get(pk=waiting.pk)),
    )


@CASES.add("retirement_comes_in", PLACE)
def a_finding_is_retired_after_the_approval() -> tuple[Act, Act]:
    release = make.dataset_release()
    finding = make.finding(release=release)
    late = make.retirement.unsaved(release=approve(release), finding=finding)
    return lambda: insert(late), lambda: insert(make.retirement.unsaved())


@CASES.add("retirement_keeps_to_its_edition", PLACE)
def a_finding_of_another_dataset_is_retired() -> tuple[Act, Act]:
    release, other = make.dataset_release(), make.dataset_release()
    foreign = make.retirement.unsaved(
        release=release, finding=make.finding(release=other)
    )
    own = make.retirement.unsaved(release=release)
    return lambda: insert(foreign), lambda: insert(own)


@CASES.add("retirement_keeps_to_its_edition", PLACE)
def a_finding_of_nobodys_load_is_retired() -> tuple[Act, Act]:
    release = make.dataset_release()
    foreign = make.retirement.unsaved(release=release, finding=make.finding())
    own = make.retirement.unsaved(release=release)
    return lambda: insert(foreign), lambda: insert(own)


@CASES.add("retirement_stands_still", PLACE)
def a_retirement_changes() -> tuple[Act, Act]:
    row = make.retirement()
    other = make.finding(release=row.release)
    return lambda: update(row, finding_id=other.pk), lambda: delete(row)


@CASES.add("retirement_stands_still", PLACE)
def an_approved_retirement_is_deleted() -> tuple[Act, Act]:
    row, waiting = make.retirement(), make.retirement()
    update(row.finding, state="in_review")
    update(row.finding, state="rejected")
    approve(row.release)
    return (
        lambda: delete(Retirement.objects.get(pk=row.pk)),
        lambda: delete(Retirement.objects.get(pk=waiting.pk)),
    )
