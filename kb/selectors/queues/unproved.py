"""What was brought or written and is not proved or placed yet."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse

from citations.models import ImportRow
from kb.enums import State
from kb.models import Finding, FindingWatch, Statement
from kb.selectors.deciding import statements_decidable_by
from kb.selectors.queues.queue import EDITOR, REVIEWER, Entry, Queue

NEWEST = 500
"""Of how many open findings the quotes are read for the queue at a visit."""


def quarantined(_person: User) -> QuerySet[ImportRow]:
    """Return the rows of imports that a person must mend or decide on."""
    return ImportRow.objects.waiting().select_related("batch")


def quarantined_entry(row: ImportRow) -> Entry:
    """Return a row, and why it waits."""
    return Entry(
        f"{row} ({row.batch})",
        row.reason.rstrip(".") + ".",
        reverse("admin:citations_importrow_change", args=[row.pk]),
    )


def unverified(_person: User) -> QuerySet[Finding]:
    """Return the findings written by hand that have a number no quote holds.

    What came with a release is proved, or not, with the release. Of drafts and what is
    in review the newest are asked now; what is published was asked by a worker, once
    it came and each time its rules are asked again: it is frozen meanwhile.
    """
    mine = Finding.objects.filter(release=None)
    open_ = mine.filter(state__in=[State.DRAFT, State.IN_REVIEW]).order_by("-pk")
    asked = Finding.objects.filter(pk__in=open_.values("pk")[:NEWEST])
    told = FindingWatch.objects.filter(unverified=True).values("finding")
    return mine.filter(
        Q(pk__in=asked.with_unverified_figures().values("pk"))
        | Q(pk__in=told, state=State.PUBLISHED)
    )


def unverified_entry(finding: Finding) -> Entry:
    """Return a finding with a number that no quote holds."""
    return Entry(
        f"{finding.headline} ({finding})",
        "A number of it stands in no quote: quote the sentence that holds it, or look "
        "whether its words mean the number.",
        reverse("admin:kb_finding_change", args=[finding.pk]),
    )


def statements(_person: User) -> QuerySet[Statement]:
    """Return the statements that fell with a finding they cite."""
    return Statement.objects.to_look_at_again().select_related("career", "skill")


def statements_waiting(person: User) -> QuerySet[Statement]:
    """Return the statements that ``person`` may decide on."""
    return statements_decidable_by(person).select_related("career", "skill")


def statement_entry(statement: Statement) -> Entry:
    """Return a statement, and what is to be done with it."""
    return Entry(
        str(statement),
        statement.state_reason or "It waits for somebody who did not write at it.",
        reverse("admin:kb_statement_change", args=[statement.pk]),
    )


QUARANTINED = Queue(
    key="quarantined",
    title="Quarantined rows",
    meaning="Rows of imports that could not be read or matched: mend, merge or skip.",
    groups=frozenset({EDITOR}),
    rows=quarantined,
    entry=quarantined_entry,
)
UNVERIFIED = Queue(
    key="unverified",
    title="Unverified figures",
    meaning="Findings written here with a number that stands in no quote, or in words "
    "alone.",
    groups=frozenset({EDITOR, REVIEWER}),
    rows=unverified,
    entry=unverified_entry,
)
STATEMENTS = Queue(
    key="statements",
    title="Statements to look at again",
    meaning="A finding that they cite fell or has a newer version: write a new version "
    "of the statement, or withdraw it.",
    groups=frozenset({EDITOR}),
    rows=statements,
    entry=statement_entry,
)
STATEMENTS_WAITING = Queue(
    key="statements-waiting",
    title="Statements waiting for you",
    meaning="Sentences of pages that another person sent to review, and of whose "
    "publishers you declared no interest.",
    groups=frozenset({REVIEWER}),
    rows=statements_waiting,
    entry=statement_entry,
)
