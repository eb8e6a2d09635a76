"""The history of a row, as the admin's pages show it."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def told(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    """Return a stored value in few words; an empty one as “empty”."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return "empty" if value in (None, "") else str(value)
