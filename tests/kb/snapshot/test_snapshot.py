"""A snapshot holds all that is public, and an equal knowledge base grows from it."""

import csv
import hashlib
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from citations.models import Citation
from kb.exchange.snapshot import Extra, snapshot_write
from kb.exchange.snapshot.tables import CARRIED, NOT_CARRIED
from kb.exchange.snapshot.writing import one_moment
from tests import make
from tests.kb.snapshot.world import CANARY, busy_world, snapshot
from tests.make.sources import SAID
from tests.side import two_sides
from tests.sql import rows, value


@pytest.fixture
def world(transactional_db: None) -> None:
    busy_world()


class TestWriting:
    @pytest.fixture
    def manifest(self, world: None, tmp_path: Path) -> dict[str, Any]:
        return snapshot(tmp_path / "one")

    def test_every_file_is_what_the_manifest_says(
        self, manifest: dict[str, Any], tmp_path: Path
    ) -> None:
        named = {file["name"]: file for file in manifest["files"]}
        found = {each.name for each in (tmp_path / "one").iterdir()}
        assert found == {*named, "manifest.json"}
        for name, file in named.items():
            data = (tmp_path / "one" / name).read_bytes()
            assert len(data) == file["bytes"]
            assert hashlib.sha256(data).hexdigest() == file["sha256"]
            if name.endswith(".ndjson"):
                parsed = [json.loads(line) for line in data.decode().splitlines()]
                assert len(parsed) == file["rows"], name

    def test_it_says_what_the_api_says(
        self, manifest: dict[str, Any], tmp_path: Path, client: Client
    ) -> None:
        for name in ("careers", "skills", "sources", "citations", "findings"):
            listed = client.get(f"/api/v1/{name}/?limit=200").json()["results"]
            text = (tmp_path / "one" / f"{name}.ndjson").read_text()
            held = [json.loads(line) for line in text.splitlines()]
            assert sorted(held, key=str) == sorted(listed, key=str)
            assert len(held) > 1
            cells = StringIO((tmp_path / "one" / f"{name}.csv").read_text(), newline="")
            sheet = list(csv.DictReader(cells))
            assert [row["key"] for row in sheet] == [row["key"] for row in held]
        records = json.loads((tmp_path / "one" / "sources.csl.json").read_text())
        assert {record["id"] for record in records} == {
            row["key"]
            for row in client.get("/api/v1/sources/?limit=200").json()["results"]
        }

    def test_nothing_of_a_draft_nor_of_a_person_is_in_it(
        self, manifest: dict[str, Any], tmp_path: Path
    ) -> None:
        names = [name for (name,) in rows("SELECT username FROM auth_user")]
        for each in (tmp_path / "one").iterdir():
            text = each.read_text()
            assert CANARY not in text, each.name
            assert not [name for name in names if f'"{name}"' in text], each.name
            assert "password" not in text

    def test_it_names_the_licences_and_whom_to_name(
        self, manifest: dict[str, Any], tmp_path: Path
    ) -> None:
        assert "CC BY 4.0" in (tmp_path / "one" / "LICENCE.txt").read_text()
        told = (tmp_path / "one" / "ATTRIBUTION.txt").read_text()
        assert "By the people who made it." in told

    def test_a_folder_that_is_there_is_left_alone(
        self, manifest: dict[str, Any], tmp_path: Path
    ) -> None:
        with pytest.raises(CommandError, match="there already"):
            call_command("snapshot", str(tmp_path / "one"))

    def test_of_a_source_only_the_passages_that_are_quoted_are_in_it(
        self, manifest: dict[str, Any], tmp_path: Path
    ) -> None:
        text = (tmp_path / "one" / "rows.citations_snapshot.ndjson").read_text()
        (held,) = [json.loads(line) for line in text.splitlines()]
        assert SAID in held["text"]
        assert set(held["text"].replace(SAID, "")) == {"█"}
        assert held["retrieved_from"] == "not told"
        (place,) = Citation.objects.exclude(quote="")
        start, end = place.quote_start, place.quote_end
        assert held["text"][start:end] == place.quote

    def test_what_fails_leaves_nothing_behind(
        self, world: None, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(CommandError):
            call_command("snapshot", str(tmp_path / "file" / "one"))

        def failing() -> Iterator[str]:
            yield f"{1 / 0}"

        broken = Extra("x.txt", "text/plain", "It fails.", failing)
        with pytest.raises(ZeroDivisionError):
            snapshot_write(tmp_path / "one", extras=[broken], cursor=str)
        assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_every_table_is_carried_or_there_is_a_reason() -> None:
    stored = {
        model
        for app in ("careers", "citations", "kb")
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model")
    }
    carried = [each.model for each in CARRIED]
    assert len(carried) == len(set(carried))
    assert set(carried) | set(NOT_CARRIED) == stored
    assert not set(carried) & set(NOT_CARRIED)


def test_all_of_it_is_of_one_moment(world: None, tmp_path: Path) -> None:
    """A change that commits while it is written is in none of its files, or in all."""
    with two_sides() as (reader, writer):
        reader.begin("REPEATABLE READ")
        before = reader.do(lambda: value("SELECT count(*) FROM careers_skill"))
        writer.begin()
        writer.do(make.skill)
        writer.commit()
        assert reader.do(lambda: value("SELECT count(*) FROM careers_skill")) == before
    with one_moment():
        assert value("SHOW transaction_isolation") == "repeatable read"
        assert value("SHOW transaction_read_only") == "on"


class TestOverTheApi:
    @pytest.fixture
    def offered(
        self, world: None, settings: Settings, tmp_path: Path
    ) -> dict[str, Any]:
        settings.SNAPSHOTS_DIR = tmp_path
        return snapshot(tmp_path / "2026-11-22-080000")

    def test_it_is_listed_and_fetched(
        self, offered: dict[str, Any], client: Client
    ) -> None:
        listed = client.get("/api/v1/snapshots/").json()["results"]
        assert [each["name"] for each in listed] == ["2026-11-22-080000"]
        assert client.get("/api/v1/snapshots/2026-11-22-080000/").json() == listed[0]
        for file in listed[0]["files"]:
            answer = client.get(file["url"])
            data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            assert hashlib.sha256(data).hexdigest() == file["sha256"]
            assert answer["Content-Type"].partition(";")[0] == file["media_type"]
            tag = answer["ETag"]
            again = client.get(file["url"], headers={"If-None-Match": tag})
            assert again.status_code == 304

    @pytest.mark.parametrize(
        "name",
        ["manifest.jsn", "..%2F..%2Fmanage.py", "rows.kb_apitoken.ndjson", ".."],
    )
    def test_nothing_else_is(
        self, offered: dict[str, Any], client: Client, name: str
    ) -> None:
        answer = client.get(f"/api/v1/snapshots/2026-11-22-080000/{name}")
        assert answer.status_code == 404
        assert client.get("/api/v1/snapshots/none/").status_code == 404

    def test_where_there_is_none_the_list_is_empty(
        self, settings: Settings, tmp_path: Path, client: Client
    ) -> None:
        settings.SNAPSHOTS_DIR = tmp_path / "nowhere"
        assert client.get("/api/v1/snapshots/").json() == {"results": []}
