"""Organizations and sources of a pack, with relations, roles and sightings."""

from citations.models import (
    Organization,
    RecordSighting,
    Source,
    SourceOrganization,
    SourceRelation,
)
from citations.services.source import source_normalise
from kb.services.pack.contents import Contents, Entry, Load
from kb.services.pack.table import put

CSL = {
    "type": "csl_type",
    "title": "title",
    "author": "author",
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "edition": "edition",
    "version": "version",
    "publisher": "publisher",
    "DOI": "doi",
    "ISBN": "isbn",
    "PMID": "pmid",
    "URL": "url",
    "language": "language",
}
"""Members of a CSL-JSON record and the columns that hold them."""


def put_sources(load: Load, contents: Contents) -> None:
    """Write organizations, then sources, then all that ties them together."""
    organizations = put(
        load.tally,
        Organization,
        [_organization(entry) for entry in contents["organizations"]],
        on=("key",),
    )
    load.ids["organizations"] = {k: row.pk for (k,), row in organizations.items()}
    sources = put(
        load.tally,
        Source,
        [_source(entry) for entry in contents["sources"]],
        on=("key",),
        leave=("notices_checked_at", "merged_into", "withdrawn_reason"),
    )
    load.ids["sources"] = {k: row.pk for (k,), row in sources.items()}
    _put_ties(load, contents["sources"])


def _put_ties(load: Load, entries: list[Entry]) -> None:
    ids = load.ids["sources"]
    ours = [ids[entry["key"]] for entry in entries]
    put(
        load.tally,
        SourceOrganization,
        [
            SourceOrganization(
                source_id=ids[entry["key"]],
                organization_id=load.ids["organizations"][role["organization"]],
                role=role["role"],
                note=role.get("note", ""),
            )
            for entry in entries
            for role in entry["organizations"]
        ],
        on=("source_id", "organization_id", "role"),
        owners=("source_id", ours),
    )
    put(
        load.tally,
        SourceRelation,
        [
            SourceRelation(
                from_source_id=ids[entry["key"]],
                to_source_id=ids[relation["to"]],
                kind=relation["kind"],
                note=relation["note"],
            )
            for entry in entries
            for relation in entry["relations"]
        ],
        on=("from_source_id", "to_source_id", "kind"),
        owners=("from_source_id", ours),
    )
    put(
        load.tally,
        RecordSighting,
        [
            RecordSighting(source_id=ids[entry["key"]], address=address)
            for entry in entries
            for address in entry["seen_at"]
        ],
        on=("source_id", "address"),
        owners=("source_id", ours),
    )


def _organization(entry: Entry) -> Organization:
    return Organization(
        key=entry["key"],
        name=entry["name"],
        interest=entry["interest"],
        url=entry.get("url", ""),
        note=entry.get("note", ""),
    )


def _source(entry: Entry) -> Source:
    csl = entry["csl"]
    parts = (csl.get("issued") or {}).get("date-parts", [[]])[0]
    source = Source(
        key=entry["key"],
        source_class=entry["class"],
        primary=entry["primary"],
        issued="-".join(f"{part:02}" for part in parts),
        licence=entry.get("licence", ""),
        unconfirmed_fields=entry["unconfirmed_fields"],
        note=entry.get("note", ""),
        **{column: csl[name] for name, column in CSL.items() if name in csl},
    )
    if source.number.lower().startswith("arxiv:"):
        source.arxiv = source.number
    return source_normalise(source)
