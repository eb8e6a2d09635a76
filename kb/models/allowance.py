"""How much of the API one client has used lately, counted without knowing who it is."""

from django.db import models


class Allowance(models.Model):
    """When the allowance of one client will be whole again.

    Each request moves ``whole_at`` on by the time that one request is worth; who is too
    far ahead of the clock waits. ``client`` is a keyed hash of an address or the number
    of a token. The table is not logged: after a crash everybody begins anew. It has no
    history: who asked when is nobody's business.
    """

    client = models.CharField(max_length=64, primary_key=True)
    whole_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"whole at {self.whole_at}"
