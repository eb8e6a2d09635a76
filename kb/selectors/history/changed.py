"""When anything that readers see changed last."""

from datetime import datetime
from functools import cache

from django.db import connections, router
from django.db.models import DateTimeField, Func, Model

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


def last_change() -> Func:
    """Return the time of the newest event of all tables in ``SEEN``, as an expression.

    One step back in one index for each table, once a statement. The time is that of the
    beginning of the transaction, so a long one may come to light later than it says.
    """
    return Func(template=_newest(), output_field=DateTimeField())


def changed_last() -> datetime | None:
    """Return the same time on its own; ``None`` where nothing ever changed."""
    with connections[router.db_for_read(Source)].cursor() as cursor:
        cursor.execute(f"SELECT {_newest()}")
        found: tuple[datetime | None] = cursor.fetchone()
    return found[0]


@cache
def _newest() -> str:
    each = ", ".join(
        NEWEST.replace("TABLE", str(_events(model)._meta.db_table)) for model in SEEN
    )
    return f"(SELECT greatest({each}))"


def _events(model: type[Model]) -> type[Model]:
    found: type[Model] = model.pgh_event_model  # type: ignore[attr-defined]
    return found
