"""When anything that readers see changed last."""

from functools import cache

from django.db.models import Model

from careers.models import (
    Career,
    CareerAdjacency,
    CareerAlias,
    CareerCode,
    CareerSkill,
    Skill,
    SkillAdjacency,
    SkillAlias,
    SkillCode,
    Task,
)
from citations.models import (
    Citation,
    LinkWatch,
    Organization,
    Reading,
    RecordSighting,
    Source,
    SourceNotice,
    SourceOrganization,
    SourceRelation,
)
from kb.models import (
    Bearing,
    EdgeBasis,
    Estimate,
    Finding,
    FindingCitation,
    FindingLink,
    Release,
    Statement,
    StatementFinding,
    Subject,
)

SEEN: tuple[type[Model], ...] = (
    *(Career, CareerAdjacency, CareerAlias, CareerCode, CareerSkill),
    *(Skill, SkillAdjacency, SkillAlias, SkillCode, Task),
    *(Citation, LinkWatch, Organization, Reading, RecordSighting, Source),
    *(SourceNotice, SourceOrganization, SourceRelation),
    *(Bearing, EdgeBasis, Estimate, Finding, FindingCitation, FindingLink, Release),
    *(Statement, StatementFinding, Subject),
)
"""Every tracked table that an answer of the API shows something of."""
NEWEST = '(SELECT pgh_created_at FROM "TABLE" ORDER BY pgh_id DESC LIMIT 1)'


@cache
def last_change() -> str:
    """Return SQL for the time of the newest event of all tables in ``SEEN``.

    One step back in one index for each table, once a statement. The time is that of the
    beginning of the transaction, so a long one may come to light later than it says.
    """
    each = ", ".join(
        NEWEST.replace("TABLE", str(_events(model)._meta.db_table)) for model in SEEN
    )
    return f"(SELECT greatest({each}))"


def _events(model: type[Model]) -> type[Model]:
    found: type[Model] = model.pgh_event_model  # type: ignore[attr-defined]
    return found
