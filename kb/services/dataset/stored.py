"""What stands here of an edition: the newest version of each of its findings."""

from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef

from kb.enums import ReleaseState, State
from kb.models import Finding, Retirement
from kb.services.dataset.state import Import

OPEN = {State.DRAFT, State.IN_REVIEW}
STANDS = OPEN | {State.PUBLISHED, State.SUSPENDED}


class Stored(NamedTuple):
    """The newest version of a key that came with this edition.

    ``last`` is the newest version of all: somebody may have written one by hand.
    ``taken_back`` says that its release was refused, or that a load retired it: it
    comes again with the files that hold it, changed or not.
    """

    row: int
    version: int
    state: str
    digest: str
    taken_back: bool
    last: int
    in_work: bool
    """Whether somebody is at a version of their own."""


def stored_findings(load: Import) -> dict[str, Stored]:
    """Return the newest version of every finding of this edition, by key."""
    own = Finding.objects.filter(release__pack=load.pack)
    others = Finding.objects.filter(key__in=own.values("key")).exclude(
        release__pack=load.pack
    )
    last = dict(others.values_list("key").annotate(Max("version")).order_by())
    at_work = set(others.filter(state__in=OPEN).values_list("key", flat=True))
    retired = Exists(Retirement.objects.standing().filter(finding=OuterRef("pk")))
    rows = (
        own.order_by("key", "version")
        .annotate(retired=retired)
        .values_list(
            *("key", "pk", "version", "state", "entry_digest"),
            *("release__state", "retired"),
        )
    )
    return {
        key: Stored(
            *(row, version, state, digest),
            taken_back=(state == State.DRAFT and release == ReleaseState.REJECTED)
            or (state not in STANDS and retired),
            last=max(version, last.get(key, 0)),
            in_work=key in at_work,
        )
        for key, row, version, state, digest, release, retired in rows.iterator()
    }
