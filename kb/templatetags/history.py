"""The history of a row, as the admin's page of it shows it."""

from typing import Any

from django import template
from django.db.models import Model

from kb.selectors.history import Step, history_of

register = template.Library()


@register.simple_tag
def steps_of(row: Model) -> list[Step]:
    """Return who changed a row, when and how, newest first."""
    return history_of(row)


@register.filter
def told(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    """Return a stored value in few words; an empty one as “empty”."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return "empty" if value in (None, "") else str(value)
