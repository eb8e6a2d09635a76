"""Finding the place of a quote, or saying why it has none."""

import re

from django.core.exceptions import ValidationError

from citations.formats.passages import (
    Place,
    nearest,
    places_of,
    reference_list,
    spliced,
)
from citations.formats.texts import folded
from citations.models import Citation, Snapshot
from citations.models.citation import LONGEST, SHORTEST
from citations.services.refusal import sentence

STANDS = "quote-stands-in-its-snapshot"
FEWEST = 3
"""Words of a quote. Scripts without spaces count by their characters."""
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W_]+")
AROUND = 60
SHOWN = 3


def quote_place(citation: Citation) -> Citation:
    """Fold the quote of ``citation`` and set where it stands, in place.

    Without a snapshot it is looked for in the newest one of the source. Raises
    ``ValidationError``, by field, with a sentence that says what is wrong: no snapshot
    or another source's, too short or long, not found (with the nearest passage), joined
    from two places, found more than once, or found in the list of references alone.
    """
    citation.quote = folded(citation.quote)
    if not citation.quote:
        citation.snapshot = citation.quote_start = citation.quote_end = None
        return citation
    _check_length(citation.quote)
    snapshot = citation.snapshot or _newest(citation)
    if snapshot.source_id != citation.source_id:
        raise _told("snapshot", "This is a snapshot of another source.")
    if snapshot.withdrawn_reason:
        raise _told(
            "snapshot",
            f"This snapshot was withdrawn: {snapshot.withdrawn_reason}",
        )
    citation.snapshot = snapshot
    citation.quote_start, citation.quote_end = located(citation.quote, snapshot)
    return citation


def located(quote: str, snapshot: Snapshot) -> Place:
    """Return the one place of a folded ``quote`` in the text of ``snapshot``.

    Raises ``ValidationError`` as ``quote_place`` does.
    """
    found = list(places_of(quote, snapshot.text))
    listed = reference_list(snapshot.text)
    body = [
        place
        for place in found
        if not listed or place[1] <= listed[0] or place[0] >= listed[1]
    ]
    if len(body) == 1:
        return body[0]
    if body:
        shown = "; ".join(
            f"({number}) {_around(place, snapshot)}"
            for number, place in enumerate(body[:SHOWN], start=1)
        )
        more = f"; and {len(body) - SHOWN} more" if len(body) > SHOWN else ""
        raise _told(
            "quote",
            f"This stands in {len(body)} places: {shown}{more}. Quote more words "
            "around the one you mean.",
        )
    if found:
        raise _told(
            "quote",
            "This stands in the list of references only: what is quoted there is "
            "another work. Quote the sentence that says it, or cite that work.",
        )
    raise _told("quote", _not_found(quote, snapshot))


def _check_length(quote: str) -> None:
    words = len(WORD.findall(quote))
    if len(quote) < SHORTEST or words < FEWEST:
        raise _told(
            "quote",
            f"The quote has {words} word(s) and {len(quote)} characters; it needs at "
            f"least {FEWEST} words and {SHORTEST} characters, because a shred stands "
            "anywhere and proves nothing. Quote the whole sentence.",
        )
    if len(quote) > LONGEST:
        raise _told(
            "quote",
            f"The quote has {len(quote):,} characters; at most {LONGEST:,} are a quote "
            "and not a copy. Quote the sentence that holds the figure.",
        )


def _newest(citation: Citation) -> Snapshot:
    snapshots = Snapshot.objects.current().filter(source_id=citation.source_id)
    newest = snapshots.newest_first().first()
    if newest is None:
        raise _told(
            "quote",
            "The source has no snapshot in which the quote could be looked for: attach "
            "one to it first.",
        )
    return newest


def _not_found(quote: str, snapshot: Snapshot) -> str:
    parts = spliced(quote, snapshot.text)
    if parts:
        return (
            f"The quote joins {len(parts)} places: “{_cut(parts[0])}” and "
            f"“{_cut(parts[1])}” stand apart. Quote one of them, and make a citation "
            "of its own for each other."
        )
    place = nearest(quote, snapshot.text)
    if place is None:
        return (
            f"The quote is not in this snapshot ({snapshot}), and nothing like it is. "
            "Copy it from the snapshot, or attach the version that you read."
        )
    return (
        "The quote is not in this snapshot to the character. The nearest passage is: "
        f"“{_around(place, snapshot)}”. Copy it from there."
    )


def _around(place: Place, snapshot: Snapshot) -> str:
    start, end = place
    before = snapshot.text[max(0, start - AROUND) : start]
    after = snapshot.text[end : end + AROUND]
    page = snapshot.page_of(start)
    where = f", p. {page}" if page else ""
    lead, trail = "…" * (start > AROUND), "…" * (end + AROUND < len(snapshot.text))
    return f"{lead}{before}{snapshot.text[start:end]}{after}{trail}{where}"


def _cut(part: str) -> str:
    return part if len(part) <= AROUND else part[: AROUND - 1] + "…"


def _told(field: str, message: str) -> ValidationError:
    return ValidationError({field: sentence(message, STANDS)})
