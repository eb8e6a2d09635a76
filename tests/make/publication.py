"""Findings on their way to readers, each step through the services."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User

from citations.models import Citation
from kb.models import Finding
from kb.services import finding_publish, finding_submit
from tests.make.findings import estimate, finding, finding_citation, subject
from tests.make.people import reviewer as a_reviewer
from tests.make.sources import citation, reading

Parts = Iterable[Mapping[str, Any]]


def draft(
    *,
    subjects: Parts = ({"group": "all jobs"},),
    estimates: Parts = ({},),
    citations: Iterable[Citation] | None = None,
    **fields: Any,
) -> Finding:
    """Return a draft with all that publication asks for.

    ``subjects`` and ``estimates`` hold the fields of each; ``citations`` are places
    that were read already, by default one place in the finding's own source.
    """
    made = finding(**fields)
    for position, given in enumerate(subjects):
        subject(finding=made, **{"position": position, "group": ""} | dict(given))
    for position, given in enumerate(estimates):
        estimate(finding=made, **{"position": position} | dict(given))
    if citations is None:
        citations = [reading(citation=citation(source=made.source)).citation]
    for position, place in enumerate(citations):
        finding_citation(finding=made, citation=place, position=position)
    return made


def in_review(**fields: Any) -> Finding:
    """Return a complete finding that its author handed to reviewers."""
    made = draft(**fields)
    return finding_submit(finding=made, author=made.author)


def published(*, reviewer: User | None = None, **fields: Any) -> Finding:
    """Return a finding that another person published."""
    made = in_review(**fields)
    return finding_publish(finding=made, reviewer=reviewer or a_reviewer())
