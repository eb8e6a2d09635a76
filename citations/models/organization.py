"""Who publishes, funds or sells."""

import pghistory
from django.db import models
from django.db.models import F, Q

from citations.enums import PLACEHOLDER, Interest


@pghistory.track()
class Organization(models.Model):
    """A body with a name and an interest that a reader should know."""

    key = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    interest = models.CharField(max_length=20, choices=Interest.choices)
    url = models.URLField(max_length=300, blank=True, default="")
    note = models.TextField(
        blank=True, default="", help_text="Why it has this interest, where in doubt."
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        help_text="The row that took this one's place: its address answers 308.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="organization_name_is_no_placeholder",
                condition=~Q(name__iregex=PLACEHOLDER),
                violation_error_message=(
                    "A name must name something: this one is empty or stands for "
                    "“unknown”."
                ),
                violation_error_code="name-is-no-placeholder",
            ),
            models.CheckConstraint(
                name="organization_key_is_a_slug",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message=(
                    "A key holds small letters, digits and single hyphens only."
                ),
                violation_error_code="key-is-a-slug",
            ),
            models.CheckConstraint(
                name="organization_interest_is_known",
                condition=Q(interest__in=Interest.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="organization_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                violation_error_message="A row cannot be merged into itself.",
                violation_error_code="key-is-forever",
            ),
        ]

    def __str__(self) -> str:
        return self.name
