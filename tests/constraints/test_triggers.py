"""Every trigger of ours, by name: what it refuses, and the near miss it lets pass."""

import pytest

from tests.constraints import (
    datasets,
    decisions,
    growth,
    quotes,
    roles,
    standing,
    statements,
    tokens,
)
from tests.constraints.catalogue import function_of, named_triggers
from tests.constraints.trigger import Case
from tests.sql import allowed, refused

CASES = [
    *growth.CASES,
    *quotes.CASES,
    *decisions.CASES,
    *standing.CASES,
    *statements.CASES,
    *roles.CASES,
    *tokens.CASES,
    *datasets.CASES,
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_refuses_and_lets_the_near_miss_pass(case: Case) -> None:
    wrong, right = case.set_up()
    with allowed():
        right()
    with refused(case.rule, by=function_of(case.trigger)):
        wrong()


# Each has a file of its own: tests/kb/test_states.py, tests/test_rules.py (the gate),
# tests/invariants/test_08_notices.py, test_10_sums.py, test_history.py beside this one;
# of statements: tests/kb/statements/.
# of descriptions: tests/kb/test_descriptions.py.
ELSEWHERE = {
    "change_is_told",  # tests/kb/api/test_changes.py
    "finding_moves",
    "finding_publication_begins",  # and the gate: tests/kb/test_gate_at_once.py
    "finding_publication_gate",
    "statement_moves",
    "statement_publication_gate",
    "finding_reaches_statements",
    "sourcenotice_reaches_findings",
    "profile_adds_up",
    "profiletask_adds_up",
    "outline_adds_up",
    "outlineitem_adds_up",
    "context_append_only",
    "findingeditor_stays",
    "release_reaches_descriptions",
    # tests/kb/api/test_kept.py; all but the first refuse nothing.
    "use_is_no_input",
    "uses_are_written_insert",
    "uses_are_written_update",
    "uses_are_written_delete",
    "uses_are_emptied",
}


def test_every_trigger_is_attacked() -> None:
    assert {case.trigger for case in CASES} | ELSEWHERE == named_triggers()
