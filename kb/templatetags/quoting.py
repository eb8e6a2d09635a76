"""Quotes where they stand, for screens of the admin: the texts around are private."""

from typing import Any

from django import template

from citations.models import Citation
from kb.selectors.quotes import Passage, passages

register = template.Library()


@register.inclusion_tag("admin/kb/parts/passage.html")
def passage(citation: Citation, known: dict[int, Passage] | None = None) -> Any:  # noqa: ANN401
    """Show the quote of ``citation`` with what stands around it; nothing without one.

    ``known`` are the passages of a whole finding (``FindingWhole.passages``), so that
    many cost one statement.
    """
    found = passages([citation]) if known is None else known
    return {"passage": found.get(citation.pk)}
