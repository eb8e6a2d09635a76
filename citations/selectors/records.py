"""The CSL-JSON records of many sources, written by the database."""

import json
import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Case, F, Func, Q, QuerySet, TextField, When

from citations.formats import marked
from citations.formats.csl import csl_entry, mended
from citations.models import SourceNotice
from citations.models.record import CslPlace, CslText, has_extra, noticed, told

Rows: TypeAlias = QuerySet[Any, Any]
Record = dict[str, Any]
COLUMNS = ("record", "told", "extended")
"""What ``recorded`` adds, in the order in which ``Recorded`` takes it."""
# No text of JSON holds these signs: it has escapes for them.
OPENING, CLOSING = "\x01", "\x02"
UNFINISHED = re.compile(f"{OPENING}([^{CLOSING}]*){CLOSING}")


def recorded(rows: Rows, prefix: str = "") -> Rows:
    """Add ``COLUMNS``: the record of the source to which ``prefix`` leads.

    ``record`` is the text of the CSL-JSON, ``told`` its standing with the notices that
    count (``None`` where there are none), ``extended`` whether it holds more than the
    columns do: what somebody else wrote may need mending.
    """
    found: Rows = rows.annotate(
        record=CslText(prefix),
        told=told(SourceNotice.objects.all(), prefix),
        extended=has_extra(prefix),
    )
    return found


def lined(rows: Rows, prefix: str = "", key: str = "", locator: str = "") -> Rows:
    """Add ``line``: the CSL-JSON of the source to which ``prefix`` leads, finished.

    ``key`` and ``locator`` are columns of a place in it. What the database cannot
    finish, a record with notices or with more than the columns hold, stands in signs
    of its own; ``finished`` finishes it.
    """
    notices = SourceNotice.objects.all()
    parts = [
        CslText(prefix),
        told(notices, prefix),
        has_extra(prefix),
        *map(F, (key, locator) if key else ()),
    ]
    other = Func(
        *parts,
        template="concat(chr(1), json_build_array(%(expressions)s), chr(2))",
        output_field=TextField(),
    )
    found: Rows = rows.annotate(
        line=Case(
            When(noticed(notices, prefix) | ~Q(**{f"{prefix}extra": {}}), then=other),
            default=CslPlace(prefix, key, locator),
            output_field=TextField(),
        )
    )
    return found


def finished(text: str) -> str:
    """Return lines of ``lined``, with whatever between them, all finished."""
    if OPENING not in text:
        return text
    return UNFINISHED.sub(
        lambda found: csl_entry(Recorded(*json.loads(found[1])).csl()), text
    )


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as the database wrote it, and the place in the source that is meant."""

    record: str
    told: Any = None
    extended: bool = False
    key: str = ""
    locator: str = ""
    attribution: tuple[str, ...] = ()
    """Whom to thank wherever the record is shown as part of ours."""

    def text(self) -> str | None:
        """Return the JSON of what ``csl`` gives, put together without reading it.

        ``None`` where that cannot be: the record says more than the columns do.
        """
        if self.told or self.extended or self.attribution:
            return None
        if not self.key:
            return self.record
        # The database writes the id first, and a key has no comma in it.
        head = f'{{"id":{json.dumps(self.key)}'
        rest = self.record[self.record.index(",") : -1]
        if not self.locator:
            return f"{head}{rest}}}"
        place = json.dumps(self.locator, ensure_ascii=False)
        note = json.dumps(cited_at(self.locator), ensure_ascii=False)
        return f'{head}{rest},"locator":{place},"note":{note}}}'

    def csl(self) -> Record:
        """Return the record, saying the standing and the place."""
        record: Record = json.loads(self.record)
        if self.extended:
            record, _ = mended(record)
        if self.told:
            facts = json.loads(self.told) if isinstance(self.told, str) else self.told
            record = marked(record, facts["standing"], facts["notices"] or ())
        if self.attribution:
            custom = record.get("custom") or {}
            thanks = {"attribution": list(self.attribution)}
            record = record | {"custom": custom | thanks}
        return located(record, self.key, self.locator) if self.key else record


def located(record: Record, key: str, locator: str) -> Record:
    """Return ``record`` as the place ``locator`` in it, under the key of that place."""
    if not locator:
        return record | {"id": key}
    notes = (cited_at(locator), record.get("note"))
    note = " ".join(str(note) for note in notes if note)
    return record | {"id": key, "locator": locator, "note": note}


def cited_at(locator: str) -> str:
    """Return the place in a sentence, for notes."""
    return f"Cited: {locator.removesuffix('.')}."
