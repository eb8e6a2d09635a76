"""An identifier is stored in its one normal form."""

from kb.rules.rule import Rule

RULE = Rule(
    id="identifier-is-normal",
    invariant=2,
    title="An identifier is stored in its one normal form",
    harm="One paper counts as two sources.",
    remedy="Write it bare and normalised, as the message shows.",
    held_by=(
        "source_doi_is_normal",
        "source_isbn_is_normal",
        "source_arxiv_is_normal",
        "source_pmid_is_normal",
        "source_url_is_canonical",
        "linkwatch_address_is_of_the_web",
    ),
)
