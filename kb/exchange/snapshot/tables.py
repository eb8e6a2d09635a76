"""Which rows a snapshot carries: what readers see, and what that rests on.

Each table of the product stands here, or in ``NOT_CARRIED`` with the reason. In the SQL
the row is ``r``. What only editors see is left out: ``instead`` says what stands there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db.models import Field, ForeignKey, Model

import careers.models as careers
import citations.models as citations
import kb.models as kb
from kb.enums import State
from kb.models.described import Described

SEEN = ", ".join(
    f"'{state.value}'"
    for state in (
        *(State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN),
    )
)
APPROVED = "(SELECT id FROM kb_release WHERE state = 'approved')"
FINDINGS = f"(SELECT id FROM kb_finding WHERE state IN ({SEEN}))"
KEYS = f"(SELECT key FROM kb_finding WHERE state IN ({SEEN}))"
STATEMENTS = f"(SELECT id FROM kb_statement WHERE state IN ({SEEN}))"
DECIDED = "r.decision IN ('approve', 'restore')"
EMPTY = "''::text"


@dataclass(frozen=True)
class Carried:
    """A table, which of its rows go along, and what stands in place of a column."""

    model: type[Model]
    where: str = "true"
    instead: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name of the table, which is that of its file too."""
        return str(self.model._meta.db_table)

    @property
    def columns(self) -> list[str]:
        """Return the columns, but for those that the database computes itself."""
        return [
            str(column.column)
            for column in self.model._meta.concrete_fields
            if not column.generated
        ]

    def select(self) -> str:
        """Return the statement that gives each row as JSON, in the order of ids."""
        shown = ", ".join(
            f'{self.instead[name]} AS "{name}"'
            if name in self.instead
            else f'r."{name}"'
            for name in self.columns
        )
        return (
            f'SELECT row_to_json(x) FROM (SELECT {shown} FROM "{self.name}" r'
            f" WHERE {self.where} ORDER BY r.id) x"
        )

    def people(self) -> list[str]:
        """Return the statements that give the numbers of the people its rows name."""
        return [
            f'SELECT r."{column.column}" AS id FROM "{self.name}" r'
            f' WHERE {self.where} AND r."{column.column}" IS NOT NULL'
            for column in self.model._meta.concrete_fields
            if is_person(column)
        ]


def is_person(column: "Field[object, object]") -> bool:
    """Whether a column names an account."""
    return isinstance(column, ForeignKey) and issubclass(column.related_model, User)


def described(model: type[Model]) -> Carried:
    """Return a description of a career, as far as readers have seen it."""
    return Carried(model, "r.state IN ('shown', 'past')")


def part(model: type[Model], of: type[Model], column: str) -> Carried:
    """Return the parts of descriptions that are carried."""
    whole = of._meta.db_table
    within = f"(SELECT id FROM {whole} WHERE state IN ('shown', 'past'))"
    return Carried(model, f"r.{column} IN {within}")


DESCRIPTIONS: tuple[type[Described], ...] = (
    *(kb.Profile, kb.Outline, kb.Duty, kb.Requirement, kb.Glance, kb.Level),
    kb.Question,
)
RESTED_ON = " OR ".join(
    (
        "EXISTS (SELECT FROM kb_findingcitation l JOIN kb_finding f"
        f" ON f.id = l.finding_id WHERE l.citation_id = %s.id AND f.state IN ({SEEN}))",
        *(
            f"EXISTS (SELECT FROM {model._meta.db_table} d WHERE d.citation_id = %s.id"
            " AND d.state IN ('shown', 'past'))"
            for model in DESCRIPTIONS
        ),
    )
)
PLACES = RESTED_ON.replace("%s", "c")
RELEASE = {
    "release_id": f"CASE WHEN r.release_id IN {APPROVED} THEN r.release_id END",
}

