"""When anything that readers see changed last."""

import re
from functools import lru_cache

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
BY_NAME = {str(model._meta.db_table): model for model in SEEN}
BEHIND = {
    "citations_standing": (Source, SourceNotice),
    "citations_notice_holds": (SourceNotice,),
    "citations_dead_link": (Source, LinkWatch),
}
"""What functions of the database read; any other may read every table."""
WORD = re.compile(r"\w+")
CALL = re.compile(r"\b((?:careers|citations|kb)_\w+)\(")


def last_change(*statements: str) -> str:
    """Return SQL for the time of the newest event of the tables that these ask.

    Long ago where none of them has a history, NULL where nothing was ever recorded. One
    step back in one index for each table, once a statement. The time is that of the
    beginning of the transaction, so a long one may come to light later than it says.
    """
    return _newest(frozenset().union(*map(tables_asked, statements)))


@lru_cache(maxsize=2048)
def tables_asked(statement: str) -> frozenset[type[Model]]:
    """Return those of ``SEEN`` that a statement names, itself or by a function."""
    called = set(CALL.findall(statement))
    if called - set(BEHIND):
        return frozenset(SEEN)
    named = set(WORD.findall(statement))
    found = {model for name, model in BY_NAME.items() if name in named}
    return frozenset(found.union(*(BEHIND[name] for name in called)))


@lru_cache(maxsize=512)
def _newest(tables: frozenset[type[Model]]) -> str:
    each = ", ".join(
        NEWEST.replace("TABLE", str(_events(model)._meta.db_table))
        for model in SEEN
        if model in tables
    )
    return f"(SELECT greatest({each}))" if each else "timestamptz 'epoch'"


def _events(model: type[Model]) -> type[Model]:
    found: type[Model] = model.pgh_event_model  # type: ignore[attr-defined]
    return found
