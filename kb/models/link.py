"""What a finding rests on, what it bears on, and what edges rest on it."""

import pghistory
from django.db import models
from django.db.models import Q

from careers.models import CareerAdjacency, CareerSkill, SkillAdjacency
from citations.models import Citation, Source
from kb.enums import LinkKind
from kb.models.finding import Finding


@pghistory.track()
class FindingCitation(models.Model):
    """A place in a source on which a finding rests."""

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="citations"
    )
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="findings"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["finding", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "citation"], name="findingcitation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.citation}"


@pghistory.track()
class FindingLink(models.Model):
    """One claim conflicts with, agrees with or qualifies another; by their keys."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="links")
    to_key = models.SlugField(
        max_length=120, help_text="Key of the other finding, whatever its version."
    )
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    note = models.TextField()

    class Meta:
        ordering = ["finding", "to_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "to_key", "kind"], name="findinglink_once"
            ),
            models.CheckConstraint(
                name="findinglink_says_why",
                condition=Q(kind__in=LinkKind.values) & ~Q(note__regex=r"^\s*$"),
                violation_error_message="Say in words how the two hang together.",
                violation_error_code="reasons-are-given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.get_kind_display()} {self.to_key}"


@pghistory.track()
class EdgeBasis(models.Model):
    """What stands behind an edge of careers: a finding by its key, or a source."""

    pair = models.ForeignKey(
        CareerSkill, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    skill_edge = models.ForeignKey(
        SkillAdjacency,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    career_edge = models.ForeignKey(
        CareerAdjacency,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    finding_key = models.SlugField(max_length=120, blank=True, default="")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "edge bases"
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "skill_edge", "career_edge", "finding_key", "source"],
                name="edgebasis_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="edgebasis_of_one_edge",
                condition=Q(pair__isnull=False, skill_edge=None, career_edge=None)
                | Q(pair=None, skill_edge__isnull=False, career_edge=None)
                | Q(pair=None, skill_edge=None, career_edge__isnull=False),
                violation_error_code="edge-has-a-basis",
            ),
            models.CheckConstraint(
                name="edgebasis_is_a_finding_or_a_source",
                condition=(Q(source=None) & ~Q(finding_key=""))
                | (Q(source__isnull=False) & Q(finding_key="")),
                violation_error_code="edge-has-a-basis",
            ),
        ]

    def __str__(self) -> str:
        return self.finding_key or str(self.source)
