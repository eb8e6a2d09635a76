"""A reader's flag: counted, then recorded, in one transaction."""

from django.db import transaction

from citations.models import Flag
from citations.services import flag_raise
from kb.services.quota import quota_take


@transaction.atomic
def reader_flag_raise(*, flag: Flag, address: str) -> Flag:
    """Record what a reader without account says, and return it.

    ``address`` is counted and not kept. Raises ``QuotaSpent`` if too much came from it,
    or from all readers together, and ``ValidationError`` as ``flag_raise`` does.
    """
    quota_take(address=address)
    return flag_raise(flag=flag, raised_by=None)
