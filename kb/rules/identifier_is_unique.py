"""One source per identifier, one row per exact code."""

from kb.rules.rule import Rule

RULE = Rule(
    id="identifier-is-unique",
    invariant=2,
    title="One source per identifier, one row per exact code",
    harm="One paper counts as two independent sources.",
    remedy="Use the row that has the identifier already.",
    held_by=(
        "source_doi_once",
        "source_isbn_and_edition_once",
        "source_arxiv_and_version_once",
        "source_pmid_once",
        "source_url_and_version_once",
        "careercode_exact_once",
        "skillcode_exact_once",
    ),
)
