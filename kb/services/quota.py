"""Counting what comes from people without account, exactly and over all workers."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from kb.models import Quota

WINDOW = datetime.timedelta(hours=1)
EVERYBODY = "everybody"

# One statement, so that two workers wait for each other on the row and neither counts
# past the limit. Only what is younger than the window counts: there is no edge of the
# clock at which a limit starts anew.
TAKE = """
INSERT INTO kb_quota AS q (sender, taken, expires_at)
SELECT %(sender)s, ARRAY[clock_timestamp()], clock_timestamp() + %(window)s::interval
ON CONFLICT (sender) DO UPDATE SET
  taken = ARRAY(SELECT t FROM unnest(q.taken) t
                WHERE t > clock_timestamp() - %(window)s::interval ORDER BY t)
          || clock_timestamp(),
  expires_at = clock_timestamp() + %(window)s::interval
WHERE (SELECT count(*) FROM unnest(q.taken) t
       WHERE t > clock_timestamp() - %(window)s::interval) < %(limit)s
RETURNING cardinality(taken)
"""
WAIT = """
SELECT ceil(extract(epoch FROM min(t) + %(window)s::interval - clock_timestamp()))
FROM kb_quota q, unnest(q.taken) t
WHERE q.sender = %(sender)s AND t > clock_timestamp() - %(window)s::interval
"""
FORGET = """
DELETE FROM kb_quota WHERE sender IN (
  SELECT sender FROM kb_quota WHERE expires_at < clock_timestamp()
  FOR UPDATE SKIP LOCKED)
"""


@dataclass
class QuotaSpent(Exception):  # noqa: N818 - the name says what happened
    """The limit is reached; in ``seconds`` one more will be let through."""

    seconds: int


def quota_take(*, address: str) -> None:
    """Count one piece of writing from ``address``, or raise ``QuotaSpent``.

    Nothing is counted if it is raised. Call it in the transaction that writes: what
    fails is not counted either.
    """
    with transaction.atomic():
        quotas_forget()
        # The address first: who is over the limit does not queue behind everybody.
        _take(_keyed(address), settings.READER_FLAGS_AN_HOUR)
        _take(_keyed(EVERYBODY), settings.ALL_READER_FLAGS_AN_HOUR)


def quotas_forget() -> int:
    """Delete what counts no more, and return how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        return int(cursor.rowcount)


def _take(sender: str, limit: int) -> None:
    window = f"{WINDOW.total_seconds()} s"
    given: dict[str, str | int] = {"sender": sender, "window": window, "limit": limit}
    with connection.cursor() as cursor:
        if limit > 0:
            cursor.execute(TAKE, given)
            if cursor.fetchone():
                return
        cursor.execute(WAIT, given)
        (seconds,) = cursor.fetchone()
    raise QuotaSpent(int(seconds or WINDOW.total_seconds()))


def _keyed(address: str) -> str:
    """Return what stands for an address: nobody without the key finds it again."""
    return salted_hmac(Quota._meta.label, address, algorithm="sha256").hexdigest()
