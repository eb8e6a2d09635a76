"""Every citation names a place in its source."""

from kb.rules.rule import Rule

RULE = Rule(
    id="citation-has-a-locator",
    invariant=4,
    title="Every citation names a place in its source",
    harm="A reader cannot follow the number to where it stands.",
    remedy="Give the page, table, section, or file and row.",
    held_by=(
        "citation_locator_is_not_blank",
        "finding_publication_gate",
    ),
    function="kb_rule_locator",
)
