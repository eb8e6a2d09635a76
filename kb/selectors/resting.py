"""Whether something that readers see rests on a row."""

from typing import Any

from django.db.models import Model, Q

from careers.models import Career, Skill, Task
from citations.models import Citation, Organization, Source
from kb.models import Finding

WAYS: dict[type[Model], tuple[str, ...]] = {
    Source: ("source", "citations__citation__source"),
    Organization: (
        *("source__roles__organization",),
        *("citations__citation__source__roles__organization",),
    ),
    Citation: ("citations__citation",),
    Career: ("subjects__career",),
    Skill: ("subjects__skill",),
    Task: ("subjects__task",),
}
"""How a finding rests on a row of each table."""


def something_public_rests_on(row: Any) -> bool:  # noqa: ANN401 - a row of any table
    """Tell whether a published finding rests on ``row``."""
    public = Finding.objects.public()
    return any(
        public.filter(Q(**{way: row.pk})).exists() for way in WAYS.get(type(row), ())
    )
