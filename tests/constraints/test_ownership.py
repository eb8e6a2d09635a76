"""The role of the product owns nothing, and so can loosen no rule."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.sql import rows, value

APP = "attest_app"
one_role = pytest.mark.skipif(
    settings.DATABASE_OWNER["USER"] == settings.DATABASES["default"]["USER"],
    reason="DATABASE_URL gives one role for all",
)


@contextmanager
def session_of(role: dict[str, Any]) -> Iterator[psycopg.Connection]:
    """Speak to the test database as a role, and undo what was said."""
    session = psycopg.connect(
        host=role["HOST"],
        port=role["PORT"],
        user=role["USER"],
        password=role.get("PASSWORD", ""),
        dbname=connection.settings_dict["NAME"],
    )
    try:
        yield session
    finally:
        session.rollback()
        session.close()


@one_role
def test_the_product_owns_no_table_and_no_function() -> None:
    owned = rows(
        "SELECT c.relname FROM pg_class c WHERE pg_get_userbyid(c.relowner) = %s"
        " UNION ALL SELECT p.proname FROM pg_proc p"
        " WHERE pg_get_userbyid(p.proowner) = %s",
        APP,
        APP,
    )
    assert value("SELECT current_user") == APP
    assert owned == []


@one_role
def test_the_product_has_no_power_over_roles() -> None:
    powers = rows(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,"
        " (SELECT count(*) FROM pg_auth_members m WHERE m.member = r.oid)"
        " FROM pg_roles r WHERE rolname = %s",
        APP,
    )
    assert powers == [(False, False, False, False, False, 0)]


@one_role
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE kb_finding DISABLE TRIGGER ALL",
        "ALTER TABLE kb_finding DROP CONSTRAINT finding_once",
        "DROP TRIGGER finding_moves ON kb_finding",
        "CREATE OR REPLACE FUNCTION kb_shortfalls(this bigint) RETURNS TABLE"
        " (rule text, place text, found text) LANGUAGE sql AS 'SELECT 1, 2, 3'",
        "CREATE TABLE kb_elsewhere (id bigint)",
        "CREATE TEMPORARY TABLE kb_review (finding_id bigint)",
        "CREATE SCHEMA elsewhere",
        "SET session_replication_role = replica",
        "SET ROLE attest_owner",
    ],
)
def test_the_product_may_not_loosen_a_rule(statement: str) -> None:
    with (
        session_of(settings.DATABASES["default"]) as session,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        session.execute(statement.encode())


@one_role
def test_what_the_owner_will_make_the_product_may_not_truncate() -> None:
    """TRUNCATE is granted to tests alone, and after the tables were made."""
    with session_of(settings.DATABASE_OWNER) as session:
        session.execute("CREATE TABLE made_by_a_migration (id bigint)")
        (may,) = session.execute(
            "SELECT ARRAY(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE',"
            " 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p"
            " WHERE has_table_privilege('attest_app', 'made_by_a_migration', p))"
        ).fetchone() or ((),)
    assert may == ["SELECT", "INSERT", "UPDATE", "DELETE"]
