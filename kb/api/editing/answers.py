"""What programs read back of what they write."""

from typing import Any

from rest_framework import serializers

from citations.enums import Confirmation, NoticeKind, Read, Standing
from citations.models import Citation, Source, SourceNotice
from kb.api.editing.shapes import (
    CitationContent,
    FindingContent,
    SourceContent,
)
from kb.enums import Decision, Scope, State
from kb.models import Finding
from kb.selectors.publication import finding_digest, finding_shortfalls

Document = dict[str, Any]
OPEN = (State.DRAFT, State.IN_REVIEW)


class Shortfall(serializers.Serializer[Any]):
    """What a finding lacks for publication."""

    rule = serializers.CharField()
    place = serializers.CharField()
    found = serializers.CharField()


class ReviewSeen(serializers.Serializer[Any]):
    """What a reviewer decided."""

    decision = serializers.ChoiceField(choices=Decision.choices)
    reviewer = serializers.CharField()
    note = serializers.CharField()
    decided_at = serializers.DateTimeField()
    digest = serializers.CharField()


class FindingEdited(serializers.Serializer[Any]):
    """A version of a finding, as those see it who write and decide."""

    key = serializers.CharField()
    version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=State.choices)
    reason = serializers.CharField(help_text="Why suspended or withdrawn.")
    author = serializers.CharField()
    digest = serializers.CharField(help_text="Names this very content in a decision.")
    shortfalls = Shortfall(many=True)
    reviews = ReviewSeen(many=True)
    content = FindingContent()


class FindingRow(serializers.Serializer[Any]):
    """A version of a finding in a list."""

    key = serializers.CharField()
    version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=State.choices)
    author = serializers.CharField()
    headline = serializers.CharField()


class FindingRows(serializers.Serializer[Any]):
    """Findings in work, a page at a time."""

    next = serializers.URLField(allow_null=True)
    results = FindingRow(many=True)


class SourceEdited(serializers.Serializer[Any]):
    """A source, as those see it who write."""

    key = serializers.CharField()
    standing = serializers.ChoiceField(choices=Standing.choices)
    content = SourceContent()


class ReadingEdited(serializers.Serializer[Any]):
    """One look at a place."""

    read = serializers.ChoiceField(choices=Read.choices)
    confirmation = serializers.ChoiceField(choices=Confirmation.choices)
    address = serializers.CharField()
    says = serializers.CharField()
    read_by = serializers.CharField()


class CitationEdited(serializers.Serializer[Any]):
    """A place in a source, as those see it who write."""

    key = serializers.CharField()
    readings = ReadingEdited(many=True)
    content = CitationContent()


class NoticeEdited(serializers.Serializer[Any]):
    """A notice that was recorded, and what it did."""

    number = serializers.IntegerField(help_text="By which an error strikes it out.")
    source = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=NoticeKind.choices)
    issued_on = serializers.DateField()
    standing = serializers.ChoiceField(choices=Standing.choices)
    suspended = serializers.ListField(
        child=serializers.CharField(),
        help_text="Keys of the findings that it has taken from readers.",
    )


class Holder(serializers.Serializer[Any]):
    """Whose token it is, and what it may do."""

    person = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    token = serializers.CharField(help_text="The name of the token.")
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))
    expires_at = serializers.DateTimeField()


def finding_document(finding: Finding) -> Document:
    """Return a version of a finding with all its parts and decisions."""
    row = Finding.objects.select_related("source", "topic", "author").get(pk=finding.pk)
    subjects = list(row.subjects.select_related("career", "skill", "task"))
    places = {subject.pk: place for place, subject in enumerate(subjects)}
    estimates = list(row.estimates.select_related("measure"))
    for estimate in estimates:
        estimate.position_of_subject = places.get(estimate.subject_id or 0)  # type: ignore[attr-defined]
    parts: dict[str, list[Any]] = {
        "subjects": subjects,
        "estimates": estimates,
        "citations": list(row.citations.select_related("citation")),
        "bearings": list(row.bearings.select_related("career", "skill")),
        "links": list(row.links.all()),
    }
    row._prefetched_objects_cache = {  # type: ignore[attr-defined]
        name: _as_read(getattr(row, name), found) for name, found in parts.items()
    }
    shortfalls = finding_shortfalls([row]) if row.state in OPEN else []
    return {
        "key": row.key,
        "version": row.version,
        "state": row.state,
        "reason": row.state_reason,
        "author": row.author.get_username(),
        "digest": finding_digest(row),
        "shortfalls": [
            {"rule": rule, "place": place, "found": found}
            for _key, rule, place, found in shortfalls
        ],
        "reviews": [
            {
                "decision": review.decision,
                "reviewer": review.reviewer.get_username(),
                "note": review.note,
                "decided_at": review.decided_at,
                "digest": review.digest,
            }
            for review in row.reviews.select_related("reviewer")
        ],
        "content": FindingContent(row).data,
    }


def _as_read(manager: Any, found: list[Any]) -> Any:  # noqa: ANN401 - a related manager
    """Return a queryset whose rows were read already."""
    rows = manager.all()
    rows._result_cache = found
    return rows


def source_document(source: Source) -> Document:
    """Return a source with its record."""
    row = Source.objects.with_standing().get(pk=source.pk)
    return {
        "key": row.key,
        "standing": row.standing,  # type: ignore[attr-defined]
        "content": SourceContent(row).data,
    }


def citation_document(citation: Citation) -> Document:
    """Return a place with each look at it."""
    row = Citation.objects.select_related("source").get(pk=citation.pk)
    return {
        "key": row.key,
        "readings": [
            {
                "read": reading.read,
                "confirmation": reading.confirmation,
                "address": reading.address,
                "says": reading.says,
                "read_by": reading.read_by.get_username(),
            }
            for reading in row.readings.select_related("read_by")
        ],
        "content": CitationContent(row).data,
    }


def notice_document(notice: SourceNotice) -> Document:
    """Return a notice, and the findings that it has taken from readers."""
    source = Source.objects.with_standing().get(pk=notice.source_id)
    suspended = Finding.objects.filter(suspended_by=notice, state=State.SUSPENDED)
    return {
        "number": notice.pk,
        "source": source.key,
        "kind": notice.kind,
        "issued_on": notice.issued_on,
        "standing": source.standing,  # type: ignore[attr-defined]
        "suspended": list(suspended.order_by("key").values_list("key", flat=True)),
    }
