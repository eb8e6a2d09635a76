"""Looking for quotes again on the page that they were copied from."""

from collections.abc import Iterable

from citations.models import Citation, LinkWatch
from citations.services.links.question import Outcome

SHOWN = 60


def quotes_gone(held: LinkWatch, outcome: Outcome) -> list[Citation]:
    """Return the citations quoted from this very page whose quotes it holds no more.

    Only what a snapshot of this address once held is looked for. Letters are compared
    without the spaces between them: a snapshot and a page are read by two programs that
    put spaces elsewhere where there was markup. A page with too little text to be
    compared tells nothing.
    """
    if not outcome.good or not outcome.sketch or outcome.text is None:
        return []
    here = {held.address, outcome.final_address.partition("#")[0]}
    text = _solid(outcome.text)
    quoted = Citation.objects.filter(source_id=held.source_id, snapshot__isnull=False)
    return [
        citation
        for citation in quoted.select_related("snapshot").defer(
            "snapshot__text", "snapshot__pages"
        )
        if citation.snapshot
        and citation.snapshot.retrieved_from.partition("#")[0] in here
        and _solid(citation.quote) not in text
    ]


def gone_sentence(citations: Iterable[Citation]) -> str:
    """Return a sentence for each quote that is gone."""
    return " ".join(
        f"What {citation.key} quotes from it is not there any more: "
        f"“{_cut(citation.quote)}”."
        for citation in citations
    )


def _solid(text: str) -> str:
    return "".join(text.split())


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
