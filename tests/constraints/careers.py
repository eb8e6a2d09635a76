"""The CHECKs of careers, and what they must refuse."""

from typing import Any

from tests import make
from tests.constraints.attack import (
    Attack,
    known,
    named,
    not_blank,
    number_of,
    slug,
)
from tests.make import Maker

ONE = 987_654_321  # the number of a row that is not there yet


def identity(word: str, maker: Maker[Any]) -> dict[str, Attack]:
    """Return the attacks on what careers and skills have in common."""
    other = number_of(maker)
    return {
        f"{word}_name_is_no_placeholder": named(maker, "name"),
        f"{word}_key_is_a_slug": slug(maker),
        f"{word}_is_defined": named(maker, "definition"),
        f"{word}_merged_or_withdrawn": Attack(
            maker,
            base={"merged_into_id": other, "withdrawn_reason": ""},
            bad=({"withdrawn_reason": "It was a mistake."},),
            good=({"merged_into_id": None, "withdrawn_reason": "It was a mistake."},),
        ),
        f"{word}_not_merged_into_itself": Attack(
            maker,
            base={"id": ONE, "merged_into_id": other},
            bad=({"merged_into_id": ONE},),
            good=({"merged_into_id": None},),
            forestalled="key-is-forever",
        ),
    }


def code(word: str, maker: Maker[Any]) -> dict[str, Attack]:
    """Return the attacks on a code in a taxonomy."""
    nothing = {"match": "none", "code": "", "evidence": "Looked under “broker”."}
    return {
        f"{word}_match_is_known": known(maker, "match", "exact", "close", "broad"),
        f"{word}_scheme_is_known": known(maker, "scheme", "esco", "isco_08"),
        f"{word}_release_is_named": not_blank(maker, "release"),
        f"{word}_found_or_none": Attack(
            maker,
            bad=(
                *({"code": blank} for blank in ("", " ")),
                nothing | {"code": "15-1254.00"},
                *(nothing | {"evidence": blank} for blank in ("", " ")),
            ),
            good=(nothing,),
        ),
    }


CHECKS: dict[str, Attack] = {
    **identity("career", make.career),
    **identity("skill", make.skill),
    **code("careercode", make.career_code),
    **code("skillcode", make.skill_code),
    "skill_kind_is_known": known(make.skill, "kind", "technology", "transversal"),
    "careeralias_name_is_no_placeholder": named(make.career_alias, "name"),
    "skillalias_name_is_no_placeholder": named(make.skill_alias, "name"),
    "task_statement_is_no_placeholder": named(make.task, "statement"),
    "task_key_is_a_slug": slug(make.task),
    "careerskill_role_is_known": known(make.pair, "role", "supporting", "emerging"),
    "careerskill_basis_is_known": known(make.pair, "basis", "evidence", "definition"),
    "skilladjacency_relation_is_known": known(
        make.skill_adjacency, "relation", "risk", "builds_on"
    ),
    "skilladjacency_basis_is_known": known(make.skill_adjacency, "basis", "evidence"),
    "skilladjacency_has_a_reason": not_blank(make.skill_adjacency, "reason"),
    "skilladjacency_joins_two_skills": Attack(
        make.skill_adjacency,
        base={"from_skill_id": ONE},
        bad=({"to_skill_id": ONE},),
        good=({"to_skill_id": number_of(make.skill)},),
    ),
    "careeradjacency_basis_is_known": known(
        make.career_adjacency, "basis", "definition"
    ),
    "careeradjacency_has_a_reason": not_blank(make.career_adjacency, "reason"),
    "careeradjacency_joins_two_careers": Attack(
        make.career_adjacency,
        base={"from_career_id": ONE},
        bad=({"to_career_id": ONE},),
        good=({"to_career_id": number_of(make.career)},),
    ),
    "worktype_media_are_known": Attack(
        make.work_type,
        bad=({"input": ""}, {"output": "Digital"}, {"input": "analogue"}),
        good=({"input": "physical"}, {"output": "physical"}),
    ),
}
