"""What every description of a career rests on: a citation, and a release."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from careers.models import Career
from citations.models import Citation
from kb.enums import DescriptionState
from kb.models.release import Release


class DescribedQuerySet(models.QuerySet[Any]):
    """Named reads. Every public read starts at ``shown()``."""

    def shown(self) -> Self:
        """Keep what readers may see: approved, and not replaced since."""
        return self.filter(state=DescriptionState.SHOWN)

    def in_review(self) -> Self:
        """Keep what waits for the approval of its release."""
        return self.filter(state=DescriptionState.IN_REVIEW)


class Described(models.Model):
    """A row of a career's description: whose words it follows, and what brought it.

    Readers see it once its release is approved, and it is frozen from then on with its
    parts. A change is a new row that ``replaces`` it, in a release in review: readers
    see the old one until the new one is approved. ``state`` is written by the database.
    """

    career = models.ForeignKey(Career, on_delete=models.PROTECT, related_name="+")
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=10,
        choices=DescriptionState.choices,
        default=DescriptionState.IN_REVIEW,
        editable=False,
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        help_text="The row that readers see until this one is approved.",
    )

    objects = DescribedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["career", "citation", "position"]


def once(
    name: str,
    *fields: str,
    **what: Any,  # noqa: ANN401 - whatever UniqueConstraint takes
) -> list[models.UniqueConstraint]:
    """Return what keeps a description single: one shown, one in review beside it.

    ``what`` is what else each of the two takes: expressions instead of ``fields``.
    """
    if fields:
        what["fields"] = fields
    expressions = what.pop("expressions", ())
    shown, waiting = (
        models.UniqueConstraint(
            *expressions, name=f"{name}_{when}", condition=Q(state=state), **what
        )
        for when, state in (
            ("once", DescriptionState.SHOWN),
            ("once_in_review", DescriptionState.IN_REVIEW),
        )
    )
    follows = models.UniqueConstraint(
        fields=["replaces"],
        name=f"{name}_one_successor",
        condition=Q(state=DescriptionState.IN_REVIEW),
        violation_error_message="A new version of it already is in review.",
    )
    return [shown, waiting, follows]
