"""A reading says where, what stands there, and confirms no more than it can."""

from kb.rules.rule import Rule

RULE = Rule(
    id="reading-confirms",
    invariant=3,
    title="A reading says where, what stands there, and confirms no more than it can",
    harm="A page about a paper passes for the paper.",
    remedy="Give the address and words; a secondary page confirms at second hand only.",
    held_by=(
        "reading_confirmation_is_known",
        "reading_has_address_and_words",
        "reading_secondary_page_confirms_secondary",
        "reading_dataset_row_confirms_dataset",
    ),
)
