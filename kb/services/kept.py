"""Answers kept for a request that may be sent again."""

import datetime

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from kb.models import KeptAnswer
from kb.services.refusal import refusals

KEPT_FOR = datetime.timedelta(hours=24)
HOLD = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
FORGET = """
DELETE FROM kb_keptanswer WHERE id IN (
  SELECT id FROM kb_keptanswer WHERE expires_at < clock_timestamp()
  LIMIT 100 FOR UPDATE SKIP LOCKED)
"""


class KeyBusyError(Exception):
    """A request with this key is being worked on at this moment."""


class KeyReusedError(Exception):
    """The key was used for another request."""


def answer_kept(*, person: User, key: str, digest: str) -> KeptAnswer | None:
    """Return what this very request was answered before, ``None`` if it is new.

    Holds the key until the end of the transaction, in which the request is to be done
    and its answer kept. Raises ``KeyBusyError`` if somebody else holds it, and
    ``KeyReusedError`` if ``digest`` is not that of the request it was used for.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [f"kb.kept {person.pk} {key}"])
        if not cursor.fetchone()[0]:
            raise KeyBusyError
        cursor.execute(FORGET)
    found = KeptAnswer.objects.filter(
        person=person, key=key, expires_at__gt=timezone.now()
    ).first()
    if found is not None and found.request_digest != digest:
        raise KeyReusedError
    return found


def answer_keep(
    *,
    person: User,
    key: str,
    digest: str,
    status: int,
    headers: dict[str, str],
    body: str,
) -> KeptAnswer:
    """Keep the answer of a request that was done, and return it."""
    with refusals(key):
        KeptAnswer.objects.filter(person=person, key=key).delete()
        return KeptAnswer.objects.create(
            person=person,
            key=key,
            request_digest=digest,
            status=status,
            headers=headers,
            body=body,
            expires_at=timezone.now() + KEPT_FOR,
        )
