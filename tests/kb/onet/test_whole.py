"""The real releases of O*NET, where they are: every count that they are known by.

They lie beside the checkout, in ../shared/data, and are never a part of it.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kb.exchange.dataset import dataset_for
from kb.formats.dataset import Dataset, DatasetProblem, open_archive
from kb.formats.dataset.items import Claim, Listing

DATA = Path(__file__).parents[4] / "shared" / "data"
OLD, NEW = DATA / "onet_24.2_text.zip", DATA / "onet_29.3_text.zip"
pytestmark = pytest.mark.skipif(
    not (OLD.exists() and NEW.exists()),
    reason="The real releases are not in ../shared/data; the small ones are tested.",
)


@pytest.fixture(scope="module")
def new() -> Iterator[Dataset]:
    with open_archive([NEW]) as archive:
        yield dataset_for("onet", archive, "29.3")


@pytest.fixture(scope="module")
def old() -> Iterator[Dataset]:
    with open_archive([OLD]) as archive:
        yield dataset_for("onet", archive, "24.2")


@pytest.fixture(scope="module")
def claims(new: Dataset) -> dict[str, Claim]:
    return {claim.key: claim for claim in new.claims()}


@pytest.fixture(scope="module")
def listings(new: Dataset) -> list[Listing]:
    return list(new.listings())


def test_rows_of_its_files(new: Dataset) -> None:
    rows = {one.name: one.rows for one in new.check()}
    assert rows["Occupation Data.txt"] == 1_016
    assert (rows["Skills.txt"], rows["Knowledge.txt"]) == (61_530, 58_014)
    assert (rows["Technology Skills.txt"], rows["Task Statements.txt"]) == (
        32_681,
        18_796,
    )
    assert rows["Related Occupations.txt"] == 18_460


def test_the_files_of_another_release_are_named(new: Dataset, old: Dataset) -> None:
    for opened, wrong in (
        (new.archive, "24.2"),
        (old.archive, "29.3"),
        (new.archive, "30.2"),
    ):
        with pytest.raises(DatasetProblem, match=r"Read Me\.txt says"):
            dataset_for("onet", opened, wrong).check()


def test_every_row_becomes_a_figure(claims: dict[str, Claim]) -> None:
    per_file: Counter[str] = Counter()
    missing: Counter[tuple[str, str]] = Counter()
    rated = {"Skills.txt": set(), "Knowledge.txt": set()}  # type: ignore[var-annotated]
    for claim in claims.values():
        per_file[claim.at.file] += len(claim.figures)
        for figure in claim.figures:
            missing[claim.at.file, figure.missing] += 1
            if "suppressed" in figure.qualifier:
                missing[claim.at.file, "suppressed"] += 1
        if claim.at.file in rated:
            rated[claim.at.file].add(claim.about[0].career)
    assert (per_file["Skills.txt"], per_file["Knowledge.txt"]) == (61_530, 58_014)
    assert len(rated["Skills.txt"]) == 879
    assert missing["Skills.txt", "not_relevant"] == 3_302
    assert missing["Knowledge.txt", "not_relevant"] == 5_939
    assert missing["Skills.txt", "suppressed"] == 124
    assert missing["Knowledge.txt", "suppressed"] == 4_797


def test_programming_of_web_developers(claims: dict[str, Claim]) -> None:
    claim = claims["15-1254-00-2-b-3-e"]
    importance, level = claim.figures
    assert (importance.value, importance.low, importance.high) == (
        *(Decimal("4.12"), Decimal("3.88"), Decimal("4.37")),
    )
    assert (importance.n, importance.n_unit) == (8, "analysts")
    assert claim.period_end == "2017-07"
    assert level.value == Decimal("4.25")
    zone = claims["15-1254-00-job-zone"].figures
    assert (zone[0].value, zone[1].category) == (Decimal(3), "6.0 to < 7.0")


def test_lists(new: Dataset, listings: list[Listing]) -> None:
    kinds = Counter(row.kind for row in listings)
    assert kinds["technology"] == 32_681
    assert (kinds["task"], kinds["related"]) == (18_796, 18_460)
    rising = [row for row in listings if row.kind == "emerging"]
    sorts = Counter((row.marks[0], bool(row.task)) for row in rising)
    assert sorts == {("new", False): 247, ("revision", True): 48}
    have = {row.task for row in listings if row.kind == "task"}
    assert kinds["activity"] == 23_233
    assert {row.task for row in listings if row.kind == "activity"} <= have
    assert {row.task for row in rising if row.task} <= have
    web = [r for r in listings if r.career and r.career.code == "15-1254.00"]
    technologies = [row for row in web if row.kind == "technology"]
    assert len(technologies) == 248
    assert sum("in_demand" in row.marks for row in technologies) == 36
    assert sum(row.kind == "task" for row in web) == 29
    near = [r.to_career for r in web if r.marks == ("primary-short",)]
    assert [ref.code for ref in near if ref] == [
        *("15-1255.00", "15-1252.00", "15-1299.01", "15-1251.00", "15-1242.00")
    ]
    names = {a.name for a in new.aliases() if a.of.code == "15-1254.00"}
    assert {"Back End Developer", "Back End Engineer"} <= names
    assert not new.quarantine.rows


def test_what_changed_since_the_old_one(
    old: Dataset, new: Dataset, listings: list[Listing]
) -> None:
    before = {o.ref.code: o.title for o in old.occupations()}
    after = {o.ref.code: o.title for o in new.occupations()}
    both = before.keys() & after.keys()
    assert len(both) == 848
    assert (len(before.keys() - both), len(after.keys() - both)) == (262, 168)
    assert sum(before[code] != after[code] for code in both) == 59
    was = {r.task: (r.career, r.label) for r in old.listings() if r.kind == "task"}
    now = {r.task: (r.career, r.label) for r in listings if r.kind == "task"}
    common = was.keys() & now.keys()
    assert len(common) == 15_994
    kinds = Counter(r.kind for r in old.listings())
    assert (kinds["emerging"], kinds["activity"]) == (352, 23_091)
    assert sum(was[t][0].code != now[t][0].code for t in common) == 2_025  # type: ignore[union-attr]
    # 515 cells differ; four of them only in how they are quoted.
    assert sum(was[t][1] != now[t][1] for t in common) == 511
    assert not old.quarantine.rows
