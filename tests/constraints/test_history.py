"""Every curated table has a history that triggers write and nobody rewrites."""

from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction

from kb.models import Account
from tests import make
from tests.constraints.catalogue import OURS
from tests.constraints.test_uniques import MAKERS
from tests.sql import delete, refused, rows, update, value

MODELS = [m for app in OURS for m in apps.get_app_config(app).get_models()]
EVENTS: list[Any] = [m for m in MODELS if hasattr(m, "pgh_tracked_model")]
# Rows of fixtures/, each change of which is a commit of the repository.
VOCABULARIES = {"facet", "topic", "measure", "worktype"}
# Who wrote or asked how often: nobody's business, and soon gone.
FORGOTTEN = {"quota", "allowance", "keptanswer"}
# Written by workers, never changed: a history already.
JOURNALS = {"linkcheck", "change"}
# What a dataset brought: it never changes, and its release has a history.
BROUGHT = {"listing", "datasetfile", "retirement"}
# Verdicts that anybody can compute again from what stands there.
COMPUTED = {"recomputation"}


def test_every_curated_table_has_its_history() -> None:
    curated = {m._meta.model_name for m in MODELS if m not in EVENTS}
    tracked = {event.pgh_tracked_model._meta.model_name for event in EVENTS}
    untracked = VOCABULARIES | FORGOTTEN | JOURNALS | BROUGHT | COMPUTED
    assert tracked == curated - untracked


# That a password was set is told, though no password is.
ALSO = {Account: [("auth_user", "password_update")]}


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.__name__)
def test_history_is_written_by_triggers_and_only_grows(
    event: type[models.Model],
) -> None:
    tracked = event.pgh_tracked_model  # type: ignore[attr-defined]
    found = rows(
        "SELECT c.relname, substring(g.tgname FROM 'pgtrigger_(.+)_[0-9a-f]{5}')"
        " FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid"
        " WHERE c.relname = ANY (%s) AND starts_with(g.tgname, 'pgtrigger_')"
        " AND g.tgenabled = 'O'",
        [tracked._meta.db_table, event._meta.db_table],
    )
    assert sorted(found) == sorted(
        [
            (tracked._meta.db_table, "insert_insert"),
            (tracked._meta.db_table, "update_update"),
            (tracked._meta.db_table, "delete_delete"),
            *ALSO.get(tracked, []),
            (event._meta.db_table, "append_only"),
        ]
    )


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.__name__)
def test_history_cannot_be_rewritten(event: Any) -> None:
    with transaction.atomic():
        row = MAKERS[event.pgh_tracked_model]()
        written = event.objects.get(pgh_obj_id=row.pk)
        assert written.pgh_label == "insert"
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            event.objects.filter(pk=written.pk).update(pgh_label="delete")
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            event.objects.filter(pk=written.pk).delete()
        transaction.set_rollback(True)  # what must add up at commit does not


@pytest.mark.parametrize("kind", ["insert_insert", "append_only"])
def test_no_session_can_wish_a_trigger_of_the_history_away(kind: str) -> None:
    wanted = rows(
        "SELECT array_agg(tgname)::text FROM pg_trigger"
        " WHERE starts_with(tgname, 'pgtrigger_' || %s)",
        kind,
    )
    rows("SELECT set_config('pgtrigger.ignore', %s, true)", wanted[0][0])
    row = make.career()
    assert value("SELECT count(*) FROM careers_careerevent") == 1
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        rows("DELETE FROM careers_careerevent WHERE pgh_obj_id = %s", row.pk)


def test_plain_sql_writes_history_too() -> None:
    row = make.duty()
    update(row, text="Something else")
    update(row, text="Something else")  # a change of nothing is no event
    delete(row)
    labels = rows(
        "SELECT pgh_label FROM kb_dutyevent WHERE pgh_obj_id = %s ORDER BY pgh_id",
        row.pk,
    )
    assert labels == [("insert",), ("update",), ("delete",)]


def test_who_and_why_only_grow() -> None:
    with pghistory.context(user=None, page="/admin/"):
        make.career()
        with pghistory.context(user=7, reason="A wish."):
            make.career()
    context = value("SELECT id FROM pghistory_context")
    statement = "UPDATE pghistory_context SET metadata = metadata || %s::jsonb"
    with refused("append-only", by="kb_context_append_only"):
        rows(statement, '{"user": 8}')
    with refused("append-only"):
        rows("UPDATE pghistory_context SET metadata = metadata - 'user'")
    with refused("append-only"):
        rows("UPDATE pghistory_context SET created_at = now() + interval '1 s'")
    with refused("append-only"):
        rows("DELETE FROM pghistory_context WHERE id = %s", context)
    assert value("SELECT metadata ->> 'user' FROM pghistory_context") == "7"
