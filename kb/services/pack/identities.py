"""Careers, skills, their edges and tasks, with what each edge rests on."""

from typing import Any

from careers.enums import Basis
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
from kb.models import EdgeBasis
from kb.services.pack.contents import Contents, Entry, Load
from kb.services.pack.table import put

FOREVER = ("merged_into", "withdrawn_reason")


def put_identities(load: Load, contents: Contents) -> None:
    """Write careers and skills first, then everything between them."""
    careers = put(
        load.tally,
        Career,
        [Career(**_named(entry)) for entry in contents["careers"]],
        on=("key",),
        leave=FOREVER,
    )
    load.ids["careers"] = {key: row.pk for (key,), row in careers.items()}
    skills = put(
        load.tally,
        Skill,
        [Skill(kind=entry["kind"], **_named(entry)) for entry in contents["skills"]],
        on=("key",),
        leave=FOREVER,
    )
    load.ids["skills"] = {key: row.pk for (key,), row in skills.items()}
    _put_names(load, contents)
    tasks = put(
        load.tally,
        Task,
        [
            Task(
                key=entry["key"],
                career_id=load.ids["careers"][entry["career"]],
                statement=entry["statement"],
                examples=entry.get("examples", []),
            )
            for entry in contents["tasks"]
        ],
        on=("key",),
    )
    load.ids["tasks"] = {key: row.pk for (key,), row in tasks.items()}
    _put_edges(load, contents)


def _named(entry: Entry) -> Entry:
    return {
        "key": entry["key"],
        "name": entry["name"],
        "definition": entry["definition"],
        "note": entry.get("note") or "",
    }


def _put_names(load: Load, contents: Contents) -> None:
    """Write aliases and codes."""
    for kind, alias, code, owner in (
        ("careers", CareerAlias, CareerCode, "career_id"),
        ("skills", SkillAlias, SkillCode, "skill_id"),
    ):
        ids = load.ids[kind]
        put(
            load.tally,
            alias,
            [
                alias(**{owner: ids[entry["key"]]}, name=name, language="en")
                for entry in contents[kind]
                for name in entry["aliases"]
            ],
            on=(owner, "name", "language"),
            owners=(owner, ids.values()),
        )
        put(
            load.tally,
            code,
            [
                code(**{owner: ids[entry["key"]]}, **_code(row))
                for entry in contents[kind]
                for row in entry["codes"]
            ],
            on=(owner, "scheme", "release", "code"),
            owners=(owner, ids.values()),
        )


def _code(row: Entry) -> Entry:
    return {
        "scheme": row["scheme"],
        "code": row["code"],
        "title": row.get("title", ""),
        "uri": row.get("uri", ""),
        "release": row["release"],
        "match": row["match"],
        "evidence": row.get("evidence", ""),
    }


def _basis(given: str | Entry) -> str:
    return given if isinstance(given, str) else Basis.EVIDENCE


def _put_edges(load: Load, contents: Contents) -> None:
    """Write pairs and edges, and what each rests on."""
    careers, skills = load.ids["careers"], load.ids["skills"]
    pairs = {
        (careers[entry["key"]], skills[row["skill"]]): row
        for entry in contents["careers"]
        for row in entry["skills"]
    }
    _put_kind(load, CareerSkill, ("career_id", "skill_id"), pairs, "pair_id")
    skill_edges = {
        (
            skills[row["from"]],
            skills[row["to"]],
            row["relation"],
            load.maybe("careers", row.get("career")),
        ): row
        for row in contents["skill_edges"]
    }
    edge = ("from_skill_id", "to_skill_id", "relation", "career_id")
    _put_kind(load, SkillAdjacency, edge, skill_edges, "skill_edge_id")
    career_edges = {
        (careers[row["from"]], careers[row["to"]]): row
        for row in contents["career_edges"]
    }
    on = ("from_career_id", "to_career_id")
    _put_kind(load, CareerAdjacency, on, career_edges, "career_edge_id")


def _put_kind(
    load: Load,
    model: type[CareerSkill | SkillAdjacency | CareerAdjacency],
    on: tuple[str, ...],
    entries: dict[tuple[Any, ...], Entry],
    column: str,
) -> None:
    """Write edges of one kind, found by ``on``, then what each rests on."""
    owners = load.ids["skills" if on[0] == "from_skill_id" else "careers"].values()
    stored = put(
        load.tally,
        model,
        [
            model(
                **dict(zip(on, key, strict=True)),
                **{name: row[name] for name in ("role", "reason") if name in row},
                basis=_basis(row["basis"]),
            )
            for key, row in entries.items()
        ],
        on=on,
        owners=(on[0], owners),
    )
    _put_bases(load, column, {stored[key].pk: row for key, row in entries.items()})


def _put_bases(load: Load, column: str, entries: dict[int, Entry]) -> None:
    """Write what each edge of one kind rests on; judgements rest on nothing."""
    put(
        load.tally,
        EdgeBasis,
        [
            EdgeBasis(
                **{column: edge},
                finding_key=row["basis"].get("finding", ""),
                source_id=load.maybe("sources", row["basis"].get("source")),
            )
            for edge, row in entries.items()
            if isinstance(row["basis"], dict)
        ],
        on=(column, "finding_key", "source_id"),
        owners=(column, entries),
    )
