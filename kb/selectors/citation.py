"""A place in a source, as readers may meet it."""

from django.db.models import Exists, OuterRef

from citations.models import Citation
from kb.enums import State
from kb.models import FindingCitation


def cited_place(key: str) -> Citation | None:
    """Return the citation of this key if a published finding rests on it."""
    resting = FindingCitation.objects.filter(
        citation=OuterRef("pk"), finding__state=State.PUBLISHED
    )
    places = Citation.objects.filter(Exists(resting), key=key)
    return places.select_related("source").first()
