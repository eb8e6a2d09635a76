"""What a version changes, told field by field and part by part."""

from decimal import Decimal

from kb.models import Estimate, Finding
from kb.selectors.difference import (
    CLAIM,
    NOT_OF_A_FIGURE,
    Difference,
    change_of,
    difference,
    told,
)
from kb.selectors.whole import finding_whole
from kb.services import finding_publish, finding_revise, finding_submit, row_save
from tests import make

# What is no claim: keys, states, and who did what when.
NOT_SHOWN = {
    *("id", "key", "version", "state", "release", "entry_digest", "author"),
    *("created_at", "published_at", "state_reason", "suspended_by"),
}


def changes(finding: Finding) -> dict[str, tuple[str, str]]:
    """Return what a version changes, by label."""
    found = change_of(finding_whole(finding)).differences
    return {one.label: (one.old, one.new) for one in found}


def test_every_field_is_compared_or_known_to_be_no_claim() -> None:
    names = {field.name for field in Finding._meta.fields}
    assert names == NOT_SHOWN | set(CLAIM)
    assert {field.name for field in Estimate._meta.fields} >= NOT_OF_A_FIGURE


def test_a_first_version_is_all_new() -> None:
    finding = make.draft(limitations=["Small.", "Old."], places=["US"])
    change = change_of(finding_whole(finding))
    assert change.base is None
    assert all(one.old == "" and one.new for one in change.differences)
    labels = [one.label for one in change.differences]
    assert labels.count("Limitations") == 2
    assert "Figure “Change of the time on a task”, value" in labels
    assert {"Subjects", "Citations", "Headline"} <= set(labels)
    assert "Comparison" not in labels


def test_a_version_without_a_change_has_no_difference() -> None:
    old = make.published()
    new = finding_revise(finding=old, author=old.author)
    change = change_of(finding_whole(new))
    assert (change.base, change.differences) == (old, [])


def test_a_change_is_told_against_what_readers_see() -> None:
    old = make.published(limitations=["Small."])
    new = finding_revise(finding=old, author=old.author)
    new.headline, new.limitations = "It saves less", ["Small.", "One firm only."]
    row_save(row=new, author=old.author)
    figure = new.estimates.get()
    figure.value, figure.n, figure.n_unit = Decimal("-30.5"), 40, "people"
    row_save(row=figure, author=old.author)
    row_save(row=make.bearing.unsaved(finding=new), author=old.author)
    link = make.finding_link.unsaved(finding=new)
    row_save(row=link, author=old.author)
    found = changes(new)
    name = "Figure “Change of the time on a task”"
    assert found["Headline"] == (old.headline, "It saves less")
    assert found["Limitations"] == ("", "One firm only.")
    assert found[f"{name}, value"] == ("-40", "-30.5")
    assert found[f"{name}, n"] == ("", "40")
    assert found["Bearings"][1].endswith("The work is of the same kind.")
    assert found["Links"][1].startswith(f"conflicts with {link.to_key}:")
    assert len(found) == 7


def test_parts_that_came_and_went_are_told() -> None:
    old = make.published(estimates=[{}, {"label": "Another"}])
    new = finding_revise(finding=old, author=old.author)
    new.estimates.filter(label="Another").delete()
    new.citations.all().delete()
    new.subjects.update(group="all work")
    found = changes(new)
    assert found["Figures"] == ("Figure “Another”", "")
    assert found["Figure “Another”, value"] == ("-40", "")
    assert found["Subjects"] == ("all jobs", "all work")
    assert found["Citations"][1] == ""


def test_figures_of_one_label_keep_apart() -> None:
    whole = finding_whole(make.draft(estimates=[{}, {"value": 3, "n_approx": False}]))
    assert told(whole)["Figure “Change of the time on a task” (2), value"] == ("3",)


def test_another_order_is_a_difference() -> None:
    assert difference({"Places": ("US", "FR")}, {"Places": ("FR", "US")}) == [
        Difference("Places, in their order", "US; FR", "FR; US")
    ]


def test_the_base_is_the_last_version_that_readers_saw() -> None:
    first = make.published()
    second = finding_revise(finding=first, author=first.author)
    finding_submit(finding=second, author=first.author)
    finding_publish(finding=second, reviewer=make.reviewer())
    third = finding_revise(finding=second, author=first.author)
    base = change_of(finding_whole(third)).base
    assert base == second
    assert change_of(finding_whole(first)).base is None
