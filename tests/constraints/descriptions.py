"""The CHECKs of what describes a career, and what they must refuse."""

from tests import make
from tests.constraints.attack import BLANKS, Attack, each, known, not_blank

RANGE = {"low": 2, "high": 4, "unit": "years"}
NOT_PERCENT = (-1, "100.01", "NaN")

CHECKS: dict[str, Attack] = {
    "duty_says_what": not_blank(make.duty, "text"),
    "requirement_says_what": Attack(
        make.requirement,
        bad=(
            *each("text", BLANKS),
            *each("category", BLANKS),
            *each("level", ("", "must")),
        ),
        good=({"level": "premium"},),
    ),
    "glance_says_what": Attack(
        make.glance,
        bad=(*each("text", BLANKS), *each("kind", ("", "salary"))),
        good=({"kind": "outlook"},),
    ),
    "glance_number_has_a_unit": Attack(
        make.glance,
        base=RANGE,
        bad=(*each("unit", BLANKS), {"low": None, "high": None}),
        good=({"low": None}, {"high": None}, {"low": None, "high": None, "unit": ""}),
    ),
    "glance_range_rises": Attack(
        make.glance,
        base=RANGE,
        bad=({"low": "4.01"},),
        good=({"low": 4}, {"low": None}, {"high": None}),
    ),
    "glance_numbers_are_numbers": Attack(
        make.glance,
        base=RANGE,
        bad=(
            {"high": "NaN"},
            {"low": None, "high": "NaN"},
            {"low": "NaN", "high": None},
        ),
        good=({"low": None}, {"high": None}),
    ),
    "level_is_named_and_rises": Attack(
        make.level,
        base={"years_low": 2, "years_high": 4},
        bad=(*each("name", BLANKS), {"years_low": 5}, {"years_low": "NaN"}),
        good=({"years_low": None}, {"years_high": None}, {"years_low": 4}),
    ),
    "level_years_are_numbers": Attack(
        make.level,
        base={"years_low": 2, "years_high": 4},
        bad=(
            {"years_high": "NaN"},
            {"years_low": "NaN", "years_high": None},
            {"years_low": -1},
        ),
        good=({"years_low": None}, {"years_high": None}, {"years_low": 0}),
    ),
    "question_is_asked_and_answered": not_blank(make.question, "question", "answer"),
    "outline_has_kind_and_title": Attack(
        make.outline,
        bad=(*each("title", BLANKS), *each("kind", ("", "list"))),
        good=({"kind": "letter"},),
    ),
    "outlineitem_says_what": Attack(
        make.outline_item,
        bad=(*each("label", BLANKS), *each("actor", (" ", "robot"))),
        good=({"actor": ""}, {"actor": "ai"}),
    ),
    "outlineitem_share_is_percent": Attack(
        make.outline_item, each("share", NOT_PERCENT), each("share", (None, 0, 100))
    ),
    "profile_sum_is_positive": Attack(
        make.profile,
        each("declared_sum", (0, -97, "1000.01", "NaN")),
        each("declared_sum", (97, "0.01", 1000)),
    ),
    "profiletask_is_percent": Attack(
        make.profile_task,
        bad=(*each("weight", NOT_PERCENT), *each("exposure", NOT_PERCENT)),
        good=({"weight": 0}, {"exposure": None}, {"exposure": 100}),
    ),
    "profiletask_social_is_known": known(make.profile_task, "social", "core"),
}
