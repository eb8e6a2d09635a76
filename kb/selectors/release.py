"""All that a reviewer has before them when they decide on a release."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count, Q

from kb.enums import State
from kb.models import (
    Duty,
    Finding,
    Glance,
    Level,
    Listing,
    Outline,
    Profile,
    Question,
    Release,
    Requirement,
    Retirement,
    Statement,
)
from kb.selectors.deciding import barred_statements, written_at_by
from kb.selectors.difference import Change, change_of
from kb.selectors.pair.sentence import Part
from kb.selectors.publication import barred_findings, release_digest
from kb.selectors.statement import statements_read
from kb.selectors.whole import finding_whole

DESCRIPTIONS = (
    *(Duty, Requirement, Glance, Level, Question, Outline, Profile, Listing),
    Retirement,
)
CHANGES = 5
STATEMENTS = 50
NAMED = 20


@dataclass(frozen=True)
class ReleasePage:
    """What a release brings, counted, and the first of its changes field by field.

    ``digest`` is that of content no newer than the rest. ``barred`` and ``wrote`` are
    the keys that keep the person who looks from deciding on a finding, at most 20 of
    the latter. Of the statements the first 50 are there as they will read.
    """

    digest: str
    new: int
    changed: int
    not_in_review: int
    descriptions: list[tuple[str, int]]
    changes: list[tuple[Finding, Change[Finding]]]
    statements: list[tuple[Statement, list[Part]]]
    more_statements: int
    barred: list[str]
    wrote: list[str]


def release_page(release: Release, person: User) -> ReleasePage:
    """Return the page of a release in review, as ``person`` sees it."""
    digest = release_digest(release)
    waiting = Finding.objects.filter(release=release, state=State.IN_REVIEW)
    counts = Finding.objects.filter(release=release).aggregate(
        new=Count("pk", filter=Q(state=State.IN_REVIEW, version=1)),
        changed=Count("pk", filter=Q(state=State.IN_REVIEW, version__gt=1)),
        not_in_review=Count("pk", filter=~Q(state=State.IN_REVIEW)),
    )
    changed = waiting.filter(version__gt=1).order_by("key")[:CHANGES]
    stated = Statement.objects.waiting().filter(release=release).order_by("key")
    wrote = waiting.filter(written_at_by(person)).order_by("key")
    return ReleasePage(
        digest,
        counts["new"],
        counts["changed"],
        counts["not_in_review"],
        [
            (str(model._meta.verbose_name_plural), count)
            for model in DESCRIPTIONS
            if (count := model._default_manager.filter(release=release).count())
        ],
        [(finding, change_of(finding_whole(finding))) for finding in changed],
        statements_read(stated[:STATEMENTS]),
        max(0, stated.count() - STATEMENTS),
        sorted(
            [
                *barred_findings(release=release, person=person).values(),
                *barred_statements(release=release, person=person).values(),
            ]
        ),
        list(wrote.values_list("key", flat=True)[:NAMED]),
    )
