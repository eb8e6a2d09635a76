"""Skills, their other names and their codes."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from careers.enums import Match, Scheme, SkillKind
from careers.models.named import Alias, Code, Named


class SkillQuerySet(models.QuerySet["Skill"]):
    """Named reads of skills."""

    def current(self) -> Self:
        """Skills that readers may choose: neither merged nor withdrawn."""
        return self.filter(merged_into=None, withdrawn_reason="")


@pghistory.track()
class Skill(Named):
    """Something a person can learn and use at work."""

    kind = models.CharField(max_length=12, choices=SkillKind.choices)

    objects = SkillQuerySet.as_manager()

    class Meta(Named.Meta):
        constraints = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="skill_kind_is_known",
                condition=Q(kind__in=SkillKind.values),
                violation_error_code="terms-are-known",
            ),
        ]


@pghistory.track()
class SkillAlias(Alias):
    """Another name of a skill."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        verbose_name_plural = "skill aliases"
        constraints = [
            *Alias.Meta.constraints,
            models.UniqueConstraint(
                fields=["skill", "name", "language"], name="skillalias_once"
            ),
        ]


@pghistory.track()
class SkillCode(Code):
    """A skill's code in a taxonomy of skills or technologies."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=20, choices=Scheme.choices)

    class Meta(Code.Meta):
        constraints = [
            *Code.Meta.constraints,
            models.CheckConstraint(
                name="skillcode_scheme_is_known",
                condition=Q(scheme__in=Scheme.values),
                violation_error_code="terms-are-known",
            ),
            models.UniqueConstraint(
                fields=["skill", "scheme", "release", "code"], name="skillcode_once"
            ),
            models.UniqueConstraint(
                fields=["scheme", "code", "release"],
                condition=Q(match=Match.EXACT),
                name="skillcode_exact_once",
                violation_error_message=(
                    "Another skill already is exactly this code: use that skill."
                ),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "code"], name="skillcode_by_code")]
