"""Careers that editors wrote about and whose code the newest edition no longer has."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse

from careers.models import Career
from kb.selectors.queues.queue import EDITOR, Entry, Queue

GONE = """
SELECT c.career_id FROM kb_newer_editions() w JOIN kb_release r ON r.id = w.release_id
JOIN kb_release n ON n.pack = w.pack AND n.state = 'approved'
 AND NOT EXISTS (SELECT 1 FROM kb_newer_editions() x WHERE x.release_id = n.id)
JOIN careers_careercode c ON c.release = r.edition AND c.match = 'exact'
WHERE NOT EXISTS (SELECT 1 FROM careers_careercode o WHERE o.career_id = c.career_id
    AND o.match = 'exact' AND o.release = n.edition)
  AND (
    EXISTS (SELECT 1 FROM careers_careerskill p WHERE p.career_id = c.career_id)
    OR EXISTS (SELECT 1 FROM kb_statement s WHERE s.career_id = c.career_id
      AND s.state IN ('draft', 'in_review', 'published', 'suspended'))
    OR EXISTS (SELECT 1 FROM kb_subject s JOIN kb_finding f ON f.id = s.finding_id
      LEFT JOIN kb_release d ON d.id = f.release_id
      WHERE s.career_id = c.career_id AND coalesce(d.dataset, '') = ''
        AND f.state IN ('draft', 'in_review', 'published', 'suspended')))
"""


def rows(_person: User) -> QuerySet[Career]:
    """Return them; those that were merged since have found their home."""
    lost = RawSQL(GONE, ())  # noqa: S611 - a constant
    return Career.objects.current().filter(pk__in=lost).prefetch_related("codes")


def entry(career: Career) -> Entry:
    """Return a career, the code that is gone, and the ways out."""
    exact = [code for code in career.codes.all() if code.match == "exact"]
    last = max(exact, key=lambda code: code.release, default=None)
    told = f"{last.code} ({last.release})" if last else "of it"
    return Entry(
        f"{career} ({career.key})",
        f"The newest edition no longer has its code {told}, and editors wrote about "
        "it: merge it into the career that took its place, or give it its new code.",
        reverse("admin:careers_career_change", args=[career.pk]),
        (
            ("merge", reverse("admin:careers_career_merge", args=[career.pk])),
            ("what changed", reverse("admin:editions")),
        ),
    )


HOMELESS = Queue(
    key="needs-a-home",
    title="Needs a home",
    meaning="A newer edition of a dataset dropped the code of a career that findings, "
    "statements or pairs of ours are about. Nothing of them is lost.",
    groups=frozenset({EDITOR}),
    rows=rows,
    entry=entry,
)
