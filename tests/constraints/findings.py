"""The CHECKs of findings, their parts, releases and reviews, and what they refuse."""

from django.utils import timezone

from tests import make
from tests.constraints.attack import (
    BLANKS,
    DATES,
    NO_DATES,
    Attack,
    each,
    known,
    not_blank,
    number_of,
    slug,
)
from tests.constraints.careers import ONE

DECIDED = {
    "reviewer_id": number_of(make.reviewer),
    "decided_at": timezone.now,
}
REFUSED = DECIDED | {"state": "rejected", "reason": "It is made up."}

FINDINGS: dict[str, Attack] = {
    "finding_key_is_a_slug": slug(make.finding),
    "finding_terms_are_known": Attack(
        make.finding,
        bad=(
            *each("state", ("", "zz")),
            *each("kind", ("", "measured")),
            *each("design", ("", "RCT")),
            *each("direction", ("", "up")),
        ),
        good=({"kind": "rated"}, {"design": "survey"}, {"direction": "against"}),
        forestalled="states-move-along",
    ),
    "finding_period_is_dates": Attack(
        make.finding,
        (*each("period_start", NO_DATES), *each("period_end", NO_DATES)),
        (*each("period_start", DATES), *each("period_end", DATES)),
    ),
    "finding_version_counts_from_one": Attack(
        make.finding, ({"version": 0},), forestalled="states-move-along"
    ),
    "finding_suspended_or_withdrawn_says_why": Attack(
        make.published,
        bad=(
            *({"state": "suspended", "state_reason": blank} for blank in BLANKS),
            *({"state": "withdrawn", "state_reason": blank} for blank in BLANKS),
        ),
        good=({"state": "suspended", "state_reason": "Its data are in doubt."},),
        updated=True,
    ),
    "subject_names_something": Attack(
        make.subject,
        each("group", BLANKS),
        (
            {"group": "", "career_id": number_of(make.career), "skill_id": None},
            {"group": "", "skill_id": number_of(make.skill), "career_id": None},
            {"task_id": None},
        ),
    ),
    "subject_task_has_its_career": Attack(
        make.subject,
        base={
            "career_id": number_of(make.career),
            "task_id": number_of(make.task),
        },
        bad=({"career_id": None},),
        good=({"task_id": None},),
    ),
    "bearing_names_one_and_says_why": Attack(
        make.bearing,
        bad=({"career_id": None, "skill_id": None}, *each("reason", BLANKS)),
        good=({"career_id": None, "skill_id": number_of(make.skill)},),
    ),
    "findinglink_says_why": Attack(
        make.finding_link,
        bad=(*each("note", BLANKS), *each("kind", ("", "agrees"))),
        good=({"kind": "qualifies"},),
    ),
    "edgebasis_of_one_edge": Attack(
        make.edge_basis,
        bad=(
            {"pair_id": None},
            {"skill_edge_id": number_of(make.skill_adjacency)},
            {"career_edge_id": number_of(make.career_adjacency)},
        ),
        good=(
            {"pair_id": None, "skill_edge_id": number_of(make.skill_adjacency)},
            {
                "pair_id": None,
                "skill_edge_id": None,
                "career_edge_id": number_of(make.career_adjacency),
            },
            {"career_edge_id": None},
        ),
    ),
    "edgebasis_is_a_finding_or_a_source": Attack(
        make.edge_basis,
        bad=({"finding_key": ""}, {"source_id": number_of(make.source)}),
        good=(
            {"finding_key": "", "source_id": number_of(make.source)},
            {"source_id": None},
        ),
    ),
}

DECISIONS: dict[str, Attack] = {
    "release_state_is_known": Attack(
        make.release,
        bad=(DECIDED | {"state": ""}, DECIDED | {"state": "zz"}),
        good=(REFUSED,),
        updated=True,
    ),
    "release_has_two_people": Attack(
        make.release,
        base={"author_id": ONE},
        bad=({"reviewer_id": ONE},),
        good=({"reviewer_id": None}, {"reviewer_id": number_of(make.reviewer)}),
    ),
    "release_approved_by_somebody": Attack(
        make.release,
        bad=(
            REFUSED | {"reviewer_id": None},
            REFUSED | {"decided_at": None},
        ),
        good=(
            REFUSED,
            {"reviewer_id": None},
            {"decided_at": None},
        ),
        updated=True,
    ),
    "release_refusal_has_a_reason": Attack(
        make.release,
        bad=tuple(REFUSED | {"reason": blank} for blank in BLANKS),
        good=(REFUSED, {"reason": ""}),
        updated=True,
    ),
    "release_has_its_terms": not_blank(make.release, "licence", "attribution"),
    "review_decision_is_known": known(make.review, "decision"),
    "review_refusal_has_a_reason": Attack(
        make.review,
        base={"decision": "changes", "note": "Say which year."},
        bad=(*each("note", BLANKS), {"decision": "reject", "note": ""}),
        good=({"decision": "approve", "note": ""},),
    ),
    "declaredinterest_says_what": not_blank(make.declared_interest, "note"),
}

CHECKS: dict[str, Attack] = FINDINGS | DECISIONS
