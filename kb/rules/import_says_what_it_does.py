"""An import says what it will do and what it did, row by row."""

from kb.rules.rule import Rule

RULE = Rule(
    id="import-says-what-it-does",
    invariant=2,
    title="An import says what it will do and what it did, row by row",
    harm="Nobody can tell which rows became sources, or take them back.",
    remedy="Decide on each row, mend or skip what cannot be written, then apply.",
    held_by=(
        "importbatch_state_has_its_person",
        "importrow_merges_into_its_match",
        "importrow_stuck_writes_nothing",
        "importrow_written_names_its_source",
    ),
)
