"""Counting what each client asks of the API, exactly and over all workers."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from django.db import connection
from django.utils.crypto import salted_hmac

from kb.models import Allowance

SPAN = "1 minute"
TAKE = "SELECT * FROM kb_allowance_take(%s, %s, %s)"


@dataclass(frozen=True)
class Left:
    """What a client may still ask, once a request was counted or refused."""

    taken: bool
    limit: int
    """Requests in a minute; that many at once if nothing was asked before."""
    remaining: int
    seconds: int
    """Until the allowance is whole again; for one refused, until one is let through."""


def allowance_take(*, client: str, limit: int) -> Left:
    """Count one request of ``client``, who may make ``limit`` in a minute.

    The allowance grows back evenly, so there is no edge of the clock at which it begins
    anew. A request that is refused is not counted.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [client, limit, SPAN])
        taken, remaining, seconds = cursor.fetchone()
    return Left(taken, limit, remaining, ceil(seconds))


@lru_cache(maxsize=4096)
def client_key(address: str) -> str:
    """Return what stands for an address: nobody without the key finds it again."""
    return salted_hmac(Allowance._meta.label, address, algorithm="sha256").hexdigest()
