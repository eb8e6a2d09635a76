"""What of a dataset's figures is new, changed, the same, or gone."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from kb.formats.dataset.items import About, Claim
from kb.models import Finding
from kb.services.dataset.findings import Ready, SubjectRow, write_findings
from kb.services.dataset.identities import unmatched
from kb.services.dataset.retirements import put_retirements
from kb.services.dataset.state import Import
from kb.services.dataset.stored import OPEN, Stored, stored_findings

AT_ONCE = 20_000
"""Claims that are in memory at a time."""


def put_claims(load: Import, items: Iterable[Claim]) -> None:
    """Write what is new or changed as findings in review.

    A changed claim that was decided on gets its next version; one in work is written
    over. What was taken back comes again, changed or not. What stands here and no
    longer in the files is retired.
    """
    stored = stored_findings(load)
    held: set[str] = set()
    seen: set[str] = set()
    count: Counter[str] = Counter()
    ready: list[Ready] = []
    for claim in items:
        key = f"{load.pack}-{claim.key}"
        held.add(key)
        subjects = _subjects(load, claim)
        if subjects is None:
            continue
        if key in seen:
            load.set_aside(claim.at, "the same figures stand in the file before")
            continue
        seen.add(key)
        old = stored.get(key)
        one = _ready(load, claim, subjects, old)
        if one and old and old.in_work:
            load.set_aside(claim.at, f"somebody is at a version of {key}")
            continue
        count["same" if one is None else "changed" if old else "added"] += 1
        if one:
            ready.append(one)
        if len(ready) == AT_ONCE:
            write_findings(load, ready)
            ready.clear()
    if ready:
        write_findings(load, ready)
    load.tally.note(
        Finding,
        added=count["added"],
        changed=count["changed"],
        unchanged=count["same"],
        retired=put_retirements(load, stored, held),
    )


def _ready(
    load: Import, claim: Claim, subjects: list[SubjectRow], old: Stored | None
) -> Ready | None:
    """Return what is to be written of a claim; ``None`` if it stands as it is."""
    digest = claim_digest(claim, subjects)
    place = f"{load.pack}-{claim.key}-row"
    if old is None:
        return Ready(claim, subjects, 1, digest, 0, place, 0)
    same = old.digest == digest
    if same and not old.taken_back:
        return None
    place = f"{place}-{digest[:8]}"
    like = old.row if same else 0
    if old.state in OPEN:
        return Ready(claim, subjects, old.version, digest, old.row, place, like)
    return Ready(claim, subjects, old.last + 1, digest, 0, place, like)


def claim_digest(claim: Claim, subjects: list[SubjectRow]) -> str:
    """Return the SHA-256 of what a claim says, wherever its row stands in the file."""
    told = repr(
        (
            *(claim.topic, claim.kind, claim.design, claim.direction, claim.headline),
            *(claim.statement, claim.population, claim.places, claim.period_start),
            *(claim.period_end, claim.comparison, claim.limitations, claim.note),
            *(claim.says, claim.at.file, claim.at.row, claim.figures, subjects),
        )
    )
    return hashlib.sha256(told.encode()).hexdigest()


def _subjects(load: Import, claim: Claim) -> list[SubjectRow] | None:
    """Return what a claim measured; ``None`` if a code of it matches nothing."""
    found: list[SubjectRow] = []
    for about in claim.about:
        career = load.row_of("career", about.career)
        skill = load.row_of("skill", about.skill)
        ends = ((about.career, career), (about.skill, skill))
        lost = [ref for ref, row in ends if ref and row is None]
        if lost:
            load.set_aside(claim.at, unmatched(lost))
            return None
        if about.task and about.task not in load.tasks:
            load.set_aside(claim.at, f"the task {about.task} matches nothing")
            return None
        found.append(_subject(load, about, career, skill))
    return found


def _subject(
    load: Import, about: About, career: int | None, skill: int | None
) -> SubjectRow:
    """Return a subject; a task is one only in the career it was first seen in.

    Elsewhere the group names it.
    """
    if not about.task:
        return career, skill, None, about.group
    task, first = load.tasks[about.task]
    if career in (None, first):
        return first, skill, task, about.group
    return career, skill, None, about.group or f"the task {about.task}"
