"""Which source, or which earlier row, a row is: by identifier first, then by title."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citations.enums import RowDecision, RowStatus
from citations.identifiers import arxiv_of_doi
from citations.models import ImportRow, Source
from citations.selectors import Folded, Known, folded, known_by
from citations.services.capture.merging import differences, told

NAMED = {
    "doi": "DOI",
    "isbn": "ISBN and edition",
    "arxiv": "arXiv id",
    "pmid": "PMID",
    "url": "web address",
}
PREPRINTS = {"article", "manuscript"}
TITLE = "title, year and first author"
MOST_STEPS = 32


@dataclass(frozen=True, slots=True)
class Names:
    """By which a row is known: its identifiers, most telling first."""

    pairs: tuple[tuple[str, object], ...]


def rows_match(rows: Sequence[ImportRow]) -> None:
    """Set status, decision, match and reason of rows that are read and not written.

    A constant number of statements, however many rows.
    """
    able = [row for row in rows if row.fields.get("title")]
    known = _Known(rows)
    words = folded([_words(row) for row in able])
    titles = dict(zip([id(row) for row in able], words, strict=True))
    seen: dict[object, ImportRow] = {}
    for row in rows:
        _match(row, known, titles.get(id(row)), seen)
    _weigh([row for row in rows if row.match_id])


class _Known:
    """Sources that have an identifier of one of the rows."""

    def __init__(self, rows: Iterable[ImportRow]) -> None:
        self.by = {
            column: known_by(column, {str(r.fields.get(column, "")) for r in rows})
            for column in ("doi", "isbn", "arxiv", "pmid", "url")
        }

    def of(self, row: ImportRow) -> Iterator[tuple[str, Known]]:
        """Yield the sources that have an identifier of ``row``, most telling first."""
        fields = row.fields
        for column, found in self.by.items():
            for source in found.get(str(fields.get(column, "")), ()):
                if _agrees(column, row, source):
                    yield column, source
                    break

    def versions(self, row: ImportRow) -> list[Known]:
        """Return all versions here of the preprint that ``row`` is one of."""
        return self.by["arxiv"].get(str(row.fields.get("arxiv", "")), [])


def _agrees(column: str, row: ImportRow, source: Known) -> bool:
    """Tell whether an identifier that several sources may share means this one."""
    fields = row.fields
    if column == "doi":
        return not fields.get("arxiv") or not arxiv_of_doi(source.doi)
    if column == "isbn":
        return not fields.get("edition") or source.edition in ("", fields["edition"])
    if column == "arxiv":
        version = fields.get("arxiv_version")
        return version is None or source.arxiv_version in (None, version)
    if column == "url":
        dates = ("", fields.get("issued", ""))
        versions = ("", fields.get("version", ""))
        same_date = source.issued in dates or not dates[1]
        return same_date and (source.version in versions or not versions[1])
    return True


def _words(row: ImportRow) -> tuple[str, str, str]:
    """Return title, year and first author."""
    first = (row.fields.get("author") or [{}])[0]
    name = str(first.get("family") or first.get("literal") or "")
    return str(row.fields["title"]), str(row.fields.get("issued", ""))[:4], name


def _match(
    row: ImportRow, known: _Known, words: Folded | None, seen: dict[object, ImportRow]
) -> None:
    row.match = None
    found = list(known.of(row))
    same = [(TITLE, s) for s in words.sources if _same_work(row, s)] if words else []
    others = {source.id for _, source in found}
    if len(others) > 1:
        _conflict(row, found)
    elif found or same:
        _settle(row, *(found or same)[0])
    elif not row.fields.get("title"):
        return
    elif earlier := _earlier(row, words, seen):
        column, first = earlier
        row.status, row.decision = RowStatus.REPEATED, RowDecision.SKIP
        row.reason = f"{first.place.capitalize()} brings this work: same {column}."
    else:
        _new(row, known, words)
    for name in _identities(row, words):
        seen.setdefault(name, row)


def _conflict(row: ImportRow, found: list[tuple[str, Known]]) -> None:
    column, source = found[0]
    clashes = [f"{NAMED[c]} that of {s.key}" for c, s in found if s.id != source.id]
    row.status, row.decision = RowStatus.KNOWN, RowDecision.WAIT
    row.match_id = source.id
    row.reason = (
        f"Its {NAMED[column]} is that of {source.key}, its {', its '.join(clashes)}: "
        "merge those sources first, or decide here."
    )


def _settle(row: ImportRow, column: str, source: Known) -> None:
    row.status, row.decision = RowStatus.KNOWN, RowDecision.MERGE
    row.match_id = _end(source)
    row.reason = f"{source.key} has the same {NAMED.get(column, column)}."
    if source.withdrawn_reason:
        row.decision = RowDecision.WAIT
        row.reason += (
            f" It was withdrawn: {source.withdrawn_reason} Merging brings it back."
        )
    elif source.merged_into_id:
        row.reason += " It was merged into another, which is meant here."


def _end(source: Known) -> int:
    """Return the source that a merged one became."""
    end = source.id
    following = source.merged_into_id
    for _ in range(MOST_STEPS):
        if following is None:
            break
        end = following
        following = Source.objects.values_list("merged_into_id", flat=True).get(pk=end)
    return end


def _same_work(row: ImportRow, source: Known) -> bool:
    """Tell whether nothing says that a source of this title is another work."""
    return not _why_apart(row, source)


def _why_apart(row: ImportRow, source: Known) -> str:
    fields = row.fields
    for column in ("doi", "pmid", "arxiv", "isbn"):
        here, there = fields.get(column), getattr(source, column)
        if here and there and here != there:
            return f"it has another {NAMED[column]}"
    versions = {fields.get("arxiv_version"), source.arxiv_version} - {None}
    if len(versions) > 1:
        return "it is another version"
    if _is_preprint(fields["csl_type"], fields.get("arxiv")) != _is_preprint(
        source.csl_type, source.arxiv
    ):
        return "one is a preprint and the other is not"
    return ""


def _is_preprint(csl_type: str, arxiv: str | None) -> bool:
    return csl_type in PREPRINTS or bool(arxiv)


def _new(row: ImportRow, known: _Known, words: Folded | None) -> None:
    row.status, row.decision = RowStatus.NEW, RowDecision.CREATE
    told = ", ".join(NAMED[c] for c in NAMED if row.fields.get(c))
    row.reason = f"No source here has its {told or 'title, year and first author'}."
    for source in words.sources if words else ():
        row.reason += (
            f" {source.key} has the same title, but {_why_apart(row, source)}: two "
            "sources."
        )
    if known.versions(row):
        keys = ", ".join(s.key for s in known.versions(row))
        row.reason += f" Other versions of it are here: {keys}."
        _without_doi(row)


def _without_doi(row: ImportRow) -> None:
    """Keep aside a DOI that all versions of a preprint share: one source has it."""
    doi = row.fields.get("doi", "")
    if arxiv_of_doi(doi):
        row.fields = {k: v for k, v in row.fields.items() if k != "doi"}
        row.extra = row.extra | {"custom": row.extra.get("custom", {}) | {"DOI": doi}}


def _identities(row: ImportRow, words: Folded | None) -> Iterator[tuple[object, ...]]:
    """Yield what no other row of the batch may share with this one."""
    fields = row.fields
    doi = fields.get("doi")
    if doi and not arxiv_of_doi(doi):
        yield "DOI", doi
    if fields.get("arxiv"):
        yield "arXiv id", fields["arxiv"], fields.get("arxiv_version")
    if fields.get("isbn"):
        yield "ISBN and edition", fields["isbn"], fields.get("edition", "")
    if fields.get("pmid"):
        yield "PMID", fields["pmid"]
    if fields.get("url"):
        yield (
            "web address",
            *(fields["url"], fields.get("issued", ""), fields.get("version", "")),
        )
    year = str(fields.get("issued", ""))[:4]
    if words and words.title and words.name and year:
        preprint = _is_preprint(fields["csl_type"], fields.get("arxiv"))
        yield TITLE, words.title, words.name, year, preprint


def _earlier(
    row: ImportRow, words: Folded | None, seen: dict[object, ImportRow]
) -> tuple[str, ImportRow] | None:
    for name in _identities(row, words):
        first = seen.get(name)
        if first is None or first is row:
            continue
        if name[0] == TITLE and _named_apart(row, first):
            continue
        return str(name[0]), first
    doi = row.fields.get("doi", "")
    if arxiv_of_doi(doi):
        if ("shared", doi) in seen:
            _without_doi(row)
        seen.setdefault(("shared", doi), row)
    return None


def _named_apart(row: ImportRow, first: ImportRow) -> bool:
    """Tell whether two rows of one title have identifiers that differ."""
    return any(
        row.fields.get(c) and first.fields.get(c) and row.fields[c] != first.fields[c]
        for c in ("doi", "pmid", "arxiv", "arxiv_version", "isbn")
    )


def _weigh(rows: list[ImportRow]) -> None:
    """Say what merging would do; skip by itself what brings nothing."""
    sources = Source.objects.in_bulk({row.match_id for row in rows})
    for row in rows:
        source = sources[row.match_id]
        found = differences(source, row)
        row.reason += f" {told(found)}"
        if row.decision == RowDecision.MERGE and not any(d.writes for d in found):
            differs = any(d.fate == "keep" for d in found)
            row.decision = RowDecision.SKIP
            row.reason += "" if differs else " It is skipped."
