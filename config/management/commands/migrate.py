"""``manage.py migrate`` as the owner of the tables, without stalling a live system."""

import time
from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db.utils import OperationalError

from config.database import speaking_as

ATTEMPTS = 20
LOCK_NOT_AVAILABLE = "55P03"


class Command(MigrateCommand):
    """Django's command, in the role that owns the tables.

    A migration that cannot have its lock within half a second gives up, so that nobody
    queues behind it, and is tried again.
    """

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Migrate the database ``--database``, ``default`` if not given."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with speaking_as(settings.DATABASE_OWNER, options["database"]):
                    super().handle(*args, **options)
            except OperationalError as error:
                state = getattr(error.__cause__, "sqlstate", None)
                if state != LOCK_NOT_AVAILABLE or attempt == ATTEMPTS:
                    raise
                self.stderr.write(f"A lock is taken; attempt {attempt} of {ATTEMPTS}.")
                time.sleep(1 + attempt * 0.3)
            else:
                return