CARRIED: tuple[Carried, ...] = (
    Carried(careers.WorkType),
    Carried(careers.Career),
    Carried(careers.CareerAlias),
    Carried(careers.CareerCode),
    Carried(careers.Skill),
    Carried(careers.SkillAlias),
    Carried(careers.SkillCode),
    Carried(careers.Task),
    Carried(careers.CareerSkill),
    Carried(careers.SkillAdjacency),
    Carried(careers.CareerAdjacency),
    Carried(citations.Organization),
    Carried(citations.Source),
    Carried(citations.SourceOrganization),
    Carried(citations.SourceRelation),
    Carried(citations.RecordSighting),
    Carried(citations.SourceNotice),
    Carried(
        citations.Snapshot,
        "EXISTS (SELECT FROM citations_citation c"
        f" WHERE c.snapshot_id = r.id AND ({PLACES}))",
        {
            "text": "kb_quoted_text(r.id)",
            "retrieved_from": "'not told'::text",
        },
    ),
    Carried(citations.Citation, RESTED_ON.replace("%s", "r")),
    Carried(
        citations.Reading,
        "EXISTS (SELECT FROM citations_citation c"
        f" WHERE c.id = r.citation_id AND ({PLACES}))",
    ),
    Carried(kb.Facet),
    Carried(kb.Topic),
    Carried(kb.Measure),
    Carried(
        kb.Release,
        "r.state = 'approved'",
        {"reason": EMPTY},
    ),
    Carried(
        kb.Finding,
        f"r.state IN ({SEEN})",
        {
            **RELEASE,
            "note": EMPTY,
            "created_at": "coalesce(r.published_at, r.created_at)",
        },
    ),
    Carried(kb.Subject, f"r.finding_id IN {FINDINGS}"),
    Carried(kb.Bearing, f"r.finding_id IN {FINDINGS}"),
    Carried(kb.Estimate, f"r.finding_id IN {FINDINGS}"),
    Carried(kb.FindingCitation, f"r.finding_id IN {FINDINGS}"),
    Carried(kb.FindingLink, f"r.finding_id IN {FINDINGS} AND r.to_key IN {KEYS}"),
    Carried(kb.EdgeBasis, f"(r.source_id IS NOT NULL OR r.finding_key IN {KEYS})"),
    Carried(
        kb.Review,
        f"r.finding_id IN {FINDINGS} AND {DECIDED}",
        {**RELEASE, "note": EMPTY},
    ),
    Carried(kb.Statement, f"r.state IN ({SEEN})", {"note": EMPTY}),
    Carried(kb.StatementFinding, f"r.statement_id IN {STATEMENTS}"),
    Carried(
        kb.StatementReview,
        f"r.statement_id IN {STATEMENTS} AND {DECIDED}",
        {"note": EMPTY},
    ),
    *(described(model) for model in DESCRIPTIONS),
    part(kb.ProfileTask, kb.Profile, "profile_id"),
    part(kb.OutlineItem, kb.Outline, "outline_id"),
    Carried(
        kb.OutlineItemSkill,
        "r.item_id IN (SELECT i.id FROM kb_outlineitem i JOIN kb_outline o"
        " ON o.id = i.outline_id WHERE o.state IN ('shown', 'past'))",
    ),
    part(kb.RequirementSkill, kb.Requirement, "requirement_id"),
    Carried(
        kb.QuestionFinding,
        "r.question_id IN (SELECT id FROM kb_question"
        f" WHERE state IN ('shown', 'past')) AND r.finding_key IN {KEYS}",
    ),
    Carried(
        kb.Listing,
        f"r.release_id IN {APPROVED}",
        {
            "retired_by_id": (
                f"CASE WHEN r.retired_by_id IN {APPROVED} THEN r.retired_by_id END"
            )
        },
    ),
    Carried(kb.DatasetFile, f"r.release_id IN {APPROVED}"),
    Carried(
        kb.Retirement, f"r.release_id IN {APPROVED} AND r.finding_id IN {FINDINGS}"
    ),
)

WORK = "what editors are at, which readers do not see"
WATCHED = "found out anew by the workers of whoever restores"
NOT_CARRIED: Mapping[type[Model], str] = {
    citations.ImportBatch: WORK,
    citations.ImportRow: WORK,
    citations.Flag: WORK,
    citations.LinkWatch: WATCHED,
    citations.LinkCheck: WATCHED,
    citations.NoticeWatch: WATCHED,
    kb.FindingWatch: WATCHED,
    kb.Recomputation: "computed anew from the rows that are carried",
    kb.Note: WORK,
    kb.NoteMention: WORK,
    kb.FindingEditor: WORK,
    kb.StatementEditor: WORK,
    kb.DeclaredInterest: "people's own affair",
    kb.Account: "people: only their numbers go along, and nobody can sign in as them",
    kb.Membership: "people",
    kb.ApiToken: "people's keys",
    kb.KeptAnswer: "gone within a day",
    kb.Quota: "gone within the hour",
    kb.Allowance: "gone within the minute",
    kb.Change: "the feed of this database; a manifest names the place where it goes on",
}
PEOPLE = "auth_user"
"""The file of people: their numbers, and nothing else."""


def people_select() -> str:
    """Return the statement that gives each person whom a carried row names."""
    every = " UNION ".join(
        statement for carried in CARRIED for statement in carried.people()
    )
    return f"SELECT row_to_json(x) FROM (SELECT id FROM ({every}) p ORDER BY id) x"


def selects() -> dict[str, str]:
    """Return the statement behind each file of rows, people first."""
    return {PEOPLE: people_select()} | {each.name: each.select() for each in CARRIED}
