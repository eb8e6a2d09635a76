"""A world with something in every state, written out and built anew."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from citations.enums import NoticeKind
from citations.services import notice_record
from kb.models import Finding
from kb.services import finding_revise, finding_suspend, finding_withdraw, merge
from tests import make
from tests.kb.api.world import whole_world
from tests.make.sources import SAID, quoted
from tests.sql import rows, update

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


@transaction.atomic
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
