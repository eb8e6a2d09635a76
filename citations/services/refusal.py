"""What breaks a rule, as a sentence that ends with the rule's id."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, models, transaction

from citations.services.held import RULE_OF

KEY_TAKEN = "key-is-forever"
TAKEN = "stands-once"


def sentence(message: str, rule: str) -> ValidationError:
    """Return ``message`` with the id of the rule it breaks at its end, if there is one.

    Ids of rules have hyphens; the codes of Django's own complaints do not.
    """
    told = f"{message} [{rule}]" if "-" in rule else message
    return ValidationError(told, code=rule)


def row_check(
    *,
    row: models.Model,
    exclude: Collection[str] = (),
    rules: Mapping[str, str] = RULE_OF,
) -> None:
    """Raise ``ValidationError`` with a sentence for each rule that ``row`` breaks.

    By field where one field is to blame. Fields in ``exclude`` are not looked at;
    ``rules`` gives the rule's id of constraints that carry none.
    """
    errors: dict[str, list[ValidationError]] = {}
    try:
        row.full_clean(exclude=set(exclude), validate_constraints=False)
    except ValidationError as error:
        for field, found in error.error_dict.items():
            errors[field] = [_unique(each, field) for each in found]
    skip = {*exclude, *errors}
    for model, constraints in row.get_constraints():
        for constraint in constraints:
            try:
                constraint.validate(model, row, exclude=skip, using=DEFAULT_DB_ALIAS)
            except ValidationError as error:
                rule = constraint.violation_error_code or rules.get(
                    constraint.name, constraint.name
                )
                errors.setdefault(_blamed(constraint), []).append(
                    sentence(" ".join(error.messages), rule)
                )
    if errors:
        raise ValidationError(errors)


def _unique(error: ValidationError, field: str) -> ValidationError:
    """Add its rule to the complaint that a value is taken."""
    if error.code != "unique":
        return error
    rule = KEY_TAKEN if field == "key" else TAKEN
    return sentence(" ".join(error.messages), rule)


def _blamed(constraint: models.BaseConstraint) -> str:
    """Return the one field a constraint looks at, or the mark for the whole row."""
    fields: Collection[Any] = getattr(constraint, "fields", ())
    condition = getattr(constraint, "condition", None)
    if isinstance(constraint, models.CheckConstraint) and condition is not None:
        fields = getattr(condition, "referenced_base_fields", ())
    return str(next(iter(fields))) if len(fields) == 1 else NON_FIELD_ERRORS


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal inside the block into ``ValidationError``; undo the block.

    Deferred rules are checked at its end, so that nothing is left to surprise at
    commit. The code of the error is the rule's id where the database names one, else
    the name of the constraint.
    """
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        told = getattr(error.__cause__, "diag", None)
        name = getattr(told, "constraint_name", None) or "refused"
        message = getattr(told, "message_primary", None) or str(error)
        raise sentence(message, RULE_OF.get(name, name)) from error
