"""Sources that no longer stand and still have something resting on them."""

from django.contrib.auth.models import User
from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet
from django.urls import reverse

from citations.enums import NoticeKind, Standing
from citations.models import Source, SourceNotice
from kb.enums import State
from kb.models import Finding, FindingCitation
from kb.selectors.queues.queue import EDITOR, REVIEWER, Entry, Queue

FALLEN = [Standing.RETRACTED, Standing.WITHDRAWN]
LIVE = [State.DRAFT, State.IN_REVIEW, State.PUBLISHED]


def rows(_person: User) -> QuerySet[Source]:
    """Return the sources without standing that a live finding claims or cites.

    The search begins at their notices, which are few, and not at the sources.
    """
    standing = Func(
        F("source"), function="citations_standing", output_field=CharField()
    )
    fallen = (
        SourceNotice.objects.filter(
            kind__in=[NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL]
        )
        .annotate(standing=standing)
        .filter(standing__in=FALLEN)
    )
    claimed = Finding.objects.filter(source=OuterRef("pk"), state__in=LIVE)
    cited = FindingCitation.objects.filter(
        citation__source=OuterRef("pk"), finding__state__in=LIVE
    )
    return (
        Source.objects.filter(pk__in=fallen.values("source"))
        .filter(Q(Exists(claimed)) | Q(Exists(cited)))
        .with_standing()
    )


def entry(source: Source) -> Entry:
    """Return a source, how it fell, and the way to what rests on it."""
    findings = reverse("admin:kb_finding_changelist")
    return Entry(
        f"{source} ({source.key})",
        f"It is {getattr(source, 'standing', 'no longer standing')}, and drafts or "
        "published findings still name it.",
        reverse("admin:citations_source_change", args=[source.pk]),
        (("its findings", f"{findings}?source__id__exact={source.pk}"),),
    )


RETRACTED = Queue(
    key="retracted",
    title="Retracted sources",
    meaning="Retracted or withdrawn, with drafts or published findings resting on "
    "them.",
    groups=frozenset({EDITOR, REVIEWER}),
    rows=rows,
    entry=entry,
)
