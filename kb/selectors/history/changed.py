"""When anything that readers see changed last."""

import re
from datetime import datetime
from functools import cache, lru_cache

from django.apps import apps
from django.db import connections, router
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
    Duty,
    EdgeBasis,
    Estimate,
    Finding,
    FindingCitation,
    FindingLink,
    Glance,
    Level,
    Outline,
    OutlineItem,
    OutlineItemSkill,
    Profile,
    ProfileTask,
    Question,
    QuestionFinding,
    Release,
    Requirement,
    RequirementSkill,
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
    *(Duty, Glance, Level, Outline, OutlineItem, OutlineItemSkill, Profile),
    *(ProfileTask, Question, QuestionFinding, Requirement, RequirementSkill),
)
"""Every tracked table that an answer of the API shows something of."""
NEWEST = '(SELECT pgh_created_at FROM "TABLE" ORDER BY pgh_id DESC LIMIT 1)'
EVENTS = "pgh_event_model"
BEHIND = {
    "citations_standing": (Source, SourceNotice),
    "citations_notice_holds": (SourceNotice,),
    "citations_dead_link": (Source, LinkWatch),
    "kb_brings": (),
}
"""What functions of the database read."""
KEPT = {"kb_use": (Finding, FindingCitation)}
"""What tables without a history are written from, of those that have one."""
WORD = re.compile(r"\w+")
CALL = re.compile(r"\b((?:careers|citations|kb)_\w+)\(")


def last_change(*statements: str) -> str:
    """Return SQL for the time of the newest event of the tables that these ask.

    Long ago where none of them has a history, NULL where nothing was ever recorded. One
    step back in one index for each table, once a statement. The time is that of the
    beginning of the transaction, so a long one may come to light later than it says.
    """
    return _newest(frozenset().union(*map(tables_asked, statements)))


def changed_last() -> datetime | None:
    """Return the same time on its own, of all tables that are shown.

    ``None`` where nothing ever changed.
    """
    with connections[router.db_for_read(Source)].cursor() as cursor:
        cursor.execute(f"SELECT {_newest(frozenset(SEEN))}")
        found: tuple[datetime | None] = cursor.fetchone()
    return found[0]


@lru_cache(maxsize=2048)
def tables_asked(statement: str) -> frozenset[type[Model]]:
    """Return the tables with a history that a statement names, or reads by a function.

    One that calls a function of which nobody said here what it reads may read them all.
    """
    called = set(CALL.findall(statement))
    if called - set(BEHIND):
        return frozenset(SEEN)
    named = set(WORD.findall(statement))
    found = {model for name, model in by_name().items() if name in named}
    kept = (KEPT[name] for name in KEPT.keys() & named)
    return frozenset(found.union(*(BEHIND[name] for name in called), *kept))


@cache
def by_name() -> dict[str, type[Model]]:
    """Return every table that has a history, by its name."""
    tracked = (model for model in apps.get_models() if hasattr(model, EVENTS))
    return {str(model._meta.db_table): model for model in tracked}


@lru_cache(maxsize=512)
def _newest(tables: frozenset[type[Model]]) -> str:
    events = sorted(str(_events(model)._meta.db_table) for model in tables)
    each = ", ".join(NEWEST.replace("TABLE", name) for name in events)
    return f"(SELECT greatest({each}))" if each else "timestamptz 'epoch'"


def _events(model: type[Model]) -> type[Model]:
    found: type[Model] = model.pgh_event_model  # type: ignore[attr-defined]
    return found
