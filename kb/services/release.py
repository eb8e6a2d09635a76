"""Releases: opened by a load, approved as a whole by another person."""

from dataclasses import dataclass

import pghistory
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from citations.services import check_editor
from kb.enums import Decision, ReleaseState, State
from kb.models import Finding, Release, Statement, StatementReview
from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.selectors import barred_findings, release_digest
from kb.selectors.deciding import barred_statements, written_at_by
from kb.selectors.statement import statement_digests
from kb.services.dataset.retirements import retired_withdraw
from kb.services.people import check_reviewer
from kb.services.refusal import refusals
from kb.services.rows import row_check

NAMED = 20


@dataclass(frozen=True)
class Approval:
    """What a decision published, and what the reviewer's interests held back.

    ``published`` counts findings, ``stated`` statements, ``superseded`` older versions
    of findings, ``withdrawn`` those that a dataset no longer holds.
    """

    release: Release
    published: int
    stated: int
    superseded: int
    held_back: tuple[str, ...]
    withdrawn: int = 0


def release_open(*, release: Release, author: User) -> Release:
    """Open the next release of a pack, for rows that are written by hand.

    Raises ``RuleViolations`` or ``ValidationError`` if a release of the pack is in
    review already, and ``PermissionDenied`` if ``author`` is no editor.
    """
    check_editor(author)
    with refusals(str(release)):
        last = Release.objects.filter(pack=release.pack).aggregate(last=Max("number"))
        release.number = (last["last"] or 0) + 1
        release.author = author
        row_check(row=release)
        release.save()
    return release


def release_approve(
    *, release: Release, reviewer: User, digest: str = "", reason: str = ""
) -> Approval:
    """Publish all that a release brings and is in review, in one transaction.

    What it retires is withdrawn.
    ``digest`` is that of the content the reviewer read (``release_digest``); left out,
    it is what stands there now.
    Findings of a publisher in which ``reviewer`` declared an interest, and statements
    that cite one, stay in review and are named in ``held_back``. Raises
    ``RuleViolations`` if anything falls short or ``reviewer`` wrote at any of them, and
    ``PermissionDenied`` if they are no reviewer.
    """
    check_reviewer(reviewer)
    with pghistory.context(user=reviewer.pk), refusals(str(release)):
        locked, ready, barred = _decide(release, reviewer)
        locked.state = ReleaseState.APPROVED
        locked.digest = digest or release_digest(locked)
        locked.reason = reason
        locked.save()
        superseded = _publish(locked, ready)
        withdrawn, left = retired_withdraw(release=locked, reviewer=reviewer)
        stated, kept = _statements(locked, reviewer)
        _publish_statements(locked, stated, reviewer)
    held = tuple(sorted([*barred.values(), *kept, *left]))
    return Approval(locked, len(ready), len(stated), superseded, held, withdrawn)


def release_reject(
    *, release: Release, reviewer: User, reason: str, digest: str = ""
) -> Approval:
    """Refuse a release for good, with a reason; its findings go back to their author.

    Each is a draft again, with a review that asks for changes and gives the reason: no
    reader ever saw one, most are right, and a later load of the pack brings all of them
    into its next release. Descriptions in it stay out of sight. What an interest keeps
    ``reviewer`` from stays in review, one by one. Raises what ``release_approve``
    raises, and ``RuleViolations`` without a reason.
    """
    check_reviewer(reviewer)
    with pghistory.context(user=reviewer.pk), refusals(str(release)):
        locked, ready, barred = _decide(release, reviewer)
        locked.digest = release_digest(locked)
        if digest and digest != locked.digest:
            read = RULES["review-names-what-was-read"]
            raise RuleViolations([Violation(read, f"release {locked}")])
        locked.state = ReleaseState.REJECTED
        locked.reason = reason
        locked.save()
        _review(locked, ready, Decision.CHANGES)
        Finding.objects.filter(pk__in=ready).update(state=State.DRAFT)
        stated, kept = _statements(locked, reviewer)
        _review_statements(locked, stated, reviewer, Decision.CHANGES)
        Statement.objects.filter(pk__in=[row.pk for row in stated]).update(
            state=State.DRAFT
        )
    return Approval(locked, 0, 0, 0, tuple(sorted([*barred.values(), *kept])))


