"""What every description of a career rests on: a citation, and a release."""

from django.db import models

from careers.models import Career
from citations.models import Citation
from kb.models.release import Release


class Described(models.Model):
    """A row of a career's description: whose words it follows, and what brought it.

    Readers see it once its release is approved; its marks are those of its source.
    """

    career = models.ForeignKey(Career, on_delete=models.PROTECT, related_name="+")
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["career", "citation", "position"]
