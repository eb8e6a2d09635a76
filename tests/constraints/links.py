"""The CHECKs of watched links and verdicts, and what they must refuse."""

from typing import Any

from tests import make
from tests.constraints.attack import (
    BLANKS,
    Attack,
    each,
    known,
    not_blank,
    number_of,
)
from tests.make import Maker

WHEN = "2025-06-01T12:00Z"
DEAD = {"state": "dead", "times_gone": 3, "gone_since": WHEN}
ANSWERED = {"state": "told", "checked_at": WHEN, "sentence": "No notice."}


def taken(word: str, maker: Maker[Any]) -> dict[str, Attack]:
    """Return the attack on who holds a row, and until when."""
    whole = {"taken_by": "a worker", "taken_until": WHEN}
    return {
        f"{word}_is_taken_by_one_until": Attack(
            maker,
            bad=(whole | {"taken_by": ""}, whole | {"taken_until": None}),
            good=(whole, {"taken_by": "", "taken_until": None}),
        )
    }


CHECKS: dict[str, Attack] = {
    **taken("linkwatch", make.link_watch),
    **taken("noticewatch", make.notice_watch),
    **taken("findingwatch", make.finding_watch),
    "linkwatch_role_is_known": known(make.link_watch, "role", "doi", "reading"),
    "linkwatch_state_is_known": known(make.link_watch, "state", "ok", "changed"),
    "linkwatch_address_is_of_the_web": Attack(
        make.link_watch,
        each(
            "address",
            (
                *(
                    "",
                    " ",
                    "example.org/",
                    "ftp://example.org/",
                    "https://",
                    "https:///x",
                ),
                *(
                    "https://example.org/a b",
                    "https://example.org/#a",
                    "file.csv, row 2",
                ),
            ),
        ),
        each("address", ("http://example.org", "https://example.org/A?b=1")),
    ),
    "linkwatch_dead_was_gone_three_times": Attack(
        make.link_watch,
        bad=(DEAD | {"times_gone": 2}, DEAD | {"gone_since": None}),
        good=(DEAD, {"state": "ok", "gone_since": None}),
    ),
    "linkwatch_fine_says_who_and_why": Attack(
        make.link_watch,
        base={
            "fine_by_id": number_of(make.editor),
            "fine_at": WHEN,
            "fine_note": "It opens in a browser.",
        },
        bad=(
            *each("fine_note", BLANKS),
            {"fine_by_id": None},
            {"fine_at": None},
        ),
        good=({"fine_by_id": None, "fine_at": None, "fine_note": ""},),
    ),
    "linkcheck_state_is_known": Attack(
        make.link_check,
        each("state", ("", "OK", "unchecked", "gone")),
        each("state", ("moved", "dead")),
    ),
    "linkcheck_has_a_sentence": not_blank(make.link_check, "sentence"),
    "linkcheck_likeness_is_a_share": Attack(
        make.link_check,
        each("likeness", (101, 32_000)),
        each("likeness", (0, 100, None)),
    ),
    "noticewatch_state_is_known": Attack(
        make.notice_watch,
        base=ANSWERED,
        bad=each("state", ("", "Told", "asked")),
        good=each("state", ("silent", "refused")),
    ),
    "noticewatch_says_what_came_of_it": Attack(
        make.notice_watch,
        base=ANSWERED,
        bad=(
            *each("sentence", BLANKS),
            {"checked_at": None},
            {"state": "unchecked"},
        ),
        good=({"state": "unchecked", "checked_at": None, "sentence": ""},),
    ),
    "findingwatch_state_is_known": Attack(
        make.finding_watch, each("state", ("", "Holds")), each("state", ("holds",))
    ),
    "findingwatch_says_what_falls_short": Attack(
        make.finding_watch,
        base={"state": "falls_short", "found": "It names no population."},
        bad=(*each("found", BLANKS), {"state": "holds"}),
        good=({"state": "holds", "found": ""}, {"state": "changed"}),
    ),
}
