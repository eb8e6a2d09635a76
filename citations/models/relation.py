"""How sources hang together, who stands behind them, where their records were seen."""

import pghistory
from django.db import models
from django.db.models import F, Q

from citations.enums import OrganizationRole, RelationKind
from citations.models.organization import Organization
from citations.models.source import Source


@pghistory.track()
class SourceOrganization(models.Model):
    """What an organization has to do with a source."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="roles")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="roles"
    )
    role = models.CharField(max_length=10, choices=OrganizationRole.choices)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["source", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "organization", "role"],
                name="sourceorganization_once",
            ),
            models.CheckConstraint(
                name="sourceorganization_role_is_known",
                condition=Q(role__in=OrganizationRole.values),
                violation_error_code="terms-are-known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.get_role_display()}"


@pghistory.track()
class SourceRelation(models.Model):
    """How one source stands to another. The database refuses a cycle."""

    from_source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="relations_out"
    )
    to_source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="relations_in"
    )
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    note = models.CharField(
        max_length=300, blank=True, default="", help_text="The relation in words."
    )

    class Meta:
        ordering = ["from_source", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_source", "to_source", "kind"], name="sourcerelation_once"
            ),
            models.CheckConstraint(
                name="sourcerelation_joins_two_sources",
                condition=~Q(from_source=F("to_source")),
                violation_error_message="A source is not related to itself.",
                violation_error_code="relations-have-no-cycle",
            ),
            models.CheckConstraint(
                name="sourcerelation_kind_is_known",
                condition=Q(kind__in=RelationKind.values),
                violation_error_code="terms-are-known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_source} {self.get_kind_display()} {self.to_source}"


@pghistory.track()
class RecordSighting(models.Model):
    """Where the bibliographic record of a source was seen."""

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="sightings"
    )
    address = models.CharField(max_length=500)

    class Meta:
        ordering = ["source", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "address"], name="recordsighting_once"
            )
        ]

    def __str__(self) -> str:
        return self.address
