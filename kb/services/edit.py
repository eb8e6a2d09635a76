"""Writing what nobody else wrote at meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Model

from kb.selectors.history import version_token


class StaleEditError(Exception):
    """Somebody saved the row, or a part of it, after the version that was seen."""


@contextmanager
def unchanged(*, row: Model, seen: str) -> Iterator[None]:
    """Lock ``row`` for the block, as one piece with what the block writes.

    ``seen`` is the ``version_token`` of what the writer began from. Of two who began
    from the same version one writes; the other waits for the lock and is refused with
    ``StaleEditError``, before the block. A row that is gone is refused as well.
    """
    with transaction.atomic():
        model = type(row)
        locked = model._base_manager.select_for_update().filter(pk=row.pk)
        if not list(locked.values_list("pk")):
            raise StaleEditError
        if version_token(model, row.pk) != seen:
            raise StaleEditError
        yield