def _decide(
    release: Release, reviewer: User
) -> tuple[Release, list[int], dict[int, str]]:
    """Return the locked release with who decides, its findings, and those held back.

    Findings by row number: a dataset brings them by the ten thousand, and a decision on
    it lasts as long as it needs.

    Raises ``RuleViolations`` that name the findings at which ``reviewer`` wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    locked = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    barred = barred_findings(release=locked, person=reviewer)
    waiting = Finding.objects.filter(release=locked, state=State.IN_REVIEW).exclude(
        pk__in=barred
    )
    wrote = waiting.filter(written_at_by(reviewer)).values_list("key", flat=True)
    if locked.author_id != reviewer.pk and wrote.exists():
        raise RuleViolations(_written(list(wrote.order_by("key"))))
    locked.reviewer = reviewer
    locked.decided_at = timezone.now()
    ready = waiting.select_for_update(of=("self",)).order_by("pk")
    return locked, list(ready.values_list("pk", flat=True)), barred


def _written(keys: list[str]) -> list[Violation]:
    """Return a violation for each finding the reviewer wrote at, 20 of them by name."""
    rule = RULES["four-eyes"]
    named = [
        Violation(rule, f"finding {key}", "editors", "its reviewer wrote at it")
        for key in keys[:NAMED]
    ]
    rest = len(keys) - len(named)
    more = [Violation(rule, f"and {rest} more findings of the release")] if rest else []
    return named + more


def _review(release: Release, findings: list[int], decision: Decision) -> None:
    """Write the same decision on each of ``findings``, under the digest of the release.

    The database notes with each of them the digest of what stands there.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kb_review (finding_id, release_id, reviewer_id, decision,"
            " digest, note, decided_at)"
            " SELECT id, %s, %s, %s, '', %s, %s FROM unnest(%s::bigint[]) AS id",
            [
                *(release.pk, release.reviewer_id, decision.value, release.reason),
                *(release.decided_at, findings),
            ],
        )


def _publish(release: Release, findings: list[int]) -> int:
    """Review and publish ``findings``; return how many older versions gave way."""
    _review(release, findings, Decision.APPROVE)
    superseded = Finding.objects.filter(
        key__in=Finding.objects.filter(pk__in=findings).values("key"),
        state__in=[State.PUBLISHED, State.SUSPENDED],
    ).update(state=State.SUPERSEDED)
    Finding.objects.filter(pk__in=findings).update(
        state=State.PUBLISHED, published_at=timezone.now()
    )
    # Without fresh statistics the gate, which runs once a finding, scans whole tables
    # (236 s against 3.7 s for 20,000 findings).
    with connection.cursor() as cursor:
        cursor.execute("SELECT kb_analyze()")
    return superseded


def _statements(release: Release, reviewer: User) -> tuple[list[Statement], list[str]]:
    """Return the locked statements to decide on, and the keys of those held back.

    Findings are locked before statements, as they are where a finding falls: those of
    this release are already.
    """
    waiting = Statement.objects.filter(release=release, state=State.IN_REVIEW)
    barred = barred_statements(release=release, person=reviewer)
    ready = waiting.exclude(pk__in=barred).order_by("pk")
    return list(ready.select_for_update(of=("self",))), sorted(barred.values())


def _review_statements(
    release: Release, statements: list[Statement], reviewer: User, decision: Decision
) -> None:
    """Write the same decision on each of ``statements``."""
    read = statement_digests(statements)
    StatementReview.objects.bulk_create(
        StatementReview(
            statement=statement,
            reviewer=reviewer,
            decision=decision,
            digest=read[statement.pk],
            note=f"With release {release}. {release.reason}".strip(),
        )
        for statement in statements
    )


def _publish_statements(
    release: Release, statements: list[Statement], reviewer: User
) -> None:
    """Review and publish ``statements``; older versions give way."""
    _review_statements(release, statements, reviewer, Decision.APPROVE)
    Statement.objects.filter(
        key__in=[statement.key for statement in statements],
        state__in=[State.PUBLISHED, State.SUSPENDED],
    ).update(state=State.SUPERSEDED)
    Statement.objects.filter(pk__in=[row.pk for row in statements]).update(
        state=State.PUBLISHED, published_at=timezone.now()
    )
