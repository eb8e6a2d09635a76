"""The CHECKs of citations, and what they must refuse."""

from hashlib import sha256

from tests import make
from tests.constraints.attack import (
    BLANKS,
    DATES,
    NO_DATES,
    Attack,
    each,
    known,
    named,
    not_blank,
    number_of,
    slug,
)
from tests.constraints.careers import ONE

EDITOR = number_of(make.editor)
NOW = "2025-01-01T00:00:00Z"

CHECKS: dict[str, Attack] = {
    "organization_name_is_no_placeholder": named(make.organization, "name"),
    "organization_interest_is_known": known(
        make.organization, "interest", "vendor", "government"
    ),
    "source_title_is_no_placeholder": named(make.source, "title"),
    "source_key_is_a_slug": slug(make.source),
    "organization_key_is_a_slug": slug(make.organization),
    "source_class_is_known": known(make.source, "source_class", "court", "synthetic"),
    "source_csl_type_is_known": known(make.source, "csl_type", "dataset", "webpage"),
    "source_issued_is_a_date": Attack(
        make.source, each("issued", NO_DATES), each("issued", DATES)
    ),
    "source_doi_is_normal": Attack(
        make.source,
        each(
            "doi",
            (
                "https://doi.org/10.1126/x",
                "doi:10.1126/x",
                "10.1126/Science.X",
                "10.1/x",
                "10.1126/",
                "10.1126/a b",
                "11.1126/x",
                " ",
            ),
        ),
        each("doi", ("", "10.1126/science.adh2586", "10.48550/arxiv.2302.06590")),
    ),
    "source_isbn_is_normal": Attack(
        make.source,
        each("isbn", ("0-306-40615-2", "978030640615", "977030640615x", " ")),
        each("isbn", ("", "9780306406157")),
    ),
    "source_arxiv_is_normal": Attack(
        make.source,
        each("arxiv", ("arXiv:2302.06590", "2302.06590v2", "2302.0659012", " ")),
        each("arxiv", ("", "2302.06590", "0704.0001", "hep-th/9711200")),
    ),
    "source_pmid_is_normal": Attack(
        make.source,
        each("pmid", ("0", "012", "PMID1", "1234567890", " ")),
        each("pmid", ("", "37440646")),
    ),
    "source_url_is_canonical": Attack(
        make.source,
        each(
            "url",
            (
                "example.org",
                "ftp://example.org/",
                "http://",
                "https://Example.org/",
                "HTTPS://example.org/",
                "https://example.org/a b",
                "javascript:alert(1)",
                " ",
            ),
        ),
        each("url", ("", "https://example.org/A?b=1", "http://example.org:8080/")),
    ),
    "source_merged_or_withdrawn": Attack(
        make.source,
        base={"merged_into_id": number_of(make.source), "withdrawn_reason": ""},
        bad=({"withdrawn_reason": "It was a mistake."},),
        good=({"merged_into_id": None, "withdrawn_reason": "It was a mistake."},),
    ),
    "source_not_merged_into_itself": Attack(
        make.source,
        base={"id": ONE, "merged_into_id": number_of(make.source)},
        bad=({"merged_into_id": ONE},),
        good=({"merged_into_id": None},),
        forestalled="key-is-forever",
    ),
    "organization_not_merged_into_itself": Attack(
        make.organization,
        base={"id": ONE, "merged_into_id": number_of(make.organization)},
        bad=({"merged_into_id": ONE},),
        good=({"merged_into_id": None},),
        forestalled="key-is-forever",
    ),
    "sourceorganization_role_is_known": known(
        make.source_organization, "role", "funder", "host"
    ),
    "sourcerelation_joins_two_sources": Attack(
        make.source_relation,
        base={"from_source_id": ONE},
        bad=({"to_source_id": ONE},),
        good=({"to_source_id": number_of(make.source)},),
        forestalled="relations-have-no-cycle",
    ),
    "sourcerelation_kind_is_known": known(
        make.source_relation, "kind", "version_of", "replicates"
    ),
    "sourcenotice_kind_is_known": known(make.notice, "kind", "concern", "correction"),
    "sourcenotice_origin_is_known": known(
        make.notice, "origin", "publisher", "retraction-watch"
    ),
    "sourcenotice_precision_is_known": known(make.notice, "precision", "month", "none"),
    "sourcenotice_error_names_its_notice": Attack(
        make.notice,
        base={"source_id": ONE, "revokes_id": None},
        bad=({"kind": "error"},),
        good=({"kind": "retraction"},),
    ),
    "sourcenotice_has_a_reason": not_blank(make.notice, "reason"),
    "citation_label_is_known": known(make.citation, "label", "file_row", "whole"),
    "citation_locator_is_not_blank": Attack(
        make.citation,
        each("locator", BLANKS[1:]),
        each("locator", ("", "Table 2, row 3")),  # "" is a draft's right
    ),
    "citation_quote_is_whole": Attack(
        make.citation,
        base={"quote": "", "snapshot_id": None, "quote_start": None, "quote_end": None},
        bad=(
            {"quote": "Time fell by 40% in it."},
            {"quote_start": 0},
            {"quote_end": 9},
            {"quote": "Time fell by 40% in it.", "quote_start": 0, "quote_end": 23},
        ),
    ),
    "citation_quote_is_no_shred": Attack(
        make.citation,
        bad=(
            {"quote": "Time fell by 40%."},
            {"quote": "x" * 2001},
        ),
        good=({"quote": ""},),
        forestalled="citation_quote_is_whole",
    ),
    "snapshot_media_type_is_known": known(
        make.snapshot, "media_type", "text/html", "application/pdf"
    ),
    "snapshot_digest_is_a_digest": Attack(
        make.snapshot,
        each("digest", ("", "0" * 63, "A" * 64, "0" * 63 + "g")),
        each("digest", ("0" * 64,)),
    ),
    "snapshot_says_whence": not_blank(make.snapshot, "retrieved_from"),
    "snapshot_has_text": Attack(
        make.snapshot,
        tuple(
            {"text": blank, "text_digest": sha256(blank.encode()).hexdigest()}
            for blank in BLANKS
        ),
    ),
    "snapshot_withdrawn_says_why": Attack(
        make.snapshot,
        each("withdrawn_reason", BLANKS[1:]),
        each("withdrawn_reason", ("The wrong file.",)),
        updated=True,
    ),
    "reading_read_is_known": known(make.reading, "read", "abstract", "excerpt"),
    "reading_confirmation_is_known": Attack(
        make.reading,
        each("confirmation", ("", "none", "Primary", "hearsay")),
        each("confirmation", ("primary", "mirror", "secondary")),
    ),
    "reading_has_address_and_words": not_blank(make.reading, "address", "says"),
    "reading_secondary_page_confirms_secondary": Attack(
        make.reading,
        base={"read": "secondary_page", "confirmation": "secondary"},
        bad=each("confirmation", ("primary", "mirror")),
        good=({"read": "full_text", "confirmation": "primary"},),
    ),
    "reading_dataset_row_confirms_dataset": Attack(
        make.reading,
        base={"read": "dataset_row", "confirmation": "dataset"},
        bad=each("read", ("full_text", "abstract", "excerpt")),
        good=({"confirmation": "mirror"},),
    ),
}
