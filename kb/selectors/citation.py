"""A place in a source, as readers may meet it."""

from django.db.models import BooleanField, F, Func

from citations.models import Citation


def rested_on(citation: str = "pk") -> Func:
    """Return whether a published finding rests on a citation.

    The triggers ``uses_are_written`` keep a row for each that does (ADR 35).
    """
    return Func(
        F(citation),
        template="EXISTS (SELECT FROM kb_use u WHERE u.citation_id = %(expressions)s)",
        output_field=BooleanField(),
    )


def cited_place(key: str) -> Citation | None:
    """Return the citation of this key if a published finding rests on it."""
    places = Citation.objects.filter(rested_on(), key=key)
    return places.select_related("source").first()
