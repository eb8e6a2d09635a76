"""Findings that the files of an edition no longer hold."""

from collections.abc import Collection, Mapping

from django.contrib.auth.models import User

from kb.enums import State
from kb.models import Finding, Release, Retirement
from kb.selectors.deciding import touching_interests_of
from kb.services.dataset.bulk import copy_in
from kb.services.dataset.state import Import
from kb.services.dataset.stored import OPEN, STANDS, Stored


def put_retirements(
    load: Import, stored: Mapping[str, Stored], held: Collection[str]
) -> int:
    """Retire the findings whose keys are not ``held`` any more; return how many.

    What readers see stands until the release is approved; what nobody decided on yet is
    rejected at once. One that the files hold again is not retired after all. Of a load
    of some codes only, nothing is known to be gone.
    """
    waiting = Retirement.objects.filter(release=load.in_review())
    pending = set(waiting.values_list("finding", flat=True))
    back = [stored[key].row for key in held if key in stored] if pending else []
    if again := pending.intersection(back):
        load.open_release()
        waiting.filter(finding__in=again).delete()
    if load.dataset.only:
        return 0
    gone = [
        old
        for key, old in stored.items()
        if key not in held and old.state in STANDS and old.row not in pending
    ]
    if gone:
        release = load.open_release()
        rows = [(release.pk, old.row) for old in gone]
        copy_in(Retirement, ["release_id", "finding_id"], rows)
        _let_go([old.row for old in gone if old.state in OPEN], release)
    return len(gone)


def _let_go(rows: list[int], release: Release) -> None:
    """Reject findings in work: they never reach readers, and no key is used again."""
    findings = Finding.objects.filter(pk__in=rows)
    findings.filter(state=State.DRAFT).update(state=State.IN_REVIEW)
    findings.update(state=State.REJECTED, state_reason=Retirement.reason_of(release))


def retired_withdraw(*, release: Release, reviewer: User) -> tuple[int, list[str]]:
    """Withdraw what ``release`` retires and readers see; return how many.

    What an interest of ``reviewer`` keeps them from stays as it is; its keys come too.
    The next load retires it again.
    """
    seen = Finding.objects.filter(
        retirements__release=release, state__in=[State.PUBLISHED, State.SUSPENDED]
    )
    barred = dict(seen.filter(touching_interests_of(reviewer)).values_list("pk", "key"))
    ready = list(seen.exclude(pk__in=barred).values_list("pk", flat=True))
    count = Finding.objects.filter(pk__in=ready).update(
        state=State.WITHDRAWN, state_reason=Retirement.reason_of(release)
    )
    return count, sorted(barred.values())
