"""Bringing one edition of a dataset in: one transaction, everything or nothing."""

from collections.abc import Callable
from dataclasses import dataclass

import pghistory
from django.contrib.auth.models import User
from django.db import OperationalError, connection

from citations.services import check_editor
from kb.formats.dataset import Dataset, DatasetProblem
from kb.models import Release
from kb.services.dataset.claims import put_claims
from kb.services.dataset.identities import put_careers, put_skills, put_tasks
from kb.services.dataset.listings import put_listings
from kb.services.dataset.names import put_aliases, put_codes
from kb.services.dataset.sources import put_source
from kb.services.dataset.state import Import, lock_imports
from kb.services.dataset.tally import Tally
from kb.services.refusal import refusals

NO_ROOM = "The database has no room for this ({}): nothing was written. Make room and"
FAILED = {
    "53100": NO_ROOM,
    "53200": NO_ROOM,
    "55P03": (
        "Somebody else holds what this would write ({}): nothing was written. Wait and"
    ),
    "57P01": "The database was shut down ({}): nothing was written. Start it and",
    None: "The database went away ({}). Once it is back,",
}
"""What an operator reads, by what PostgreSQL says; without a number, it is gone."""
PATIENCE = "60s"
"""How long a load waits for rows that an editor holds: a page would give up sooner."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did, and the release that now waits for review, if any."""

    tally: Tally
    release: Release | None


class _UndoneError(Exception):
    """Takes a dry run back."""


def dataset_load(
    *,
    dataset: Dataset,
    author: User,
    dry_run: bool = False,
    step: Callable[[str], None] = lambda _name: None,
) -> ImportReport:
    """Write what is new or changed in ``dataset``; it waits for another person.

    Nothing is written of a ``dry_run``, nor if anything is refused. Rows that cannot be
    read or match nothing are in ``dataset.quarantine``. ``step`` is called with the
    name of each table as it is done. Raises ``DatasetProblem`` for files that are not
    what they should be, and while another import runs; ``RuleViolations`` for a rule
    that is broken; ``PermissionDenied`` if ``author`` is no editor.
    """
    check_editor(author)
    prints = dataset.check()
    tally = Tally(step=step)
    release: Release | None = None
    try:
        with pghistory.context(user=author.pk, dataset=dataset.name), refusals():
            _begin()
            load = Import(dataset, author, prints, put_source(dataset.origin), tally)
            _write(load, undo=dry_run)
            release = load.release
    except _UndoneError:
        pass
    except OperationalError as error:
        told = FAILED.get(getattr(error.__cause__, "sqlstate", None))
        if told is None:
            raise
        why = str(error.__cause__).strip().splitlines()[0]
        raise DatasetProblem(
            f"{told.format(why)} run the same command again."
        ) from error
    return ImportReport(tally, release)


def _begin() -> None:
    """Take the lock of imports; let this transaction last as long as it needs."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    if not lock_imports():
        raise DatasetProblem(
            "Another import is running: wait until it ends, then run this again."
        )


def _write(load: Import, *, undo: bool) -> None:
    """Write every table in the order of their references; ``undo`` takes it back."""
    dataset = load.dataset
    load.look_around()
    put_careers(load, dataset.occupations())
    put_skills(load, dataset.elements())
    put_tasks(load, dataset.tasks())
    put_aliases(load, dataset.aliases())
    put_codes(load, dataset.codes())
    put_listings(load, dataset.listings())
    put_claims(load, dataset.claims())
    if load.tally.anything():
        with connection.cursor() as cursor:
            cursor.execute("SELECT kb_analyze()")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if undo:
        raise _UndoneError
