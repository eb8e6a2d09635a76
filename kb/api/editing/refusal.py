"""What was refused, as a problem: rule, sentence, and a pointer into the body."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    ValidationError,
)

from kb.api.problems import Fault, Problem
from kb.rules.rule import RuleViolations
from kb.services import PartsRefused

MOST = 50
RENAMED = {
    "price_year": "year",
    "source_class": "class",
    "csl_type": "type",
    "url": "link",
    "to_key": "to",
    "period_start": "period/start",
    "period_end": "period/end",
}
"""Members that have another name than their column."""
OUTSIDE = {"key"}
"""Members that stand beside the content, not in it."""


def fault(code: str, detail: str, pointer: str) -> Fault:
    """Return one thing that is wrong with a body; ``pointer`` is a JSON Pointer."""
    more: tuple[tuple[str, Any], ...] = (("pointer", pointer),)
    if "-" in code:
        more = (*more, ("rule", code))
    return Fault("body", code, detail, more)


def shape_refused(errors: Any) -> Problem:  # noqa: ANN401 - nested as the body is
    """Return the problem of a body that is not in the form it should be."""
    faults = tuple(shape_faults(errors, ""))[:MOST]
    return Problem("invalid-body", in_short(faults), faults)


def shape_faults(errors: Any, pointer: str) -> Iterator[Fault]:  # noqa: ANN401
    """Yield a fault for each complaint of a serializer, wherever it is nested."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            place = str(name).replace("~", "~0").replace("/", "~1")
            general = name == "non_field_errors"
            yield from shape_faults(inner, pointer if general else f"{pointer}/{place}")
    elif isinstance(errors, list):
        for number, inner in enumerate(errors):
            nested = isinstance(inner, Mapping | list)
            within = f"{pointer}/{number}" if nested else pointer
            yield from shape_faults(inner, within)
    else:
        code = str(getattr(errors, "code", "invalid")).replace("-", "_")
        yield fault(code, str(errors), pointer)


def told(error: Exception, root: str) -> Problem:
    """Return what a service refused as a problem, with pointers below ``root``."""
    if isinstance(error, PermissionDenied):
        return Problem("refused", str(error) or "Your role does not let you do this.")
    faults = tuple(rule_faults(error, root))[:MOST]
    return Problem("rules-broken", in_short(faults), faults)


def rule_faults(error: Exception, root: str) -> Iterator[Fault]:
    """Yield a fault for each sentence of a refusal."""
    match error:
        case PartsRefused():
            for name, place, inner in error.faults:
                yield from rule_faults(inner, f"{root}/{name}/{place}")
        case RuleViolations():
            for violation in error.violations:
                yield fault(violation.rule.id, str(violation), root)
        case ValidationError() if hasattr(error, "error_dict"):
            yield from column_faults(error, root)
        case ValidationError():
            for each in error.error_list:
                yield from sentences(each, root)


def column_faults(error: ValidationError, root: str) -> Iterator[Fault]:
    """Yield a fault for each sentence about a column, or about the whole row."""
    for column, found in error.error_dict.items():
        pointer = f"{root}/{RENAMED.get(column, column)}"
        if column in OUTSIDE:
            pointer = f"/{column}"
        for each in found:
            yield from sentences(each, root if column == NON_FIELD_ERRORS else pointer)


def sentences(error: ValidationError, pointer: str) -> Iterator[Fault]:
    """Yield a fault for each message of one complaint."""
    for message in error.messages:
        yield fault(str(error.code or "invalid"), message, pointer)


def in_short(faults: tuple[Fault, ...]) -> str:
    """Return what is wrong in one sentence."""
    if len(faults) == 1:
        return faults[0].detail
    return f"{len(faults)} things are wrong; errors says each, and where it stands."
