"""Statements of a pack: new keys, next versions of changed ones, the rest untouched.

A statement cites findings in the version that readers will see once the release of this
load is approved: if one of them changed, so did the statement.
"""

from collections import defaultdict
from typing import TypeAlias

from django.core.exceptions import PermissionDenied

from kb.enums import State
from kb.models import Facet, Finding, Statement, StatementFinding
from kb.rules.registry import RULES
from kb.rules.rule import RuleViolations, Violation
from kb.selectors.statement import statement_preview
from kb.services.pack.contents import Contents, Entry, Load
from kb.services.pack.table import columns, write
from kb.services.rows import note_editor

Told: TypeAlias = tuple[tuple[object, ...], list[int]]
"""What a statement says: its columns, and the findings it cites by row number."""

OPEN = {State.DRAFT, State.IN_REVIEW}
CITED = {State.IN_REVIEW, State.PUBLISHED, State.SUSPENDED}
SAYS = ("career_id", "skill_id", "facet_id", "kind", "position", "text", "note")


def put_statements(load: Load, contents: Contents) -> list[Statement]:
    """Write what is new or changed; return those that now wait for review.

    A statement is compared with the last version that a pack brought: what somebody
    changed by hand since is not changed back. Raises ``RuleViolations`` for what the
    text alone or what it cites breaks, and ``PermissionDenied`` if somebody else has
    one in work.
    """
    entries = contents["statements"]
    facets = dict(Facet.objects.values_list("key", "pk"))
    findings = _cited(entries)
    stored = _stored([entry["key"] for entry in entries])
    changed: list[tuple[Statement, list[int]]] = []
    added = 0
    problems: list[Violation] = []
    for entry in entries:
        wanted = _statement(load, entry, facets)
        cites = [findings[key] for key in entry["findings"] if key in findings]
        problems += _broken(entry, findings, wanted, cites)
        versions = stored.get(wanted.key, [])
        brought = [
            told
            for row, told in versions
            # What a refused release gave back comes again, changed or not.
            if row.release_id is not None and row.state != State.DRAFT
        ]
        if brought and brought[-1] == (_says(wanted), cites):
            continue
        added += not versions
        changed.append((_next(load, wanted, [row for row, _told in versions]), cites))
    if problems:
        raise RuleViolations(problems)
    _write(load, changed)
    same = len(entries) - len(changed)
    load.tally.note(Statement, new=added, other=len(changed) - added, same=same)
    return [row for row, _cites in changed]


def _cited(entries: list[Entry]) -> dict[str, int]:
    """Return the row of each cited finding that readers see, or will with this load."""
    keys = {key for entry in entries for key in entry["findings"]}
    rows = Finding.objects.filter(key__in=keys, state__in=CITED).order_by("version")
    return dict(rows.values_list("key", "pk"))


def _stored(keys: list[str]) -> dict[str, list[tuple[Statement, Told]]]:
    """Return every version by key, oldest first, and what it says."""
    rows = Statement.objects.filter(key__in=keys).order_by("version")
    cites: dict[int, list[int]] = defaultdict(list)
    for cite in StatementFinding.objects.filter(statement__in=rows).order_by(
        "position", "id"
    ):
        cites[cite.statement_id].append(cite.finding_id)
    found: dict[str, list[tuple[Statement, Told]]] = defaultdict(list)
    for row in rows:
        found[row.key].append((row, (_says(row), cites[row.pk])))
    return found


def _says(row: Statement) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in SAYS)


def _statement(load: Load, entry: Entry, facets: dict[str, int]) -> Statement:
    return Statement(
        key=entry["key"],
        career_id=load.maybe("careers", entry.get("career")),
        skill_id=load.maybe("skills", entry.get("skill")),
        facet_id=facets[entry["facet"]],
        kind=entry["kind"],
        position=entry.get("position", 0),
        text=entry["text"].strip(),
        note=entry.get("note", ""),
        author=load.author,
    )


def _next(load: Load, wanted: Statement, versions: list[Statement]) -> Statement:
    """Return the row to write: the open one in place, or the next version."""
    last = versions[-1] if versions else None
    wanted.version = last.version + 1 if last else 1
    wanted.state = State.IN_REVIEW
    wanted.release = load.open_release()
    if last is not None and last.state in OPEN:
        if last.author_id != load.author.pk:
            raise PermissionDenied(
                f"Statement {last.key} is in work by {last.author}: load it as them, "
                "or have it decided first."
            )
        wanted.pk, wanted.version = last.pk, last.version
        wanted.created_at = last.created_at
    return wanted


def _broken(
    entry: Entry, findings: dict[str, int], wanted: Statement, cites: list[int]
) -> list[Violation]:
    """Return what a statement breaks that can be told before it is approved."""
    name = f"statement {wanted.key}"
    lacking = [key for key in entry["findings"] if key not in findings]
    found = [
        Violation(RULES["claim-rests-on-findings"], name, "findings", f"{key}: a draft")
        for key in lacking
    ]
    preview = statement_preview(text=wanted.text, cited=cites)
    found += [
        Violation(RULES["slot-shows-its-figure"], name, "text", str(mistake))
        for mistake in preview.mistakes
        if not lacking
    ]
    found += [
        Violation(RULES[rule], name, "text", said) for rule, said in preview.broken
    ]
    return found


def _write(load: Load, changed: list[tuple[Statement, list[int]]]) -> None:
    """Write statements, then what each cites and who wrote at it."""
    new = [row for row, _cites in changed if row.pk is None]
    other = [row for row, _cites in changed if row.pk is not None]
    decided = columns(
        Statement,
        leave=("key", "version", "author", "created_at", "published_at"),
    )
    StatementFinding.objects.filter(statement__in=[row.pk for row in other]).delete()
    write(Statement, new, other, decided)
    load.add(
        StatementFinding,
        [
            StatementFinding(statement=row, finding_id=cited, position=position)
            for row, cites in changed
            for position, cited in enumerate(cites)
        ],
    )
    for row, _cites in changed:
        note_editor(row, load.author)
