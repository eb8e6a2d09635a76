"""12. Missing is not zero: it is a value of its own, and is shown as such."""

import pytest

from kb.enums import Missing
from tests import make
from tests.sql import refused, rows, update


@pytest.mark.parametrize("reason", Missing)
def test_what_is_missing_is_neither_zero_nor_empty(reason: Missing) -> None:
    estimate = make.estimate(value=None, missing=reason)
    assert estimate.value is None
    for wrong in ({"value": 0}, {"missing": ""}, {"category": "0"}):
        with refused("estimate_value_category_or_missing"):
            update(estimate, **wrong)
    update(estimate, value=0, missing="")


def test_a_sentence_does_not_make_a_zero_of_it() -> None:
    finding = make.finding(statement="0 percent did.")
    figure = make.estimate(finding=finding, value=None, missing="suppressed")
    digits = "SELECT found FROM kb_rule_digits(%s)"
    assert rows(digits, finding.pk) == [("0 percent",)]
    update(figure, missing="", value=0)
    assert rows(digits, finding.pk) == []
