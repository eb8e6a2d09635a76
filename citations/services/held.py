"""The rule behind each constraint that carries no rule's id itself.

Those of uniqueness: Django words their complaints and leaves no room for a code of
ours. ``kb/rules`` explains the rules; a test holds the two lists equal.
"""

RULE_OF = {
    "sourcenotice_once": "stands-once",
    "sourcenotice_record_once": "stands-once",
    "sourceorganization_once": "stands-once",
    "sourcerelation_once": "stands-once",
    "recordsighting_once": "stands-once",
    "importrow_once": "stands-once",
    "linkwatch_once": "stands-once",
    "linkwatch_one_at_a_host": "work-is-taken-once",
    "snapshot_of_source": "quote-stands-in-its-snapshot",
    "source_doi_once": "identifier-is-unique",
    "source_isbn_and_edition_once": "identifier-is-unique",
    "source_arxiv_and_version_once": "identifier-is-unique",
    "source_pmid_once": "identifier-is-unique",
    "source_url_and_version_once": "identifier-is-unique",
}
