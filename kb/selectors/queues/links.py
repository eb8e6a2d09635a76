"""What a worker found out that a person must look at: links, and rules."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from citations.models import LinkWatch
from kb.models import FindingWatch
from kb.selectors.queues.queue import EDITOR, REVIEWER, Entry, Queue


def links(_person: User) -> QuerySet[LinkWatch]:
    """Return the addresses that are dead, or whose page became another."""
    return LinkWatch.objects.telling().select_related("source")


def link_entry(link: LinkWatch) -> Entry:
    """Return an address, and what the last check found."""
    source = reverse("admin:citations_source_change", args=[link.source_id])
    return Entry(
        link.address,
        link.sentence or f"It is {link.get_state_display()}.",
        reverse("admin:citations_linkwatch_change", args=[link.pk]),
        ((str(link.source), source),),
    )


def verdicts(_person: User) -> QuerySet[FindingWatch]:
    """Return published findings that fall short today, or whose quote is gone."""
    return FindingWatch.objects.telling().select_related("finding")


def verdict_entry(watch: FindingWatch) -> Entry:
    """Return a finding, and the rules it falls short of."""
    return Entry(
        f"{watch.finding.headline} ({watch.finding})",
        watch.found,
        reverse("admin:kb_findingwatch_change", args=[watch.pk]),
    )


LINKS = Queue(
    key="dead-links",
    title="Dead links",
    meaning="Addresses that were gone at three checks in a row, and pages whose text "
    "became another or lost a quote. Find the new address, or say what you saw.",
    groups=frozenset({EDITOR}),
    rows=links,
    entry=link_entry,
)
VERDICTS = Queue(
    key="falls-short",
    title="Falls short today",
    meaning="Published, and by a rule of today it would not be, or a quote is gone "
    "from the newest text of its page: write a new version, or withdraw it.",
    groups=frozenset({EDITOR, REVIEWER}),
    rows=verdicts,
    entry=verdict_entry,
)
