"""Careers, their other names and their codes."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from careers.enums import Match, Scheme
from careers.models.named import Alias, Code, Named


class CareerQuerySet(models.QuerySet["Career"]):
    """Named reads of careers."""

    def current(self) -> Self:
        """Careers that readers may choose: neither merged nor withdrawn."""
        return self.filter(merged_into=None, withdrawn_reason="")

    def curated(self) -> Self:
        """Careers with skills of their own: those that have pages to browse."""
        return self.current().filter(skills__isnull=False).distinct()


@pghistory.track()
class Career(Named):
    """What a person does for a living; also an occupation as a dataset names it."""

    objects = CareerQuerySet.as_manager()

    class Meta(Named.Meta):
        pass


@pghistory.track()
class CareerAlias(Alias):
    """Another name of a career."""

    career = models.ForeignKey(Career, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        verbose_name_plural = "career aliases"
        constraints = [
            *Alias.Meta.constraints,
            models.UniqueConstraint(
                fields=["career", "name", "language"], name="careeralias_once"
            ),
        ]


class CareerCodeQuerySet(models.QuerySet["CareerCode"]):
    """Named reads."""

    def with_holder(self) -> Self:
        """Annotate ``holder``: the key of another career that exactly is this code."""
        exactly = CareerCode.objects.filter(
            scheme=OuterRef("scheme"),
            code=OuterRef("code"),
            release=OuterRef("release"),
            match=Match.EXACT,
            career__merged_into=None,
            career__withdrawn_reason="",
        ).exclude(career=OuterRef("career"))
        return self.annotate(holder=Subquery(exactly.values("career__key")[:1]))


@pghistory.track()
class CareerCode(Code):
    """A career's code in a taxonomy of occupations."""

    career = models.ForeignKey(Career, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=20, choices=Scheme.choices)

    objects = CareerCodeQuerySet.as_manager()

    class Meta(Code.Meta):
        constraints = [
            *Code.Meta.constraints,
            models.CheckConstraint(
                name="careercode_scheme_is_known",
                condition=Q(scheme__in=Scheme.values),
                violation_error_code="terms-are-known",
            ),
            models.UniqueConstraint(
                fields=["career", "scheme", "release", "code"], name="careercode_once"
            ),
            models.UniqueConstraint(
                fields=["scheme", "code", "release"],
                condition=Q(match=Match.EXACT),
                name="careercode_exact_once",
                violation_error_message=(
                    "Another career already is exactly this code: use that career."
                ),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "code"], name="careercode_by_code")]
