"""From an address to a connection: whose server, which role, which limits."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from django.core.checks import Error

from config import checks
from config.checks import postgresql_version
from config.database import Router, database_settings, parse

NOWHERE = Path("/nonexistent")
APP = "postgresql://app:p%40ss@db.example:6432/attest?sslmode=require"


def options(settings: Mapping[str, object]) -> Mapping[str, object]:
    """Return what is passed to the driver."""
    found = settings["OPTIONS"]
    assert isinstance(found, dict)
    return found


class TestAddress:
    def test_every_part_is_used(self) -> None:
        assert parse(APP) == {
            "NAME": "attest",
            "USER": "app",
            "PASSWORD": "p@ss",
            "HOST": "db.example",
            "PORT": "6432",
            "OPTIONS": {"sslmode": "require"},
        }

    def test_a_socket_is_named_in_the_query(self) -> None:
        found = parse("postgresql:///attest?host=/run/postgresql&port=5433")
        assert (found["HOST"], found["PORT"]) == ("/run/postgresql", "5433")
        assert found["OPTIONS"] == {}

    def test_another_database_is_refused_without_naming_the_password(self) -> None:
        with pytest.raises(ValueError, match="begins with postgresql://") as refusal:
            parse("mysql://app:secret@db/attest")
        assert "secret" not in str(refusal.value)


class TestRoles:
    def test_one_address_serves_all_three(self) -> None:
        found = database_settings({"DATABASE_URL": APP}, NOWHERE)
        assert {place["USER"] for place in found.values()} == {"app"}

    def test_each_may_have_its_own(self) -> None:
        environment = {
            "DATABASE_URL": APP,
            "DATABASE_READER_URL": "postgresql://reader@replica/attest",
            "DATABASE_OWNER_URL": "postgresql://owner@db.example/attest",
        }
        found = database_settings(environment, NOWHERE)
        assert found["reader"]["HOST"] == "replica"
        assert found["owner"]["USER"] == "owner"

    def test_the_reader_is_read_only_and_prepares_its_statements(self) -> None:
        reader = options(database_settings({"DATABASE_URL": APP}, NOWHERE)["reader"])
        assert "default_transaction_read_only=on" in str(reader["options"])
        assert "statement_timeout=5s" in str(reader["options"])
        assert reader["server_side_binding"]
        assert reader["prepare_threshold"] == 0

    def test_only_the_reader_binds_at_the_server(self) -> None:
        found = database_settings({"DATABASE_URL": APP}, NOWHERE)
        assert "server_side_binding" not in options(found["default"])

    def test_the_owner_is_in_no_hurry(self) -> None:
        owner = options(database_settings({"DATABASE_URL": APP}, NOWHERE)["owner"])
        assert "statement_timeout" not in str(owner["options"])

    def test_options_of_the_operator_stay(self) -> None:
        url = "postgresql://app@db/attest?options=-c%20work_mem%3D64MB"
        found = options(database_settings({"DATABASE_URL": url}, NOWHERE)["default"])
        assert str(found["options"]).startswith("-c work_mem=64MB -c ")


class TestRouter:
    def test_only_default_changes_tables(self) -> None:
        assert Router().allow_migrate("default", "kb")
        assert not Router().allow_migrate("reader", "kb")


class TestVersion:
    def test_this_server_is_new_enough(self) -> None:
        assert postgresql_version(["default"]) == []

    def test_nothing_is_asked_without_a_database(self) -> None:
        assert postgresql_version() == []

    def test_an_old_one_is_refused_in_words(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(checks, "major_version", lambda alias: 14)
        (complaint,) = postgresql_version(["default"])
        assert isinstance(complaint, Error)
        assert complaint.id == "config.E001"
        assert "PostgreSQL 15 or newer" in (complaint.hint or "")
