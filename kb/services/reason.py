"""Why somebody writes: kept with every change in the history."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory

from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation


@contextmanager
def said(reason: str | None, *, of: str) -> Iterator[None]:
    """Note ``reason`` beside all that is written within; None if nobody was asked.

    Raises ``RuleViolations`` if a person was asked and said nothing.
    """
    if reason is None:
        yield
        return
    if not reason.strip():
        raise RuleViolations([Violation(RULES["reasons-are-given"], of)])
    with pghistory.context(reason=reason.strip()):
        yield
