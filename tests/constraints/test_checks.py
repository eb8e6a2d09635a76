"""Every CHECK of ours, attacked by SQL: with bad values, and with NULL.

A CHECK that yields NULL passes, so each of its columns is set to NULL as well: either
the column is NOT NULL, or the attack says which NULL is refused and which is a right.
"""

import pytest
from django.db import transaction

from tests.constraints import (
    brought,
    careers,
    citations,
    datasets,
    descriptions,
    figures,
    findings,
    links,
    notes,
    statements,
    tokens,
)
from tests.constraints.attack import Attack, Columns, fixed
from tests.constraints.catalogue import columns_of_check, named_checks
from tests.make import Maker
from tests.sql import CHECK, NOT_NULL, insert, refused, update

ATTACKS: dict[str, Attack] = (
    careers.CHECKS
    | citations.CHECKS
    | brought.CHECKS
    | figures.CHECKS
    | findings.CHECKS
    | descriptions.CHECKS
    | statements.CHECKS
    | notes.CHECKS
    | links.CHECKS
    | tokens.CHECKS
    | datasets.CHECKS
)


def attempt(attack: Attack, change: Columns) -> None:
    """Write the row of ``attack`` with ``change``."""
    columns = fixed({**attack.base, **change})
    if not attack.updated:
        assert isinstance(attack.make, Maker)
        insert(attack.make.unsaved(), **columns)
    elif columns:
        update(attack.make(), **columns)


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_right_passes_and_one_thing_wrong_is_refused(name: str) -> None:
    attack = ATTACKS[name]
    for right in ({}, *attack.good):
        with transaction.atomic():
            attempt(attack, right)
            transaction.set_rollback(True)  # what the row hangs on may not exist
    for wrong in attack.bad:
        with refused(name, attack.forestalled or name) as refusal:
            attempt(attack, wrong)
        assert refusal.state == CHECK, wrong


@pytest.mark.parametrize("name", ATTACKS)
def test_null_is_refused_or_a_stated_right(name: str) -> None:
    attack = ATTACKS[name]
    stated = {
        column
        for change in (attack.base, *attack.good, *attack.bad)
        for column, value in change.items()
        if value is None
    }
    for column in columns_of_check(name):
        if column.nullable:
            assert column.name in stated, "Say what NULL means here."
        else:
            with refused() as refusal:
                attempt(attack, {column.name: None})
            assert (refusal.state, refusal.column) == (NOT_NULL, column.name)


def test_every_check_is_attacked() -> None:
    assert set(ATTACKS) == named_checks()
