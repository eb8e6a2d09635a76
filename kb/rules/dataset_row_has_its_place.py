"""A row of a dataset names its edition, its file and its row."""

from kb.rules.rule import Rule

RULE = Rule(
    id="dataset-row-has-its-place",
    invariant=4,
    title="A row of a dataset names its edition, its file and its row",
    harm="Nobody can look the row up, or tell which release of the dataset it is from.",
    remedy="Bring the files with import_release; change nothing by hand.",
    held_by=(
        "release_of_one_edition",
        "listing_goes_from_one_to_one",
        "listing_has_its_place",
        "listing_comes_in",
        "listing_stands_still",
        "datasetfile_has_its_digest",
        "datasetfile_comes_in",
        "datasetfile_stands_still",
        "retirement_comes_in",
        "retirement_keeps_to_its_edition",
        "retirement_stands_still",
    ),
)
