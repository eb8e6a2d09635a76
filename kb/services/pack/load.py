"""The order in which a pack is written, and what is said of it afterwards."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import pghistory
from django.contrib.auth.models import User
from django.db import connection

from citations.services import check_editor
from kb.models import Release
from kb.rules.asked import shortfalls
from kb.rules.rule import RuleViolations
from kb.services.pack.contents import Contents, Entry, Load
from kb.services.pack.descriptions import put_descriptions
from kb.services.pack.findings import put_findings
from kb.services.pack.identities import put_identities
from kb.services.pack.sources import put_sources
from kb.services.pack.statements import put_statements
from kb.services.pack.table import Tally
from kb.services.refusal import refusals


@dataclass(frozen=True)
class PackReport:
    """What a load did, or would have done; ``release`` waits for another person."""

    tally: Tally
    release: Release | None


def pack_load(
    *,
    meta: Entry,
    contents: Contents,
    author: User,
    dry_run: bool = False,
    step: Callable[[str], None] = lambda _name: None,
) -> PackReport:
    """Write a checked pack through the invariants, in one transaction.

    Rows found by key are changed where they differ and left alone where not; a changed
    finding becomes its next version. All that is new or changed joins a release in
    review. ``step`` hears the name of each table when it is done. With ``dry_run``
    everything is tried and undone. Raises ``RuleViolations`` with every rule broken,
    and ``PermissionDenied``; in both cases nothing has changed.
    """
    check_editor(author)
    load = Load(meta=meta, author=author, tally=Tally(step=step))
    with contextlib.suppress(_UndoneError):
        _write(load, contents, undo=dry_run)
    return PackReport(load.tally, load.release)


class _UndoneError(Exception):
    """Ends a dry run: whatever was written is undone on the way out."""


def _write(load: Load, contents: Contents, *, undo: bool) -> None:
    """Write every table in the order of their references, then ask every rule."""
    with (
        pghistory.context(user=load.author.pk, pack=load.meta["pack"]),
        refusals(),
    ):
        put_sources(load, contents)
        put_identities(load, contents)
        waiting = put_findings(load, contents)
        put_descriptions(load, contents)
        put_statements(load, contents)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        lacking = shortfalls(waiting)
        if lacking:
            raise RuleViolations(lacking)
        if undo:
            raise _UndoneError
