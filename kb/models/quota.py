"""How often somebody without account may write, counted without knowing who."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Quota(models.Model):
    """When one sender wrote lately; the row goes once nothing in it counts any more.

    ``sender`` is a keyed hash of an address, or of "everybody". It has no history: who
    it was is nobody's business, and soon nobody's knowledge.
    """

    sender = models.CharField(max_length=64, primary_key=True)
    taken = ArrayField(models.DateTimeField())
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{len(self.taken)} until {self.expires_at}"
