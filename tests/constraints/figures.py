"""The CHECKs of measures and estimates, and what they must refuse."""

from tests import make
from tests.constraints.attack import (
    BLANKS,
    DATES,
    NO_DATES,
    Attack,
    each,
    known,
    not_blank,
    slug,
)

CI = {"low": -45, "high": -35, "interval": "ci", "ci_level": 95}
RATING = {"kind": "rating", "unit": "points", "scale_low": 1, "scale_high": 5}
NUMBER = {"value": 4, "category": "", "missing": ""}
CATEGORY = {"value": None, "category": "larger", "missing": ""}
ABSENT = {"value": None, "category": "", "missing": "suppressed"}
COUNTED = {"n": 453, "n_unit": "people", "n_approx": False}

MEASURES: dict[str, Attack] = {
    "measure_key_is_a_slug": slug(make.measure),
    "measure_kind_is_known": Attack(
        make.measure,
        bad=(*each("kind", ("", "Share")), *each("direction", ("", "up"))),
        good=({"kind": "share"}, {"direction": "none"}),
    ),
    "measure_is_defined": Attack(
        make.measure,
        each("definition", (*BLANKS, "Time.", " " * 40, "Mean" + " " * 40)),
        each("definition", ("Mean of all ratings.", "Line one of it,\nand line two.")),
    ),
    "measure_rating_has_its_scale": Attack(
        make.measure,
        base=RATING,
        bad=(
            {"scale_low": None},
            {"scale_high": None},
            {"scale_low": None, "scale_high": None},
            {"kind": "rank", "scale_high": None},
        ),
        good=({"kind": "count", "scale_low": None, "scale_high": None},),
    ),
    "measure_scale_rises": Attack(
        make.measure,
        base=RATING,
        bad=({"scale_low": 5}, {"scale_low": 6}),
        good=(
            {"scale_low": "4.9999"},
            {"kind": "score", "scale_low": None},
            {"kind": "score", "scale_high": None},
        ),
    ),
    "measure_scale_is_numbers": Attack(
        make.measure,
        base=RATING,
        bad=(
            {"scale_high": "NaN"},
            {"kind": "score", "scale_low": None} | {"scale_high": "NaN"},
        ),
        good=({"kind": "score", "scale_low": None, "scale_high": None},),
    ),
    "measure_number_has_a_unit": Attack(
        make.measure,
        each("unit", BLANKS),
        ({"kind": "category", "unit": ""},),
    ),
}

ESTIMATES: dict[str, Attack] = {
    "estimate_value_category_or_missing": Attack(
        make.estimate,
        base=NUMBER,
        bad=(
            {"value": None},
            {"category": "larger"},
            {"missing": "suppressed"},
            *(CATEGORY | {"category": blank} for blank in BLANKS),
            ABSENT | {"missing": "lost"},
            ABSENT | {"category": "larger"},
            ABSENT | {"missing": " "},
        ),
        good=(CATEGORY, ABSENT, {"value": 0}),
    ),
    "estimate_numbers_are_numbers": Attack(
        make.estimate,
        bad=(
            {"value": "NaN"},
            CI | {"value": None, "category": "larger", "high": "NaN"},
            *each("se", ("NaN", -1)),
            *each("rse", ("NaN", "-0.01")),
        ),
        good=(
            CI,
            ABSENT,
            {"value": "-9999999999999999.99999999"},
            {"se": 0, "rse": 0},
            {"low": None, "high": None, "se": None, "rse": None},
        ),
    ),
    "estimate_interval_holds_its_value": Attack(
        make.estimate,
        base=CI | {"value": -40},
        bad=(
            {"low": None},
            {"high": None},
            {"low": -35, "high": -45},
            {"value": "-45.00000001"},
            {"value": "-34.99999999"},
            {"interval": "", "ci_level": None},
            {"interval": "sd", "ci_level": None},
            {"low": None, "high": None},
            {"low": None, "high": None, "ci_level": None, "interval": "range"},
        ),
        good=(
            {"value": -45},
            {"low": -40, "high": -40},
            CATEGORY,
            {"interval": "iqr", "ci_level": None},
            {"low": None, "high": None, "ci_level": None, "interval": ""},
        ),
    ),
    "estimate_confidence_has_a_level": Attack(
        make.estimate,
        base=CI,
        bad=(
            *each("ci_level", (None, 0, 100, -95, "NaN")),
            {"interval": "range"},
            {"interval": "", "low": None, "high": None},
        ),
        good=(
            {"ci_level": "99.9"},
            {"ci_level": "0.95"},  # a mistake that no CHECK can tell from a level
            {"interval": "range", "ci_level": None},
        ),
    ),
    "estimate_n_counts_something": Attack(
        make.estimate,
        base=COUNTED,
        bad=(
            *each("n", (None, 0, -1)),
            *each("n_unit", BLANKS),
            {"n": None, "n_unit": "", "n_approx": True},
            {"n": None, "n_unit": " "},
            {"n": None, "n_approx": True},
        ),
        good=({"n": 1}, {"n_approx": True}, {"n": None, "n_unit": ""}),
    ),
    "estimate_quantile_is_between": Attack(
        make.estimate,
        each("quantile", (0, 100, -1, "NaN")),
        each("quantile", (None, 50, "99.99")),
    ),
    "estimate_currency_is_a_code": Attack(
        make.estimate,
        each("currency", ("$", "usd", "US", " ")),
        each("currency", ("", "USD", "EUR")),
    ),
    "estimate_price_year_is_a_year": Attack(
        make.estimate,
        each("price_year", (0, 24, 1799, 2201)),
        each("price_year", (None, 1800, 2024)),
    ),
    "estimate_period_is_dates": Attack(
        make.estimate,
        (*each("period_start", NO_DATES), *each("period_end", NO_DATES)),
        (*each("period_start", DATES), *each("period_end", DATES)),
    ),
    "estimate_is_labelled": not_blank(make.estimate, "label"),
    "estimate_confirmation_is_known": known(
        make.estimate, "confirmation", "dataset", "none"
    ),
}

CHECKS: dict[str, Attack] = MEASURES | ESTIMATES
