"""What the database refuses, in the words of the rule that was broken."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction

from kb.rules.registry import RULE_OF, RULES
from kb.rules.rule import Rule, RuleViolations, Violation

REFUSED = Rule(
    id="database-refuses",
    invariant=4,
    title="The database refuses this",
    harm="Rows that contradict each other.",
    remedy="See the name of the constraint in docs/data-model.md.",
    held_by=(),
)


def violations_in(error: IntegrityError, entry: str = "") -> list[Violation]:
    """Return what ``error`` says was broken, one violation per shortfall."""
    told = getattr(error.__cause__, "diag", None)
    name = getattr(told, "constraint_name", None) or ""
    rule = RULES.get(name) or RULE_OF.get(name) or REFUSED
    message = getattr(told, "message_primary", None) or str(error)
    detail = getattr(told, "message_detail", None) or ""
    if name in RULES and detail.startswith("["):
        return [
            Violation(
                RULES[item["rule"]], entry or message, item["place"], item["found"]
            )
            for item in json.loads(detail)
        ]
    if name in RULES:  # raised by a trigger of ours, in a sentence of its own
        return [Violation(rule, f"{entry and entry + ': '}{message.rstrip('.')}")]
    told_already = rule is not REFUSED or not entry
    return [Violation(rule, entry or message, name, "" if told_already else message)]


@contextmanager
def refusals(entry: str = "") -> Iterator[None]:
    """Run the block as one piece and check every deferred rule at its end.

    Raises ``RuleViolations`` with every rule the database saw broken; the block is
    undone. Nothing is left to surprise at commit.
    """
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise RuleViolations(violations_in(error, entry)) from error
