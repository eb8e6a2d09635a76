"""A skill in a career: the pair a page is about."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from careers.enums import Basis, Role
from careers.models.career import Career
from careers.models.skill import Skill


class CareerSkillQuerySet(models.QuerySet["CareerSkill"]):
    """Named reads of pairs."""

    def by_role(self) -> Self:
        """Core first, then supporting, then emerging; by name within each."""
        order = models.Case(
            *(
                models.When(role=role, then=place)
                for place, role in enumerate(Role.values)
            ),
            output_field=models.SmallIntegerField(),
        )
        return self.select_related("career", "skill").order_by(order, "skill__name")


@pghistory.track()
class CareerSkill(models.Model):
    """A skill listed in a career, the place it has there, and what that rests on."""

    career = models.ForeignKey(Career, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="careers")
    role = models.CharField(max_length=12, choices=Role.choices)
    basis = models.CharField(
        max_length=12,
        choices=Basis.choices,
        help_text="Evidence is linked in kb; without it the page says so.",
    )

    objects = CareerSkillQuerySet.as_manager()

    class Meta:
        ordering = ["career__name", "skill__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["career", "skill"],
                name="careerskill_once",
                violation_error_message="This skill is already listed in this career.",
            ),
            models.CheckConstraint(
                name="careerskill_role_is_known",
                condition=Q(role__in=Role.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="careerskill_basis_is_known",
                condition=Q(basis__in=Basis.values),
                violation_error_code="edge-has-a-basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} in {self.career}"
