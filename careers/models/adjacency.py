"""Bare edges between skills, and between careers; their strength is kb's."""

import pghistory
from django.db import models
from django.db.models import F, Q

from careers.enums import Basis, Relation
from careers.models.career import Career
from careers.models.skill import Skill


@pghistory.track()
class SkillAdjacency(models.Model):
    """One skill stands in a named relation to another, in general or in one career."""

    from_skill = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="edges_out"
    )
    to_skill = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="edges_in"
    )
    relation = models.CharField(max_length=16, choices=Relation.choices)
    career = models.ForeignKey(
        Career,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="skill_edges",
        help_text="Empty where the edge holds in general.",
    )
    reason = models.TextField(help_text="Why the two are near, in words.")
    basis = models.CharField(max_length=12, choices=Basis.choices)

    class Meta:
        verbose_name_plural = "skill adjacencies"
        ordering = ["from_skill__name", "to_skill__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_skill", "to_skill", "relation", "career"],
                name="skilladjacency_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="skilladjacency_joins_two_skills",
                condition=~Q(from_skill=F("to_skill")),
                violation_error_message="A skill is not adjacent to itself.",
                violation_error_code="edge-joins-two",
            ),
            models.CheckConstraint(
                name="skilladjacency_relation_is_known",
                condition=Q(relation__in=Relation.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="skilladjacency_basis_is_known",
                condition=Q(basis__in=Basis.values),
                violation_error_code="edge-has-a-basis",
            ),
            models.CheckConstraint(
                name="skilladjacency_has_a_reason",
                condition=~Q(reason__regex=r"^\s*$"),
                violation_error_message="Say in words why the two skills are near.",
                violation_error_code="edge-has-a-basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_skill} {self.get_relation_display()} {self.to_skill}"


@pghistory.track()
class CareerAdjacency(models.Model):
    """Two careers that are near each other, with the reason; read both ways."""

    from_career = models.ForeignKey(
        Career, on_delete=models.CASCADE, related_name="edges_out"
    )
    to_career = models.ForeignKey(
        Career, on_delete=models.CASCADE, related_name="edges_in"
    )
    reason = models.TextField(help_text="Why the two are near, in words.")
    basis = models.CharField(max_length=12, choices=Basis.choices)

    class Meta:
        verbose_name_plural = "career adjacencies"
        ordering = ["from_career__name", "to_career__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_career", "to_career"], name="careeradjacency_once"
            ),
            models.CheckConstraint(
                name="careeradjacency_joins_two_careers",
                condition=~Q(from_career=F("to_career")),
                violation_error_message="A career is not adjacent to itself.",
                violation_error_code="edge-joins-two",
            ),
            models.CheckConstraint(
                name="careeradjacency_basis_is_known",
                condition=Q(basis__in=Basis.values),
                violation_error_code="edge-has-a-basis",
            ),
            models.CheckConstraint(
                name="careeradjacency_has_a_reason",
                condition=~Q(reason__regex=r"^\s*$"),
                violation_error_message="Say in words why the two careers are near.",
                violation_error_code="edge-has-a-basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_career} and {self.to_career}"
