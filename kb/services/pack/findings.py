"""Findings of a pack: new keys, new versions of changed ones, the rest untouched."""

import hashlib
import json

from django.core.exceptions import PermissionDenied

from kb.enums import ReleaseState, State
from kb.models import Bearing, Finding, FindingLink, Subject
from kb.models.vocabulary import Topic
from kb.services.pack.contents import Contents, Entry, Load
from kb.services.pack.figures import put_citations, put_estimates
from kb.services.pack.table import write

OPEN = {State.DRAFT, State.IN_REVIEW}


def put_findings(load: Load, contents: Contents) -> list[Finding]:
    """Write what is new or changed; return those that now wait for review.

    An entry is compared with the last version that a pack brought, so that what
    somebody changed by hand since is not changed back, and a pack may go back to what
    it said before.
    """
    entries = {entry["key"]: entry for entry in contents["findings"]}
    known = Finding.objects.filter(key__in=entries)
    # What a refused release gave back comes again with the next one, changed or not.
    standing = known.exclude(state=State.DRAFT, release__state=ReleaseState.REJECTED)
    brought = standing.exclude(entry_digest="").order_by("version")
    loaded = dict(brought.values_list("key", "entry_digest"))
    latest = {finding.key: finding for finding in known.latest_versions()}
    changed = {
        key: entry
        for key, entry in entries.items()
        if loaded.get(key) != entry_digest(entry)
    }
    topics = dict(Topic.objects.values_list("key", "pk"))
    rows = {
        key: _finding(load, entry, latest.get(key), topics[entry["topic"]])
        for key, entry in changed.items()
    }
    new = [row for row in rows.values() if row.pk is None]
    other = [row for row in rows.values() if row.pk is not None]
    _clear_parts(other)
    write(Finding, new, other, CONTENT)
    _put_parts(load, rows, changed)
    added = sum(1 for key in changed if key not in latest)
    load.tally.note(
        Finding,
        new=added,
        other=len(changed) - added,
        same=len(entries) - len(changed),
    )
    return [row for row in rows.values() if row.state == State.IN_REVIEW]


CONTENT = (
    *("state", "source_id", "topic_id", "kind", "design", "direction", "headline"),
    *("statement", "population", "places", "period_start", "period_end"),
    *("comparison", "limitations", "note", "release_id", "entry_digest"),
)


def entry_digest(entry: Entry) -> str:
    """Return the SHA-256 of a pack entry, whatever the order of its members."""
    plain = json.dumps(entry, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def _finding(load: Load, entry: Entry, old: Finding | None, topic: int) -> Finding:
    """Return the row to write: the open one, or the next version of a decided one."""
    if old is not None and old.state in OPEN:
        if old.author_id != load.author.pk:
            raise PermissionDenied(
                f"Finding {old.key} is in work by {old.author}: load it as them, "
                "or have it decided first."
            )
        row = old
    else:
        version = old.version + 1 if old else 1
        row = Finding(key=entry["key"], version=version, author=load.author)
    period = entry.get("period") or {}
    content = {
        "state": State.DRAFT if entry.get("draft") else State.IN_REVIEW,
        "source_id": load.of("sources", entry["source"]),
        "topic_id": topic,
        **{name: entry[name] for name in ("kind", "design", "direction")},
        **{name: entry[name] for name in ("headline", "statement", "population")},
        "places": entry.get("places", []),
        "period_start": period.get("start") or "",
        "period_end": period.get("end") or "",
        "comparison": entry.get("comparison") or "",
        "limitations": entry.get("limitations", []),
        "note": entry.get("note") or "",
        "release_id": load.open_release().pk,
        "entry_digest": entry_digest(entry),
    }
    for name, value in content.items():
        setattr(row, name, value)
    return row


def _clear_parts(findings: list[Finding]) -> None:
    """Take the old parts from findings that are written again in place."""
    ids = [finding.pk for finding in findings]
    if not ids:
        return
    for finding in Finding.objects.filter(pk__in=ids):
        finding.estimates.all().delete()
        finding.subjects.all().delete()
        finding.citations.all().delete()
        finding.bearings.all().delete()
        finding.links.all().delete()


def _put_parts(load: Load, rows: dict[str, Finding], entries: dict[str, Entry]) -> None:
    """Write subjects, estimates, citations, bearings and links."""
    subjects = {
        key: [
            Subject(
                finding=rows[key],
                position=position,
                career_id=load.maybe("careers", subject.get("career")),
                skill_id=load.maybe("skills", subject.get("skill")),
                task_id=load.maybe("tasks", subject.get("task")),
                group=subject.get("group", ""),
            )
            for position, subject in enumerate(entry.get("subjects", []))
        ]
        for key, entry in entries.items()
    }
    load.add(Subject, [row for group in subjects.values() for row in group])
    put_estimates(load, rows, entries, subjects)
    put_citations(load, rows, entries)
    load.add(
        Bearing,
        [
            Bearing(
                finding=rows[key],
                career_id=load.maybe("careers", bearing.get("career")),
                skill_id=load.maybe("skills", bearing.get("skill")),
                reason=bearing["reason"],
            )
            for key, entry in entries.items()
            for bearing in entry.get("bearing", [])
        ],
    )
    load.add(
        FindingLink,
        [
            FindingLink(
                finding=rows[key],
                to_key=link["to"],
                kind=link["kind"],
                note=link["note"],
            )
            for key, entry in entries.items()
            for link in entry.get("links", [])
        ],
    )
