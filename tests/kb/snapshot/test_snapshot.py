"""A snapshot holds all that is public, and an equal knowledge base grows from it."""

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from citations.enums import NoticeKind
from citations.models import Citation
from citations.services import notice_record
from kb.api.views.changes import place_of
from kb.exchange.snapshot import Extra, snapshot_write
from kb.exchange.snapshot.tables import CARRIED, NOT_CARRIED
from kb.exchange.snapshot.writing import one_moment
from kb.models import Change, Finding
from kb.selectors.change import changes_after
from kb.services import finding_revise, finding_suspend, finding_withdraw, merge
from tests import make
from tests.kb.api.world import whole_world
from tests.make.sources import SAID, quoted
from tests.side import two_sides
from tests.sql import rows, update, value

CANARY = "canary-in-a-draft"


def snapshot(folder: Path) -> dict[str, Any]:
    """Write a snapshot and return its manifest."""
    call_command("snapshot", str(folder), stdout=StringIO())
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return manifest


def restore(folder: Path) -> None:
    """Build the snapshot's knowledge base where nothing is."""
    out = StringIO()
    call_command("restore_snapshot", str(folder), stdout=out)
    assert "equal in every row" in out.getvalue()


def empty() -> None:
    """Leave the tables as ``migrate`` leaves them."""
    tables = ", ".join(
        f'"{name}"'
        for (name,) in rows(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND split_part(tablename, '_', 1) = ANY (%s)",
            ["careers", "citations", "kb", "auth", "pghistory"],
        )
    )
    rows(f"TRUNCATE {tables} CASCADE")


def busy_world() -> None:
    """Make what readers see in every state, and beside it what they must not see."""
    here = whole_world()
    source = make.source()
    text = f"{CANARY} {SAID} {CANARY}"
    make.published(source=source, citations=[quoted(source=source, text=text)])
    finding_suspend(finding=make.published(), author=make.editor(), reason="Doubts.")
    gone = make.published()
    finding_withdraw(finding=gone, author=make.editor(), reason="It was wrong.")
    notice_record(
        source=make.published().source,
        kind=NoticeKind.RETRACTION,
        issued_on=date(2024, 5, 1),
        reason="The data could not be found.",
        recorded_by=make.editor(),
    )
    merge(old=make.skill(), into=make.skill(), author=make.editor(), reason="Same.")
    make.stated()
    revised = make.published(note=CANARY)
    draft = finding_revise(finding=revised, author=make.editor())
    update(draft, headline=CANARY)
    make.draft(key=CANARY, note=CANARY)
    make.draft(citations=[make.reading(citation=make.citation(key=CANARY)).citation])
    make.finding_link(finding=Finding.objects.get(key=CANARY), to_key="direct-one")
    make.edge_basis(finding_key=CANARY)
    make.note(text=CANARY)
    make.flag(text=CANARY)
    make.stated_draft(text=CANARY)
    assert here.career.pk


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
            sheet = list(csv.DictReader((tmp_path / "one" / f"{name}.csv").open()))
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


class TestRestoring:
    def test_an_equal_knowledge_base_grows_from_it(
        self, world: None, tmp_path: Path, client: Client
    ) -> None:
        before = snapshot(tmp_path / "one")
        pages = ["/", "/careers/technical-writer/skills/writing/", "/sources/study/"]
        shown = {page: client.get(page).status_code for page in pages}
        empty()
        restore(tmp_path / "one")
        after = snapshot(tmp_path / "two")
        assert after["rows_sha256"] == before["rows_sha256"]
        digests = [
            {file["name"]: file["sha256"] for file in each["files"]}
            for each in (before, after)
        ]
        assert digests[0] == digests[1], "answers and references are equal too"
        assert {page: client.get(page).status_code for page in pages} == shown

    def test_what_guards_publication_is_on_again(
        self, world: None, tmp_path: Path
    ) -> None:
        off = "SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'"
        before = value(off)
        snapshot(tmp_path / "one")
        empty()
        restore(tmp_path / "one")
        assert value(off) == before
        finding = Finding.objects.published()[:1].get()
        with pytest.raises(Exception, match=r"frozen"):
            update(finding, headline="It says more")

    def test_it_may_be_written_at_afterwards(self, world: None, tmp_path: Path) -> None:
        snapshot(tmp_path / "one")
        empty()
        restore(tmp_path / "one")
        assert make.published().pk
        audit = StringIO()
        call_command("audit", stdout=audit)
        assert "0 violations" in audit.getvalue()

    def test_nobody_can_sign_in_as_who_wrote_it(
        self, world: None, tmp_path: Path
    ) -> None:
        snapshot(tmp_path / "one")
        empty()
        restore(tmp_path / "one")
        people = rows(
            "SELECT username, password, is_active, is_staff, is_superuser, email"
            " FROM auth_user"
        )
        assert len(people) > 2
        for name, secret, *flags, email in people:
            assert name.startswith("person-")
            assert secret == "!"  # noqa: S105 - no password
            assert not any(flags)
            assert email == ""

    def test_its_history_begins_with_the_restoration(
        self, world: None, tmp_path: Path
    ) -> None:
        snapshot(tmp_path / "one")
        empty()
        restore(tmp_path / "one")
        told = value(
            "SELECT DISTINCT c.metadata ->> 'reason' FROM kb_findingevent e"
            " JOIN pghistory_context c ON c.id = e.pgh_context_id"
        )
        assert told.startswith("Restored from the snapshot one, ")
        assert Change.objects.filter(resource="finding", what="shown").exists()

    def test_the_feed_goes_on_where_the_snapshot_ends(
        self, world: None, tmp_path: Path
    ) -> None:
        manifest = snapshot(tmp_path / "one")
        later = make.career()
        place = place_of(manifest["changes_cursor"])
        news = changes_after(place, limit=50)
        assert [change.key for change in news.changes] == [later.key]


