"""Organizations, sources, notices, and places in sources."""

from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from typing import Any

from citations.models import (
    Citation,
    Flag,
    ImportBatch,
    ImportRow,
    Organization,
    Reading,
    RecordSighting,
    Snapshot,
    Source,
    SourceNotice,
    SourceOrganization,
    SourceRelation,
)
from tests.make.maker import Maker, numbered
from tests.make.people import editor

_received = count(1)

organization = Maker(
    Organization,
    key=numbered("organization"),
    name=numbered("Organization"),
    interest="academic",
)
source = Maker(
    Source,
    key=numbered("source"),
    source_class="peer_reviewed",
    primary=True,
    csl_type="article-journal",
    title=numbered("A study of work"),
    author=list,
    unconfirmed_fields=list,
    issued="2023",
)
import_batch = Maker(
    ImportBatch, label="references.bib", form="BibTeX", notes=list, author=editor
)
import_row = Maker(
    ImportRow,
    batch=import_batch,
    position=1,
    place="line 1",
    given="@book{a, title={A book}}",
    status="new",
    decision="create",
    reason="No source here has its title, year and first author.",
    fields=lambda: {"title": "A book", "csl_type": "book"},
    key=numbered("a-book"),
    source_class="institutional",
)
source_organization = Maker(
    SourceOrganization, source=source, organization=organization, role="publisher"
)
source_relation = Maker(
    SourceRelation, from_source=source, to_source=source, kind="reports_on"
)
record_sighting = Maker(
    RecordSighting, source=source, address="https://example.org/record"
)
notice = Maker(
    SourceNotice,
    source=source,
    kind="retraction",
    issued_on=date(2024, 5, 1),
    reason="The data could not be found.",
    recorded_by=editor,
)


class SnapshotMaker(Maker[Snapshot]):
    """Gives each text the digest that the database asks for."""

    def unsaved(self, **fields: Any) -> Snapshot:
        """Return a snapshot of a text."""
        made = super().unsaved(**fields)
        made.text_digest = made.text_digest or sha256(made.text.encode()).hexdigest()
        return made


SAID = "Time on the task fell by 40% in the group with the tool, and quality rose."
snapshot = SnapshotMaker(
    Snapshot,
    source=source,
    retrieved_at=datetime(2024, 5, 1, tzinfo=UTC),
    retrieved_from="https://example.org/article",
    media_type="text/plain",
    digest=lambda: sha256(str(next(_received)).encode()).hexdigest(),
    size=100,
    text=SAID,
    attached_by=editor,
)
citation = Maker(
    Citation, key=numbered("citation"), source=source, label="page", locator="p. 187"
)
reading = Maker(
    Reading,
    citation=citation,
    read="full_text",
    confirmation="primary",
    address="https://example.org/article",
    says="The figure stands in the second paragraph.",
    read_by=editor,
)
flag = Maker(Flag, citation=citation, kind="failed", text="It says something else.")


def quoted(quote: str = SAID, *, text: str = "", **fields: Any) -> Citation:
    """Return a place that was read, with a quote from a snapshot of its source.

    ``text`` is what the snapshot holds, by default the quote itself.
    """
    held = fields.get("snapshot") or snapshot(
        source=fields.get("source") or source(), text=text or quote
    )
    start = held.text.index(quote)
    made = citation(
        **fields
        | {"source": held.source, "snapshot": held, "quote": quote}
        | {"quote_start": start, "quote_end": start + len(quote)}
    )
    return reading(citation=made).citation
