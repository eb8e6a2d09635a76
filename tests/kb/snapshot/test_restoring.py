"""An equal knowledge base grows from a snapshot, or nothing does."""

import hashlib
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kb.api.views.changes import place_of
from kb.models import Change, Finding
from kb.selectors.change import changes_after
from tests import make
from tests.kb.snapshot.world import busy_world, empty, restore, snapshot
from tests.sql import rows, update, value


@pytest.fixture
def world(transactional_db: None) -> None:
    busy_world()


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