@pytest.fixture
def written(world: None, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "one"
    snapshot(folder)
    empty()
    yield folder
    assert not Finding.objects.exists(), "nothing was built"


class TestRefusing:
    def told(self, folder: Path) -> str:
        with pytest.raises(CommandError) as caught:
            call_command("restore_snapshot", str(folder))
        return str(caught.value)

    def test_a_file_that_was_changed(self, written: Path) -> None:
        place = written / "rows.kb_finding.ndjson"
        place.write_bytes(place.read_bytes().replace(b"saves", b"costs"))
        assert "rows.kb_finding.ndjson is not what" in self.told(written)

    def test_a_file_that_was_cut(self, written: Path) -> None:
        place = written / "rows.kb_estimate.ndjson"
        place.write_bytes(place.read_bytes()[:-10])
        assert "was cut or changed" in self.told(written)

    def test_a_file_that_is_missing(self, written: Path) -> None:
        (written / "careers.csv").unlink()
        assert "careers.csv is missing" in self.told(written)

    def changed(self, folder: Path, **members: Any) -> None:
        place = folder / "manifest.json"
        place.write_text(json.dumps(json.loads(place.read_text()) | members))

    def test_a_newer_schema(self, written: Path) -> None:
        self.changed(written, schema={"kb": "9999_to_come"})
        assert "newer schema (kb 9999_to_come" in self.told(written)

    def test_an_older_schema(self, written: Path) -> None:
        self.changed(written, schema={"kb": "0001_initial"})
        assert "older schema" in self.told(written)

    def test_another_format(self, written: Path) -> None:
        self.changed(written, version=2)
        assert "version 2 of the format" in self.told(written)
        self.changed(written, format="another")
        assert "no snapshot of Attest" in self.told(written)

    def test_a_name_that_leads_elsewhere(self, written: Path) -> None:
        files = json.loads((written / "manifest.json").read_text())["files"]
        files[0]["name"] = "../../etc/passwd"
        self.changed(written, files=files)
        assert "names a file elsewhere" in self.told(written)

    def test_no_snapshot_at_all(self, written: Path, tmp_path: Path) -> None:
        assert "There is no manifest.json" in self.told(tmp_path)

    def test_rows_that_contradict_each_other(self, written: Path) -> None:
        """Whoever rewrites files and manifest still meets CHECKs and foreign keys."""
        name = "rows.kb_subject.ndjson"
        place = written / name
        first = json.loads(place.read_text().splitlines()[0]) | {"finding_id": 10**9}
        self.replaced(written, name, json.dumps(first) + "\n")
        assert "The database refuses it" in self.told(written)

    def replaced(self, folder: Path, name: str, text: str) -> None:
        """Write a file anew, and have the manifest agree."""
        (folder / name).write_text(text)
        manifest = json.loads((folder / "manifest.json").read_text())
        for file in manifest["files"]:
            if file["name"] == name:
                file["bytes"] = len(text.encode())
                file["sha256"] = hashlib.sha256(text.encode()).hexdigest()
        told = sorted(
            f"{file['sha256']}  {file['name']}\n"
            for file in manifest["files"]
            if file["name"].startswith("rows.")
        )
        digest = hashlib.sha256("".join(told).encode()).hexdigest()
        self.changed(folder, files=manifest["files"], rows_sha256=digest)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_not_empty(tmp_path: Path) -> None:
    make.published()
    snapshot(tmp_path / "one")
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore_snapshot", str(tmp_path / "one"))
    assert Finding.objects.count() == 1


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
