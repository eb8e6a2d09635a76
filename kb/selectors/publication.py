"""What stands between a finding and its readers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import connection

from kb.enums import State
from kb.models import Finding, Release
from kb.selectors.deciding import touching_interests_of


def _rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def finding_digest(finding: Finding) -> str:
    """Return the SHA-256 of all that a reviewer of ``finding`` sees."""
    return str(_rows("SELECT kb_digest(%s)", finding.pk)[0][0])


def digests(findings: Iterable[Finding]) -> dict[int, str]:
    """Return the digest of each finding by its row number, in one statement."""
    ids = [finding.pk for finding in findings]
    return dict(_rows("SELECT id, kb_digest(id) FROM unnest(%s::bigint[]) AS id", ids))


def release_digest(release: Release) -> str:
    """Return the SHA-256 of all that ``release`` publishes."""
    return str(_rows("SELECT kb_release_digest(%s)", release.pk)[0][0])


def finding_shortfalls(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """Return what ``findings`` lack for publication: key, rule, place, what is there.

    One statement; the database names the rules, kb.rules explains them.
    """
    ids = [finding.pk for finding in findings]
    return _rows(
        "SELECT f.key, s.rule, s.place, s.found"
        " FROM unnest(%s::bigint[]) AS id JOIN kb_finding f USING (id)"
        " CROSS JOIN LATERAL kb_shortfalls(f.id) AS s ORDER BY f.key, s.rule, s.place",
        ids,
    )


def barred_findings(*, release: Release, person: User) -> dict[int, str]:
    """Return the keys of findings whose publisher ``person`` has an interest in.

    By row number; only those in review. A publisher is any organization behind the
    claimant or behind a cited source.
    """
    rows = Finding.objects.filter(
        touching_interests_of(person), release=release, state=State.IN_REVIEW
    ).values_list("pk", "key")
    return dict(rows)


def unnamed(studied: Sequence[tuple[str, list[str]]]) -> list[int]:
    """Return the places of those whose words hold none of their names."""
    found = _rows(
        "SELECT place - 1 FROM ROWS FROM (unnest(%s::text[]), unnest(%s::text[]))"
        " WITH ORDINALITY AS t(words, names, place)"
        " WHERE NOT kb_named(words, string_to_array(names, E'\\x1f'))",
        [words for words, _ in studied],
        ["\x1f".join(names) for _, names in studied],
    )
    return [int(place) for (place,) in found]


def lost_numbers(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return which of ``texts`` have lost a number, by place, and the trace of it."""
    found = _rows(
        "SELECT place - 1, lost"
        " FROM unnest(%s::text[]) WITH ORDINALITY AS t(words, place)"
        " CROSS JOIN LATERAL kb_lost(t.words) AS lost ORDER BY place",
        list(texts),
    )
    return [(int(place), str(lost)) for place, lost in found]
