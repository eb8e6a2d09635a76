"""Who may decide on a finding, and what keeps whom from it."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet

from citations.models import SourceOrganization
from kb.enums import ReleaseState, State
from kb.models import (
    DeclaredInterest,
    Finding,
    FindingCitation,
    FindingEditor,
    Release,
    Statement,
    StatementEditor,
    StatementFinding,
)


def touching_interests_of(person: User) -> Q:
    """Select findings whose publisher ``person`` declared an interest in.

    A publisher is any organization behind the claimant or behind a cited source.
    """
    theirs = DeclaredInterest.objects.filter(person_id=person.pk)
    sources = SourceOrganization.objects.filter(
        organization__in=theirs.values("organization")
    ).values("source")
    cited = FindingCitation.objects.filter(
        finding=OuterRef("pk"), citation__source__in=sources
    )
    return Q(source__in=sources) | Q(Exists(cited))


def written_at_by(person: User) -> Q:
    """Select findings that ``person`` began or wrote at."""
    written = FindingEditor.objects.filter(finding=OuterRef("pk"), person_id=person.pk)
    return Q(author_id=person.pk) | Q(Exists(written))


def decidable_by(person: User) -> QuerySet[Finding]:
    """Return the findings in review that ``person`` may decide on, one by one.

    What came with a release that is still in review is decided on with it.
    """
    return (
        Finding.objects.filter(state=State.IN_REVIEW)
        .filter(Q(release=None) | ~Q(release__state=ReleaseState.IN_REVIEW))
        .exclude(written_at_by(person))
        .exclude(touching_interests_of(person))
    )


def statements_decidable_by(person: User) -> QuerySet[Statement]:
    """Return the statements in review that ``person`` may decide on.

    A publisher of a statement is one of any finding it cites. What came with a release
    that is still in review is decided on with it.
    """
    written = StatementEditor.objects.filter(
        statement=OuterRef("pk"), person_id=person.pk
    )
    return (
        Statement.objects.waiting()
        .filter(Q(release=None) | ~Q(release__state=ReleaseState.IN_REVIEW))
        .exclude(author_id=person.pk)
        .filter(~Exists(written), ~Exists(_touched(person)))
    )


def barred_statements(*, release: Release, person: User) -> dict[int, str]:
    """Return the keys of statements in review whose publishers keep ``person`` away.

    By row number. So is one that cites a finding which the same interest keeps back.
    """
    rows = Statement.objects.waiting().filter(Exists(_touched(person)), release=release)
    return dict(rows.values_list("pk", "key"))


def _touched(person: User) -> QuerySet[StatementFinding]:
    """Return what the statement at hand cites of publishers ``person`` has part in."""
    touched = Finding.objects.filter(
        touching_interests_of(person), pk=OuterRef("finding")
    )
    cited = StatementFinding.objects.filter(statement=OuterRef("pk"))
    return cited.filter(Exists(touched))


@dataclass(frozen=True)
class Barred:
    """Somebody who may not decide on a finding, and why."""

    person: User
    why: str


def kept_away_from(finding: Finding) -> list[Barred]:
    """Return who may not decide on ``finding``, each with the reason.

    Who wrote comes first, then who declared an interest. Two statements.
    """
    wrote = User.objects.filter(
        pk__in=FindingEditor.objects.filter(finding=finding).values("person")
    )
    writers = {finding.author: "began it"}
    writers |= {person: "wrote at it" for person in wrote if person != finding.author}
    cited = FindingCitation.objects.filter(finding=finding).values("citation__source")
    behind = SourceOrganization.objects.filter(
        Q(source_id=finding.source_id) | Q(source__in=cited)
    )
    interests = DeclaredInterest.objects.filter(
        organization__in=behind.values("organization")
    ).select_related("person", "organization")
    return [
        *(Barred(person, why) for person, why in writers.items()),
        *(
            Barred(row.person, f"has an interest in {row.organization}: {row.note}")
            for row in interests
        ),
    ]
