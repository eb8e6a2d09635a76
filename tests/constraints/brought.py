"""The CHECKs of imports and flags, and what they must refuse."""

from tests import make
from tests.constraints.attack import BLANKS, Attack, each, known, not_blank, number_of

UNSEEN = "\x01\x0b\x1b\x7f\u0085\u061c\u200e\u200f\u202a\u202e\u2066\u2069\ufffd"
EDITOR = number_of(make.editor)
NOW = "2025-01-01T00:00:00Z"
DECIDED = {"decided_by_id": EDITOR, "decided_at": NOW}

CHECKS: dict[str, Attack] = {
    "importbatch_state_is_known": Attack(
        make.import_batch,
        base={
            "applied_by_id": number_of(make.editor),
            "applied_at": "2024-05-01T00:00Z",
        },
        bad=each("state", ("", "Core", "zz")),
        good=each("state", ("staged", "applied")),
    ),
    "importbatch_state_has_its_person": Attack(
        make.import_batch,
        base={
            "applied_by_id": number_of(make.editor),
            "applied_at": "2024-05-01T00:00Z",
            "undone_by_id": number_of(make.editor),
            "undone_at": "2024-05-02T00:00Z",
            "state": "undone",
        },
        bad=(
            {"applied_by_id": None},
            {"state": "applied", "applied_at": None},
            {"undone_by_id": None},
            {"undone_at": None},
        ),
        good=(
            {"state": "applied", "undone_by_id": None, "undone_at": None},
            {"state": "staged", "applied_by_id": None, "applied_at": None},
        ),
    ),
    "importrow_status_is_known": known(make.import_row, "status", "known", "repeated"),
    "importrow_decision_is_known": known(make.import_row, "decision", "skip", "wait"),
    "importrow_class_is_known": Attack(
        make.import_row,
        each("source_class", ("Core", "zz")),
        each("source_class", ("",)),
    ),
    "importrow_merges_into_its_match": Attack(
        make.import_row,
        base={"match_id": number_of(make.source), "decision": "merge"},
        bad=({"match_id": None},),
        good=({"match_id": None, "decision": "skip"},),
    ),
    "importrow_stuck_writes_nothing": Attack(
        make.import_row,
        base={"status": "faulty", "decision": "wait"},
        bad=({"decision": "create"}, {"status": "incomplete", "decision": "create"}),
        good=({"decision": "skip"},),
    ),
    "importrow_written_names_its_source": Attack(
        make.import_row,
        base={"status": "done", "source_id": number_of(make.source)},
        bad=({"source_id": None}, {"status": "new"}),
        good=({"status": "undone"},),
    ),
    "flag_terms_are_known": Attack(
        make.flag,
        each("kind", ("", "zz")),
        each("kind", ("locator", "dead_link")),
    ),
    "flag_says_what_is_wrong": not_blank(make.flag, "text"),
    "flag_is_short": Attack(
        make.flag, ({"text": "x" * 2001},), ({"text": "\u00e4" * 2000},)
    ),
    "flag_text_is_plain": Attack(
        make.flag,
        (
            *each("text", tuple(f"a{c}b" for c in UNSEEN)),
            {"resolution": "a\u202eb", "state": "spam", **DECIDED},
        ),
        (*each("text", ("a\tb\nc", "\u00e9\u4f1a\U0001f600", "<script>", "\u200d")),),
    ),
    "flag_names_a_web_address": Attack(
        make.flag,
        each(
            "better_url",
            (
                "javascript:alert(1)",
                "ftp://a",
                "https://",
                "https://a b",
                " ",
                "https://a\u202e",
            ),
        ),
        each(
            "better_url", ("", "https://example.org/a?b=c#d", "http://\u00e4.example/")
        ),
    ),
    "flag_better_source_is_named": Attack(
        make.flag,
        ({"kind": "better"},),
        ({"kind": "better", "better_url": "https://example.org/"},),
    ),
    "flag_decision_says_who_and_why": Attack(
        make.flag,
        (
            {"resolution": "Mended."},
            {"decided_by_id": EDITOR},
            {"decided_at": NOW},
            {"state": "spam"},
            {"state": "spam", "decided_by_id": EDITOR, "decided_at": None},
            {"state": "spam", "decided_by_id": None, "decided_at": NOW},
            {"state": "resolved", "resolution": "Mended."},
            *(
                {"state": "resolved", "resolution": blank, **DECIDED}
                for blank in BLANKS
            ),
            *({"state": "refused", "resolution": blank, **DECIDED} for blank in BLANKS),
        ),
        (
            {"state": "spam", **DECIDED},
            {"state": "resolved", "resolution": "Mended.", **DECIDED},
            {"state": "refused", "resolution": "It is right.", **DECIDED},
        ),
    ),
}
