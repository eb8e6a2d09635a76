"""All that a reviewer has before them when they decide on a finding."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from kb.models import Finding, Review
from kb.selectors.deciding import Barred, kept_away_from
from kb.selectors.difference import Change, change_of
from kb.selectors.pages import Pages, pages_of
from kb.selectors.whole import FindingWhole

DECISIONS = 20


@dataclass(frozen=True)
class ReviewPage:
    """A change, who may not decide on it, what was decided before, what it touches.

    ``bars`` says what keeps the person who looks from deciding; ``earlier`` holds the
    newest decisions on any version.
    """

    change: Change[Finding]
    barred: list[Barred]
    bars: list[str]
    earlier: list[Review]
    pages: Pages


def review_page(whole: FindingWhole, person: User) -> ReviewPage:
    """Return what a review of ``whole`` by ``person`` shows beside its content."""
    change, barred = change_of(whole), kept_away_from(whole.finding)
    touched = [whole.finding, *([change.base] if change.base else [])]
    decided = Review.objects.filter(finding__key=whole.finding.key)
    return ReviewPage(
        change,
        barred,
        [one.why for one in barred if one.person == person],
        list(
            decided.select_related("finding", "reviewer", "release").order_by(
                "-decided_at"
            )[:DECISIONS]
        ),
        pages_of(touched),
    )
